/** Carries out a move: starts, continues and abandons flows, answers from documents, clarifies, repeats, admits not knowing. */
import { assertNever, OUT_OF_SCOPE } from '../../protocol/index.js';
import { findForeignLanguage } from '../../text/index.js';
import type { Flow } from '../pack/flow-file.js';
import { plain } from '../responses/message-values.js';
import type { FlowStack } from './dialog-stack.js';
import type { StepScene } from './engine-parts.js';
import { commonValues } from './facts.js';
import { requestHandoff } from './finish-flow.js';
import { flowChoices, offerMenu, titleOf } from './offers.js';
import { flowOfIntent } from './pack-flows.js';
import type { Move } from './route.js';

/** Turns in a row that lead nowhere before a person is offered, and before one takes over. */
const MISSES_TO_HANDOFF = 3;

export async function carryOut(move: Move, stack: FlowStack, scene: StepScene): Promise<void> {
  if (move.kind !== 'answer' && move.kind !== 'unclear') scene.state.misses = 0;
  switch (move.kind) {
    case 'continue':
      return stack.proceed();
    case 'start':
      return stack.start(move.flow, move.isOffered);
    case 'answer':
      return answer(move.flow, stack, scene);
    case 'clarify':
      return clarify(move.intents, scene);
    case 'repeat':
      return repeat(scene);
    case 'stop':
      return stop(stack, scene);
    case 'decline':
      return say('decline', 'The visitor declined the offer.', scene);
    case 'unclear':
      return miss('unclear', scene);
    default:
      return assertNever(move);
  }
}

async function say(key: string, why: string, scene: StepScene): Promise<void> {
  scene.reply.say(key, commonValues(scene));
  scene.reply.because(why);
}

async function answer(flow: Flow | undefined, stack: FlowStack, scene: StepScene): Promise<void> {
  const { answers, pack } = scene.parts;
  const found = await answers.answer(scene.text, scene.locale, scene.signal);
  if (found.kind === 'answered') {
    scene.state.misses = 0;
    scene.reply.quote(found.text, found.citations);
    scene.reply.because(`Answered from ${found.citations.map((citation) => citation.document).join(', ')}.`);
    if (scene.isFollowed) return;
    if (stack.running !== undefined) await stack.askAgain();
    else if (flow !== undefined) offerFlow(flow, scene);
    return;
  }
  if (flow !== undefined) return stack.start(flow);
  if (stack.running !== undefined) return stack.proceed();
  const product = findUnknownProduct(scene);
  if (product !== undefined) return admitUnknownProduct(product, scene);
  const foreign = findForeignLanguage(scene.text, pack.locales);
  return miss(foreign === undefined ? 'unanswered' : 'language.unknown', scene);
}

function offerFlow(flow: Flow, scene: StepScene): void {
  scene.state.offered = [flow.intents[0]!];
  scene.reply.say('offer.flow', { ...commonValues(scene), title: plain(titleOf(flow, scene.locale)) });
  scene.reply.offer(flowChoices([flow.intents[0]!], scene));
  scene.reply.expects = { form: 'yes-no' };
}

/** A product that the visitor named and the catalog does not have. */
function findUnknownProduct({ understanding, parts: { roles, catalog } }: StepScene): string | undefined {
  return understanding.slots.find(
    ({ name, surface }) => roles.roleOf(name) === 'product' && catalog.match(surface).kind === 'none',
  )?.surface;
}

function admitUnknownProduct(given: string, scene: StepScene): void {
  scene.state.misses = 0;
  scene.reply.say('reject.unknown-product', { ...commonValues(scene), given: plain(given) });
  offerMenu(scene);
  scene.reply.because(`Nothing in the catalog is like "${given}".`);
}

async function clarify(intents: readonly string[], scene: StepScene): Promise<void> {
  const flows = intents.flatMap((intent) => flowOfIntent(scene.parts.pack, intent) ?? []);
  const [first, second] = flows.map((flow) => plain(titleOf(flow, scene.locale)));
  scene.state.offered = [...intents];
  scene.reply.say('clarify', { ...commonValues(scene), first: first!, second: second ?? first! });
  scene.reply.offer(flowChoices(intents, scene));
  scene.reply.expects = { form: 'choice' };
  scene.reply.because(`Two readings are near: ${intents.join(', ')}.`);
}

async function repeat(scene: StepScene): Promise<void> {
  if (scene.state.lastParts.length === 0) return miss('unclear', scene);
  scene.reply.again(scene.state.lastParts);
  scene.reply.expects = scene.state.expects;
  scene.reply.because('The visitor asked to hear it again.');
}

async function stop(stack: FlowStack, scene: StepScene): Promise<void> {
  const running = stack.running;
  if (running === undefined) return say('stop.idle', 'There was nothing to stop.', scene);
  const title = plain(titleOf(running.flow, scene.locale));
  scene.reply.say('flow.abandoned', { ...commonValues(scene), title });
  scene.reply.because(`The visitor stopped the flow "${running.flow.flow}".`);
  await stack.abandon();
}

/** Nothing fits: says so, shows what can be done and, after some such turns, hands over. */
async function miss(key: string, scene: StepScene): Promise<void> {
  scene.state.misses += 1;
  if (scene.state.misses >= MISSES_TO_HANDOFF) {
    scene.state.misses = 0;
    scene.reply.say('handoff.stuck', commonValues(scene));
    requestHandoff('repeated_failure', scene);
    return;
  }
  scene.reply.say(key, commonValues(scene));
  offerMenu(scene);
  const why =
    scene.understanding.intent === OUT_OF_SCOPE
      ? 'Nothing of the pack or its documents fits.'
      : 'It is not clear what is wanted.';
  scene.reply.because(why);
}
