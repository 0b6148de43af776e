/**
 * Decides what a turn means for the conversation: go on with the flow, start another, answer a question, clarify, stop.
 * A pure function of the understanding and the running flow; says nothing itself.
 */
import { OUT_OF_SCOPE, type Understanding } from '../../protocol/index.js';
import type { DialogPack } from '../pack/dialog-pack.js';
import type { Flow, FlowSlot } from '../pack/flow-file.js';
import { readsOf } from '../understanding/slot-roles.js';
import { ASK_WHY, INFORM, WITHHOLD } from '../understanding/training-set.js';
import type { FlowProgress } from './engine-parts.js';
import { flowOfIntent } from './pack-flows.js';

export type Move =
  | { readonly kind: 'continue' }
  /** `isOffered`: the bot proposed it, so what was said before belongs to it. */
  | { readonly kind: 'start'; readonly flow: Flow; readonly isOffered?: boolean }
  /** Documents first; then `flow`, where there is one, is offered or started. */
  | { readonly kind: 'answer'; readonly flow?: Flow }
  | { readonly kind: 'clarify'; readonly intents: readonly string[] }
  | { readonly kind: 'repeat' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'decline' }
  | { readonly kind: 'unclear' };

interface RunningFlow {
  readonly flow: Flow;
  readonly progress: FlowProgress;
}

export interface RouteInput {
  readonly pack: DialogPack;
  readonly understanding: Understanding;
  /** Slot of the running flow that the visitor's words name: "the colour". */
  readonly named?: string;
  readonly running?: RunningFlow;
  readonly offered: readonly string[];
}

/** From this confidence on an intent is acted on without asking. */
const SURE = 0.4;
/** A second intent at least this share of the first makes a clarification worth its turn. */
const NEAR = 0.6;
/** An intent must be this sure to interrupt a running flow that could use the words itself. */
const INTERRUPTS = 0.6;
/** Free text resembles many intents: only a nearly certain one interrupts it. */
const INTERRUPTS_TEXT = 0.9;
/** Details without a wish start the flow that fits this many times better than the next. */
const CLEARLY_FIRST = 3;
const CONTROL = new Set(['affirm', 'deny', 'stop', 'repeat', INFORM, WITHHOLD, ASK_WHY, OUT_OF_SCOPE]);

export function route(input: RouteInput): Move {
  const { intent, confidence } = input.understanding;
  if (intent === 'repeat' && confidence >= SURE) return { kind: 'repeat' };
  if (intent === 'stop' && confidence >= SURE) return { kind: 'stop' };
  return input.running === undefined ? routeIdle(input) : routeRunning(input, input.running);
}

function routeRunning({ pack, understanding, named }: RouteInput, running: RunningFlow): Move {
  const { intent, confidence, slots } = understanding;
  const { flow, progress } = running;
  if (intent === 'affirm' || intent === 'deny' || intent === WITHHOLD || intent === ASK_WHY)
    return { kind: 'continue' };
  const asked = flow.slots.find((slot) => slot.name === progress.asked);
  const answersAsked = asked !== undefined && slots.some((reading) => readsOf(asked).includes(reading.name));
  const fills = slots.some((reading) => flow.slots.some((slot) => readsOf(slot).includes(reading.name)));
  const other = CONTROL.has(intent) ? undefined : flowOfIntent(pack, intent);
  const isSame = other?.flow === flow.flow;
  /** Words that the understander did not take for the name that was asked. */
  const isNoName = isName(asked) && !answersAsked && !fills;
  if (intent === INFORM || isSame || namesChange(named, running, understanding)) return { kind: 'continue' };
  if (intent === OUT_OF_SCOPE)
    return answersAsked || fills || takesAnything(asked) ? { kind: 'continue' } : { kind: 'answer' };
  const isSure = confidence >= interruptionBar(asked, { answersAsked, fills, isNoName });
  if (!isSure) return isNoName ? { kind: 'answer' } : { kind: 'continue' };
  if (other === undefined || other.answerFirst) return { kind: 'answer', ...(other && { flow: other }) };
  return { kind: 'start', flow: other };
}

/** "Change the time" at a confirmation, or "the colour should be black" at any point, is about this flow. */
function namesChange(
  named: string | undefined,
  { flow, progress }: RunningFlow,
  { slots }: Understanding,
): boolean {
  const slot = flow.slots.find((other) => other.name === named);
  if (slot === undefined) return false;
  return progress.stage !== 'collecting' || slots.some((reading) => readsOf(slot).includes(reading.name));
}

function interruptionBar(
  asked: FlowSlot | undefined,
  { answersAsked, fills, isNoName }: { answersAsked: boolean; fills: boolean; isNoName: boolean },
): number {
  if (isNoName) return INTERRUPTS;
  if (asked?.domain.kind === 'text') return INTERRUPTS_TEXT;
  if (answersAsked) return INTERRUPTS + 0.2;
  return fills ? INTERRUPTS : SURE;
}

const isName = (slot: FlowSlot | undefined) => slot?.domain.kind === 'text' && slot.domain.form === 'name';

const takesAnything = (slot: FlowSlot | undefined) =>
  (slot?.domain.kind === 'text' && !isName(slot)) || slot?.domain.kind === 'options';

function routeIdle({ pack, understanding, offered }: RouteInput): Move {
  const { intent, confidence, alternatives, slots } = understanding;
  if (intent === 'affirm' && offered.length === 1) {
    const flow = flowOfIntent(pack, offered[0]!);
    if (flow !== undefined) return { kind: 'start', flow, isOffered: true };
  }
  if (intent === INFORM && offered.length === 1) {
    const flow = flowOfIntent(pack, offered[0]!);
    const uses = flow?.slots.some((slot) => slots.some((reading) => readsOf(slot).includes(reading.name)));
    if (flow !== undefined && uses) return { kind: 'start', flow, isOffered: true };
  }
  if (intent === 'deny' && offered.length > 0) return { kind: 'decline' };
  if (intent === OUT_OF_SCOPE) return { kind: 'answer' };
  const able = alternatives.filter((other) => flowOfIntent(pack, other.intent) !== undefined);
  const [best, next] = able;
  if (intent === INFORM && best !== undefined && best.confidence >= (next?.confidence ?? 0) * CLEARLY_FIRST) {
    return { kind: 'start', flow: flowOfIntent(pack, best.intent)! };
  }
  if (CONTROL.has(intent)) {
    return slots.length > 0 && able.length > 1
      ? { kind: 'clarify', intents: able.slice(0, 3).map((other) => other.intent) }
      : { kind: 'unclear' };
  }
  const flow = flowOfIntent(pack, intent);
  const second = alternatives[1];
  const isNear =
    second !== undefined &&
    second.confidence >= confidence * NEAR &&
    flowOfIntent(pack, second.intent) !== undefined;
  if (confidence < SURE && isNear && flow !== undefined && flowOfIntent(pack, second.intent) !== flow) {
    return { kind: 'clarify', intents: [intent, second.intent] };
  }
  if (flow === undefined || flow.answerFirst) return { kind: 'answer', ...(flow && { flow }) };
  return { kind: 'start', flow };
}
