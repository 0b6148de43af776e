/** Runs the finish steps of a flow once its slots are filled: wordings, actions, answers from documents, offers, handoff, consent. */
import { assertNever, pickText } from '../../protocol/index.js';
import type { FinishStep, Flow } from '../pack/flow-file.js';
import { type MessageValue, plain } from '../responses/message-values.js';
import { holds } from './conditions.js';
import { displayValue } from './displayed-values.js';
import { type FlowProgress, isTracked, type StepScene } from './engine-parts.js';
import { displayScene, factStrings, flowValues } from './facts.js';
import { flowChoices, productCard } from './offers.js';

interface Finishing {
  readonly flow: Flow;
  readonly progress: FlowProgress;
  readonly scene: StepScene;
  /** What an action gave back, for later wordings. */
  readonly gained: Record<string, MessageValue>;
}

/** Says and does how the flow ends. A failing action ends in an honest answer and a handoff; it does not throw. */
export async function finishFlow(flow: Flow, progress: FlowProgress, scene: StepScene): Promise<void> {
  const finishing: Finishing = { flow, progress, scene, gained: {} };
  let action: string | undefined;
  for (const step of flow.finish) {
    const values = valuesOf(finishing);
    if (!holds(step.when, { slots: progress.slots, facts: factStrings(values) })) continue;
    if (step.kind === 'action') {
      action = step.action;
      if (!(await runAction(step, finishing))) return;
    } else await runStep(step, finishing);
  }
  if (isTracked(flow)) {
    scene.drafts.push({
      kind: 'flow.completed',
      data: { flow: flow.flow, turnId: scene.turnId, ...(action !== undefined && { action }) },
      personal: { slots: { ...progress.slots } },
    });
  }
  scene.reply.because(`The flow "${flow.flow}" is complete.`);
}

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
    case 'offer':
      scene.state.offered = [...step.intents];
      scene.reply.offer(flowChoices(step.intents, scene));
      return;
    case 'handoff':
      scene.reply.say(step.say, valuesOf(finishing));
      handOver(step.reason, finishing);
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
  if (answer.kind === 'answered') scene.reply.quote(answer.text, answer.citations);
  else scene.reply.say(otherwise, valuesOf(finishing));
}

const MAX_CARDS = 4;

function showCards(categories: readonly string[], { scene }: Finishing): void {
  const fitting = scene.parts.pack.products.filter(
    (product) => categories.length === 0 || categories.includes(product.category),
  );
  for (const product of fitting.slice(0, MAX_CARDS)) scene.reply.show(productCard(product, 'product', scene));
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
  handOver('action_failed', finishing);
  scene.reply.because(`The action "${step.action}" failed: ${outcome.reason}.`);
  return false;
}

function handOver(reason: string, { scene, flow, progress }: Finishing): void {
  const summary = summarise(flow, progress, scene);
  requestHandoff(reason, summary, scene);
}

/** Gives the conversation to a rep: event and part. */
export function requestHandoff(reason: string, summary: string, scene: StepScene): void {
  scene.drafts.push({
    kind: 'handoff.requested',
    data: { reason, turnId: scene.turnId },
    personal: { summary },
  });
  scene.reply.handOver(reason, summary);
  scene.reply.because(`The conversation is handed to a person: ${reason}.`);
}

/** One line a rep reads first: what it is about, what is known, the visitor's last words. In the pack's own language. */
export function summarise(
  flow: Flow | undefined,
  progress: FlowProgress | undefined,
  scene: StepScene,
): string {
  const { pack } = scene.parts;
  const display = { ...displayScene(scene), locale: pack.defaultLocale };
  const known = (flow?.slots ?? []).flatMap((slot) => {
    const value = progress?.slots[slot.name];
    if (value === undefined) return [];
    return [`${pickText(slot.label, pack.defaultLocale)}: ${displayValue(slot.domain, value, display).text}`];
  });
  const contact = Object.entries(scene.state.known)
    .filter(([name]) => !(flow?.slots ?? []).some((slot) => slot.name === name))
    .map(([name, { surface }]) => `${name.replaceAll('_', ' ')}: ${surface}`);
  const title = flow === undefined ? [] : [pickText(flow.title, pack.defaultLocale)];
  return [...title, ...known, ...contact, `“${scene.text}”`].join('; ');
}
