/**
 * Flows that a handoff to a person interrupted: kept aside while the person has the conversation, offered again when the
 * visitor is back with the bot, and dropped when the visitor does not want them. Called once per step, around the routing.
 */
import type { Flow } from '../pack/flow-file.js';
import { plain } from '../responses/message-values.js';
import { readsOf } from '../understanding/slot-roles.js';
import { INFORM } from '../understanding/training-set.js';
import type { FlowStack } from './dialog-stack.js';
import { dialogIdOf, type FlowProgress, isTracked, type StepScene } from './engine-parts.js';
import { commonValues, flowValues } from './facts.js';
import { titleOf, yesNo } from './offers.js';
import type { Move } from './route.js';

/** A dialog as it lies on the stack. */
export interface StackedFlow {
  readonly id: string;
  readonly state: unknown;
}

export interface PausedFlows {
  /** As they lay on the dialog stack, the innermost last. */
  readonly instances: readonly StackedFlow[];
  /** The bot has asked whether to go on. */
  isOffered: boolean;
}

/** Puts flows aside at a handoff. */
export function pauseFlows(instances: readonly StackedFlow[], scene: StepScene): void {
  if (instances.length > 0) scene.state.paused = { instances: [...instances], isOffered: false };
}

interface InnermostFlow {
  readonly flow: Flow;
  readonly progress: FlowProgress;
}

function innermost({ state, parts }: StepScene): InnermostFlow | undefined {
  const instance = state.paused?.instances.at(-1);
  const flow = parts.pack.flows.find((other) => dialogIdOf(other) === instance?.id);
  return flow && { flow, progress: instance?.state as FlowProgress };
}

/**
 * Takes the turn when it is about the paused flows: yes or no to going on, an answer to their question, their own wish
 * again. Returns true when the turn is done.
 */
export async function answerPaused(move: Move, stack: FlowStack, scene: StepScene): Promise<boolean> {
  const { paused } = scene.state;
  const inner = innermost(scene);
  if (paused === undefined || inner === undefined || stack.running !== undefined) return false;
  const { intent } = scene.understanding;
  if (paused.isOffered && intent === 'affirm') {
    restore(scene);
    await stack.askAgain();
    return true;
  }
  if (paused.isOffered && (intent === 'deny' || intent === 'stop')) {
    dropPaused(scene);
    scene.reply.say('decline', commonValues(scene));
    scene.reply.because('The visitor does not want to go on with what the handoff interrupted.');
    return true;
  }
  if (answersOpenQuestion(inner, scene) || (move.kind === 'start' && move.flow === inner.flow)) {
    restore(scene);
    await stack.proceed();
    return true;
  }
  return false;
}

function answersOpenQuestion({ flow, progress }: InnermostFlow, { understanding }: StepScene): boolean {
  const asked = flow.slots.find((slot) => slot.name === progress.asked);
  return (
    asked !== undefined &&
    understanding.intent === INFORM &&
    understanding.slots.some((reading) => readsOf(asked).includes(reading.name))
  );
}

function restore({ state, reply }: StepScene): void {
  for (const { id, state: progress } of state.paused?.instances ?? [])
    state.stack.dialogStack.push({ id, state: progress });
  delete state.paused;
  reply.because('The visitor goes on with what the handoff interrupted.');
}

/** The paused flows end unfinished. */
function dropPaused({ state, parts, drafts, turnId }: StepScene): void {
  for (const { id, state: progress } of state.paused?.instances ?? []) {
    const flow = parts.pack.flows.find((other) => dialogIdOf(other) === id);
    const hasBegun = (progress as FlowProgress).waiting === undefined;
    if (flow && hasBegun && isTracked(flow))
      drafts.push({ kind: 'flow.abandoned', data: { flow: flow.flow, turnId } });
  }
  delete state.paused;
}

/** Asks once whether to go on, when nothing else is going on; unanswered, the flows are dropped. */
export function offerPaused(stack: FlowStack, scene: StepScene): void {
  const { state, reply } = scene;
  const inner = innermost(scene);
  if (state.paused === undefined || inner === undefined) return;
  if (reply.parts.some((part) => part.kind === 'handoff')) return;
  if (state.paused.isOffered) {
    dropPaused(scene);
    return;
  }
  if (stack.running !== undefined) return;
  state.paused.isOffered = true;
  state.offered = [];
  reply.say('flow.resume', {
    ...commonValues(scene),
    title: plain(titleOf(inner.flow, scene.locale)),
    details: plain(detailsOf(inner, scene)),
  });
  reply.offer(yesNo(scene));
  reply.expects = { form: 'yes-no' };
  reply.because(`The flow "${inner.flow.flow}" was interrupted by a handoff.`);
}

/** What the visitor had said of it, or `none`. */
function detailsOf({ flow, progress }: InnermostFlow, scene: StepScene): string {
  const values = flowValues(flow, progress, scene);
  const told = flow.slots.filter(({ name, default: usual }) => progress.slots[name] !== (usual ?? undefined));
  const words = told.map(({ name }) => values[name]?.text ?? '').filter((text) => text !== '');
  return words.length === 0 ? 'none' : words.join(scene.locale.startsWith('zh') ? '、' : ', ');
}
