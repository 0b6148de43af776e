/** Runs the finish steps of a flow once its slots are filled: wordings, actions, answers from documents, offers, handoff, consent. */
import { assertNever, pickText } from '../../protocol/index.js';
import type { FinishStep, Flow } from '../pack/flow-file.js';
import { type MessageValue, plain } from '../responses/message-values.js';
import { readsOf } from '../understanding/slot-roles.js';
import { holds } from './conditions.js';
import { displayValue } from './displayed-values.js';
import { dialogIdOf, type FlowProgress, isTracked, type StepScene } from './engine-parts.js';
import { displayScene, factStrings, flowValues } from './facts.js';
import { flowChoices, offerMenu, productCard } from './offers.js';

interface Finishing {
  readonly flow: Flow;
  readonly progress: FlowProgress;
  readonly scene: StepScene;
  /** What an action gave back, for later wordings. */
  readonly gained: Record<string, MessageValue>;
}

/** `handed-over`: a person takes the conversation, so no flow below goes on. */
export type FlowEnd = 'ended' | 'handed-over';

/** Says and does how the flow ends. A failing action ends in an honest answer and a handoff; it does not throw. */
export async function finishFlow(flow: Flow, progress: FlowProgress, scene: StepScene): Promise<FlowEnd> {
  const finishing: Finishing = { flow, progress, scene, gained: {} };
  let action: string | undefined;
  let end: FlowEnd = 'ended';
  for (const step of flow.finish) {
    const values = valuesOf(finishing);
    if (!holds(step.when, { slots: progress.slots, facts: factStrings(values) })) continue;
    if (isOffer(step) && (scene.isFollowed || scene.state.stack.dialogStack.length > 1)) continue;
    if (step.kind === 'action') {
      action = step.action;
      if (!(await runAction(step, finishing))) return 'handed-over';
    } else await runStep(step, finishing);
    if (step.kind === 'handoff') end = 'handed-over';
  }
  if (isTracked(flow)) {
    scene.drafts.push({
      kind: 'flow.completed',
      data: { flow: flow.flow, turnId: scene.turnId, ...(action !== undefined && { action }) },
      personal: { slots: { ...progress.slots } },
    });
  }
  scene.reply.because(`The flow "${flow.flow}" is complete.`);
  return end;
}

/** In a digression, or before another wish, nothing new is offered: the question below waits. */
const isOffer = (step: FinishStep) => step.kind === 'offer' || step.kind === 'menu';

const valuesOf = ({ flow, progress, scene, gained }: Finishing) => ({
  ...flowValues(flow, progress, scene),
  ...gained,
});

async function runStep(step: Exclude<FinishStep, { kind: 'action' }>, finishing: Finishing): Promise<void> {
  const { scene } = finishing;
  switch (step.kind) {
    case 'say':
      scene.reply.say(step.key, valuesOf(finishing));
      return;
    case 'cards':
      showCards(step.categories, finishing);
      return;
    case 'answer':
      return answerFromDocuments(step.else, finishing);
    case 'menu':
      offerMenu(scene);
      return;
    case 'offer':
      scene.state.offered = [...step.intents];
      scene.reply.offer(flowChoices(step.intents, scene));
      return;
    case 'handoff':
      scene.reply.say(step.say, valuesOf(finishing));
      requestHandoff(step.reason, scene);
      return;
    case 'consent':
      scene.drafts.push({
        kind: 'consent.recorded',
        data: { scope: step.scope, isGranted: step.grant, evidence: `turn ${scene.turnId}` },
      });
      return;
    default:
      return assertNever(step);
  }
}

async function answerFromDocuments(otherwise: string, finishing: Finishing): Promise<void> {
  const { scene } = finishing;
  const answer = await scene.parts.answers.answer(scene.text, scene.locale, scene.signal);
  if (answer.kind === 'answered') {
    scene.reply.quote(answer.text, answer.citations);
    scene.reply.because(`Answered from ${answer.citations.map((citation) => citation.document).join(', ')}.`);
  } else scene.reply.say(otherwise, valuesOf(finishing));
}

const MAX_CARDS = 4;

function showCards(categories: readonly string[], { flow, scene }: Finishing): void {
  const slot =
    flow.slots.find((other) => other.domain.kind === 'catalog')?.name ??
    scene.parts.roles.slotsOf('product')[0];
  if (slot === undefined) return;
  const fitting = scene.parts.pack.products.filter(
    (product) => categories.length === 0 || categories.includes(product.category),
  );
  for (const product of fitting.slice(0, MAX_CARDS)) scene.reply.show(productCard(product, slot, scene));
}

async function runAction(
  step: Extract<FinishStep, { kind: 'action' }>,
  finishing: Finishing,
): Promise<boolean> {
  const { scene, flow, progress, gained } = finishing;
  const outcome = await scene.parts.actions.run(step.action, progress.slots, {
    idempotencyKey: `${scene.turnId}:${flow.flow}:${step.action}`,
    locale: scene.locale,
    signal: scene.signal,
  });
  if (outcome.kind === 'done') {
    for (const [name, value] of Object.entries(outcome.facts)) gained[name] = plain(value);
    scene.reply.say(step.done, valuesOf(finishing));
    scene.reply.because(`The action "${step.action}" was done.`);
    return true;
  }
  scene.reply.say(step.failed, valuesOf(finishing));
  requestHandoff('action_failed', scene);
  scene.reply.because(`The action "${step.action}" failed: ${outcome.reason}.`);
  return false;
}

/** Gives the conversation to a rep: event and part. */
export function requestHandoff(reason: string, scene: StepScene): void {
  const summary = summarise(scene);
  scene.drafts.push({
    kind: 'handoff.requested',
    data: { reason, turnId: scene.turnId },
    personal: { summary },
  });
  scene.reply.handOver(reason, summary);
  scene.reply.because(`The conversation is handed to a person: ${reason}.`);
}

/** One line a rep reads first: what it is about, what is known, the visitor's last words. In the pack's own language. */
function summarise(scene: StepScene): string {
  const { pack } = scene.parts;
  const display = { ...displayScene(scene), locale: pack.defaultLocale };
  const running = scene.state.stack.dialogStack.flatMap(({ id, state }) => {
    const flow = pack.flows.find((other) => dialogIdOf(other) === id);
    return flow === undefined ? [] : [{ flow, progress: state as FlowProgress }];
  });
  const told = running.flatMap(({ flow, progress }) => [
    pickText(flow.title, pack.defaultLocale),
    ...flow.slots.flatMap((slot) => {
      const value = progress.slots[slot.name];
      if (value === undefined) return [];
      return [
        `${pickText(slot.label, pack.defaultLocale)}: ${displayValue(slot.domain, value, display).text}`,
      ];
    }),
  ]);
  const inFlows = new Set(running.flatMap(({ flow }) => flow.slots.flatMap((slot) => readsOf(slot))));
  const other = Object.entries(scene.state.known)
    .filter(([name]) => !inFlows.has(name))
    .map(([name, { surface }]) => `${name.replaceAll('_', ' ')}: ${surface}`);
  return [...told, ...other, `“${scene.said}”`].join('; ');
}
