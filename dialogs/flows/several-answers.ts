/**
 * Answers a turn that holds several wishes: what needs no question first, then one flow after the other in the order they
 * were said, those that must wait in line below the one that asks. Called by the engine's step; decides no meaning itself.
 */
import type { Understanding, UnderstoodPart } from '../../protocol/index.js';
import type { Flow } from '../pack/flow-file.js';
import { plain } from '../responses/message-values.js';
import { carryOut } from './conductor.js';
import type { FlowStacks, RunningFlow } from './dialog-stack.js';
import { dialogIdOf, isTracked, newProgress, type StepScene, type WaitingWish } from './engine-parts.js';
import { commonValues } from './facts.js';
import { titleOf } from './offers.js';
import { flowOfIntent } from './pack-flows.js';
import { pauseFlows } from './paused-flows.js';
import { type Move, route } from './route.js';

export interface PlannedWish extends WaitingWish {
  readonly move: Extract<Move, { kind: 'start' | 'answer' }>;
  readonly flow: Flow;
}

/** What to do about each wish of the turn; empty where the turn is better taken as a whole. */
export function planOfWishes(scene: StepScene, running: RunningFlow | undefined): readonly PlannedWish[] {
  const { parts = [] } = scene.understanding;
  const { pack } = scene.parts;
  const plan = parts.flatMap((part): PlannedWish[] => {
    const wish = wishOf(part, scene);
    const flow = flowOfIntent(pack, part.intent);
    const move = route({ pack, understanding: wish.understanding, running, offered: [] });
    if (flow === undefined || (move.kind !== 'start' && move.kind !== 'answer')) return [];
    return [{ ...wish, flow, move }];
  });
  const flows = new Set(plan.map(({ flow }) => flow));
  if (plan.length < parts.length || flows.size < plan.length) return [];
  return [...plan.filter(({ flow }) => !isTracked(flow)), ...plan.filter(({ flow }) => isTracked(flow))];
}

/** The part as an understanding of its own, offsets counted from its start. */
function wishOf(part: UnderstoodPart, { text, understanding: { locale } }: StepScene): WaitingWish {
  const { start, end, intent, confidence } = part;
  const slots = part.slots.map((slot) => ({ ...slot, start: slot.start - start, end: slot.end - start }));
  const understanding: Understanding = {
    locale,
    intent,
    confidence,
    alternatives: [{ intent, confidence }],
    slots,
  };
  return { text: text.slice(start, end), understanding };
}

/** Carries the plan out as far as this turn goes. */
export async function answerInTurn(
  plan: readonly PlannedWish[],
  scene: StepScene,
  stacks: FlowStacks,
): Promise<void> {
  scene.reply.because(`The turn holds ${plan.length} wishes.`);
  for (const [i, { text, understanding, flow, move }] of plan.entries()) {
    const rest = plan.slice(i + 1);
    const part = { ...scene, text, understanding, isFollowed: rest.length > 0 };
    const stack = await stacks.open(part);
    const place = scene.reply.parts.length;
    await carryOut(move, stack, part);
    if (scene.reply.parts.some(({ kind }) => kind === 'handoff')) return putAside(rest, scene);
    if (rest.length > 0 && stack.running?.flow === flow) {
      for (const later of [...rest].reverse()) stack.putInLine(later.flow, waitingOf(later));
      sayNext(rest, place, scene);
      return;
    }
  }
}

const waitingOf = ({ text, understanding }: PlannedWish): WaitingWish => ({ text, understanding });

/** A person takes over: the bot comes back to the rest when the visitor does. */
function putAside(rest: readonly PlannedWish[], scene: StepScene): void {
  const before = scene.state.paused?.instances ?? [];
  const later = [...rest].reverse().map((wish) => ({
    id: dialogIdOf(wish.flow),
    state: { ...newProgress(), waiting: waitingOf(wish) },
  }));
  pauseFlows([...before, ...later], scene);
}

/** Before the question of the first: what comes after it. */
function sayNext(rest: readonly PlannedWish[], place: number, scene: StepScene): void {
  const titles = rest.map(({ flow }) => titleOf(flow, scene.locale));
  const title = new Intl.ListFormat(scene.locale, { type: 'conjunction' }).format(titles);
  scene.reply.sayBefore(place, 'wish.later', { ...commonValues(scene), title: plain(title) });
}
