/**
 * A flow of the pack as a botbuilder dialog: fills its slots, confirms, finishes, and takes up its question again after a
 * digression. The only file with botbuilder's Dialog contract; progress lives in the dialog stack.
 */

import type { TurnContext } from 'botbuilder-core';
import type { DialogContext, DialogInstance, DialogReason, DialogTurnResult } from 'botbuilder-dialogs';
import { Dialog } from 'botbuilder-dialogs/lib/dialog.js';
import type { SlotReading } from '../../protocol/index.js';
import { isUnspaced } from '../../text/index.js';
import type { Flow } from '../pack/flow-file.js';
import { plain } from '../responses/message-values.js';
import { readsOf } from '../understanding/slot-roles.js';
import {
  dialogIdOf,
  type FlowProgress,
  isTracked,
  newProgress,
  type StepScene,
  type WaitingWish,
} from './engine-parts.js';
import { commonValues } from './facts.js';
import { fillSlots, NOTHING_FILLED } from './fill-slots.js';
import { advanceFlow, answerFlow, askAgain, type FlowResult, type FlowTurn } from './flow-steps.js';
import { titleOf } from './offers.js';
import { pauseFlows } from './paused-flows.js';

/** Where botbuilder's turn state carries the scene of the step. */
export const SCENE = Symbol('leadline.step-scene');

const sceneOf = (context: TurnContext): StepScene => context.turnState.get(SCENE) as StepScene;

/** What the running flow has stored in the stack. */
export const progressOf = (instance: DialogInstance | undefined) =>
  instance?.state as FlowProgress | undefined;

export interface FlowStart {
  /** All slots may take what was said earlier, not only those that recall it. */
  readonly recallsAll: boolean;
}

export class FlowDialog extends Dialog<FlowStart> {
  readonly flow: Flow;

  constructor(flow: Flow) {
    super(dialogIdOf(flow));
    this.flow = flow;
  }

  override async beginDialog(context: DialogContext, start?: FlowStart): Promise<DialogTurnResult> {
    const scene = sceneOf(context.context);
    const progress = newProgress();
    context.activeDialog!.state = progress;
    return this.#begin(context, { progress, scene, recallsAll: start?.recallsAll ?? false });
  }

  async #begin(
    context: DialogContext,
    { progress, scene, recallsAll }: FlowStart & { progress: FlowProgress; scene: StepScene },
  ): Promise<DialogTurnResult> {
    if (isTracked(this.flow)) {
      scene.drafts.push({ kind: 'flow.started', data: { flow: this.flow.flow, turnId: scene.turnId } });
    }
    const turn = { flow: this.flow, progress, scene };
    const filling = fillSlots(this.flow, progress, scene.understanding.slots, scene);
    recall(turn, { given: scene.understanding.slots, recallsAll });
    fillFromOpening(this.flow, progress, scene);
    return this.#settle(context, await advanceFlow({ ...turn, filling }));
  }

  override async continueDialog(context: DialogContext): Promise<DialogTurnResult> {
    const scene = sceneOf(context.context);
    const progress = progressOf(context.activeDialog)!;
    if (progress.waiting !== undefined) return this.#beginWaiting(context, progress.waiting);
    return this.#settle(context, await answerFlow({ flow: this.flow, progress, scene }));
  }

  /** After a digression: what it told, or "back to your order" and the question that was open; or the wish whose turn has come. */
  override async resumeDialog(context: DialogContext, _reason: DialogReason): Promise<DialogTurnResult> {
    const scene = sceneOf(context.context);
    if (scene.isFollowed) return Dialog.EndOfTurn;
    const progress = progressOf(context.activeDialog)!;
    if (progress.waiting !== undefined) {
      const title = plain(titleOf(this.flow, scene.locale));
      scene.reply.say('wish.next', { ...commonValues(scene), title });
      return this.#beginWaiting(context, progress.waiting);
    }
    const turn = { flow: this.flow, progress, scene };
    // Asking a price is not choosing: what ends in an order or a booking asks its own question again.
    const mayRecall = this.flow.confirm === undefined;
    if (!mayRecall || !recall(turn, { given: [], recallsAll: false })) {
      askAgain(turn);
      return Dialog.EndOfTurn;
    }
    return this.#settle(context, await advanceFlow({ ...turn, filling: NOTHING_FILLED }));
  }

  override async repromptDialog(context: TurnContext, instance: DialogInstance): Promise<void> {
    askAgain({ flow: this.flow, progress: progressOf(instance)!, scene: sceneOf(context) });
  }

  /** Begins with what was said for it when it was put in line. */
  async #beginWaiting(
    context: DialogContext,
    { text, understanding }: WaitingWish,
  ): Promise<DialogTurnResult> {
    const scene = { ...sceneOf(context.context), text, understanding };
    const progress = newProgress();
    context.activeDialog!.state = progress;
    return this.#begin(context, { progress, scene, recallsAll: false });
  }

  async #settle(context: DialogContext, result: FlowResult): Promise<DialogTurnResult> {
    if (result === 'waiting') return Dialog.EndOfTurn;
    if (result === 'ended') return context.endDialog();
    const interrupted = result === 'given-up' ? context.stack : context.stack.slice(0, -1);
    pauseFlows(interrupted, sceneOf(context.context));
    return context.cancelAllDialogs(true);
  }
}

interface Recall {
  /** What the visitor says with the same breath goes before what was said earlier. */
  readonly given: readonly SlotReading[];
  readonly recallsAll: boolean;
}

/**
 * Fills empty slots that recall what was said earlier; what does not fit is left, unsaid.
 * @returns true when a slot was filled
 */
function recall({ flow, progress, scene }: FlowTurn, { given, recallsAll }: Recall): boolean {
  const readings = flow.slots.flatMap((slot): SlotReading[] => {
    const names = readsOf(slot);
    const isRecalled = slot.recall || (recallsAll && slot.domain.kind !== 'text');
    const isGiven = given.some((reading) => names.includes(reading.name));
    if (!isRecalled || isGiven || progress.slots[slot.name] !== undefined) return [];
    const name = names.find((candidate) => scene.state.known[candidate] !== undefined);
    if (name === undefined) return [];
    const { value, surface } = scene.state.known[name]!;
    return [{ name, value, surface, start: 0, end: 0, confidence: 0.9 }];
  });
  return fillSlots(flow, progress, readings, scene).filled.length > 0;
}

/** Words that only name the matter ("a complaint", 我要投诉) are shorter than this; unspaced writing says more per character. */
const TELLING_LENGTH = { unspaced: 9, spaced: 28 };

/** "The screen is cracked and it will not charge" already is what the flow would ask for. */
function fillFromOpening(flow: Flow, progress: FlowProgress, scene: StepScene): void {
  const slot = flow.slots.find((other) => other.opening);
  const length = isUnspaced(scene.text) ? TELLING_LENGTH.unspaced : TELLING_LENGTH.spaced;
  if (slot === undefined || progress.slots[slot.name] !== undefined || scene.text.length < length) return;
  progress.slots[slot.name] = scene.text;
  progress.surfaces[slot.name] = scene.text;
}
