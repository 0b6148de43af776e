/**
 * What a flow says when its question is answered with "I'd rather not" or "why do you need it?": an optional slot is left
 * out politely, for a needed one the reason is given. Called by flow-steps; asking again and giving up stay there.
 */
import type { FlowSlot } from '../pack/flow-file.js';
import { plain } from '../responses/message-values.js';
import { ASK_WHY, WITHHOLD } from '../understanding/training-set.js';
import type { StepScene } from './engine-parts.js';
import { flowValues } from './facts.js';
import type { FlowTurn } from './flow-steps.js';
import { titleOf } from './offers.js';

export type HeldBack =
  /** The slot may stay empty, and the visitor wants it so. */
  | { readonly kind: 'left-out' }
  /** The visitor would rather not, and it is needed. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'questioned' };

/** Domains without a choice to make: "no" to their question declines to answer it. */
const OPEN = new Set<FlowSlot['domain']['kind']>(['text', 'phone', 'email', 'pattern']);

/** How the visitor holds back the answer to the asked slot; undefined when the turn is anything else. */
export function findHeldBack(
  asked: FlowSlot,
  { understanding, text, reply }: StepScene,
): HeldBack | undefined {
  const { intent } = understanding;
  if (intent === ASK_WHY) return { kind: 'questioned' };
  const isDeclined = intent === 'deny' && (asked.skippable || OPEN.has(asked.domain.kind));
  const isSkipped = asked.skippable && text.trim() === reply.word('choice.skip');
  if (intent !== WITHHOLD && !isDeclined && !isSkipped) return undefined;
  return { kind: asked.skippable ? 'left-out' : 'refused' };
}

/** Says what becomes of the question. */
export function answerHeldBack(held: HeldBack, asked: FlowSlot, turn: FlowTurn): void {
  const { scene } = turn;
  if (held.kind === 'left-out') {
    if (scene.understanding.intent === WITHHOLD) scene.reply.say('slot.left-out', valuesOf(asked, turn));
    scene.reply.because(`"${asked.name}" may stay empty, and the visitor leaves it out.`);
    return;
  }
  scene.reply.say(asked.why ?? 'slot.why', valuesOf(asked, turn));
  if (held.kind === 'questioned' && asked.skippable) scene.reply.say('slot.optional', valuesOf(asked, turn));
  const what = held.kind === 'refused' ? 'would rather not give' : 'asks why the flow needs';
  scene.reply.because(`The visitor ${what} "${asked.name}".`);
}

const valuesOf = (asked: FlowSlot, { flow, progress, scene }: FlowTurn) => ({
  ...flowValues(flow, progress, scene),
  label: plain(titleOf({ title: asked.label }, scene.locale)),
  title: plain(titleOf(flow, scene.locale)),
});
