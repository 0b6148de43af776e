/** What a flow does with a turn: takes answers, asks what is missing, climbs the re-prompt ladder, confirms, changes, finishes. */

import type { SlotReading } from '../../protocol/index.js';
import { isSaid } from '../../text/index.js';
import type { Flow, FlowSlot } from '../pack/flow-file.js';
import { type MessageValues, plain } from '../responses/message-values.js';
import { readsOf } from '../understanding/slot-roles.js';
import { ASK_WHY, WITHHOLD } from '../understanding/training-set.js';
import { choiceQuestion } from './choice-question.js';
import type { FlowProgress, StepScene } from './engine-parts.js';
import { flowValues } from './facts.js';
import { clearSlot, type Filling, fillSlots, NOTHING_FILLED, nextSlot } from './fill-slots.js';
import { type FlowEnd, finishFlow, requestHandoff } from './finish-flow.js';
import { answerHeldBack, findHeldBack } from './held-back.js';
import { choiceValue, expectedForm, offerAnswers, titleOf, yesNo } from './offers.js';

export interface FlowTurn {
  readonly flow: Flow;
  readonly progress: FlowProgress;
  readonly scene: StepScene;
}

/** `given-up`: a person takes the conversation in the middle of the flow. */
export type FlowResult = 'waiting' | 'given-up' | FlowEnd;

/** Failed tries of one question after which a person takes over. */
const MAX_TRIES = 3;

/** Goes on after slots were filled: says what was refused, then asks, confirms or finishes. */
export async function advanceFlow(turn: FlowTurn & { readonly filling: Filling }): Promise<FlowResult> {
  const { flow, progress, scene, filling } = turn;
  noteMeant(progress, filling);
  const missing = nextSlot(flow, progress, scene);
  sayRefusals(turn);
  if (missing !== undefined) {
    if (missing.name !== progress.asked) progress.tries = 0;
    progress.stage = 'collecting';
    progress.asked = missing.name;
    ask(turn, missing, filling);
    return 'waiting';
  }
  if (flow.confirm !== undefined) {
    confirm(turn, flow.confirm);
    return 'waiting';
  }
  return finishFlow(flow, progress, scene);
}

/** Takes a turn while the flow waits for an answer. */
export async function answerFlow(turn: FlowTurn): Promise<FlowResult> {
  const { flow, progress, scene } = turn;
  if (progress.stage === 'confirming') return answerConfirmation(turn);
  if (progress.stage === 'changing') return answerChange(turn);
  const asked = flow.slots.find((slot) => slot.name === progress.asked);
  const filling = fillSlots(flow, progress, readingsFor(turn, asked), scene);
  const isFilled = asked !== undefined && progress.slots[asked.name] !== undefined;
  const held = asked === undefined || isFilled ? undefined : findHeldBack(asked, scene);
  if (asked !== undefined && held?.kind === 'left-out') progress.skipped.push(asked.name);
  const isProgress = isFilled || filling.filled.length > 0 || filling.ambiguous.length > 0;
  if (!isProgress && (held === undefined || held.kind === 'refused')) {
    progress.tries += 1;
    if (progress.tries >= MAX_TRIES) return giveUp(turn);
  }
  if (asked !== undefined && held !== undefined) answerHeldBack(held, asked, turn);
  return advanceFlow({ ...turn, filling });
}

/** Yes and no answer a yes-or-no slot, the whole utterance free text that is no name; everything else comes as readings. */
function readingsFor({ flow, scene }: FlowTurn, asked: FlowSlot | undefined): readonly SlotReading[] {
  const { intent, slots } = scene.understanding;
  if (asked === undefined) return slots;
  const given = (value: string): SlotReading => ({
    name: readsOf(asked)[0]!,
    surface: scene.text,
    value,
    start: 0,
    end: scene.text.length,
    confidence: 0.9,
  });
  if (asked.domain.kind === 'yes-no' && (intent === 'affirm' || intent === 'deny')) {
    return [...slots, given(intent === 'affirm' ? 'yes' : 'no')];
  }
  const isRead = slots.some((reading) => readsOf(asked).includes(reading.name));
  if (asked.domain.kind === 'options' && !isRead) return [...slots, given(scene.text)];
  const isForOthers = slots.some((reading) =>
    flow.slots.some((slot) => readsOf(slot).includes(reading.name)),
  );
  if (asked.domain.kind !== 'text' || isRead || isForOthers || NO_TEXT.has(intent)) return slots;
  return asked.domain.form === 'free' ? [...slots, given(scene.text)] : slots;
}

/** Replies that are no free text, whatever it is about. */
const NO_TEXT = new Set(['affirm', 'deny', WITHHOLD, ASK_WHY]);

async function answerConfirmation(turn: FlowTurn): Promise<FlowResult> {
  const { flow, progress, scene } = turn;
  const { intent, slots } = scene.understanding;
  const filling = fillSlots(flow, progress, slots, scene);
  const isCorrected = filling.filled.length > 0 || filling.ambiguous.length > 0 || filling.refused.length > 0;
  for (const { slot } of filling.ambiguous) clearSlot(progress, slot.name);
  if (isCorrected) return advanceFlow({ ...turn, filling });
  if (intent === 'affirm') return finishFlow(flow, progress, scene);
  const named = findLabel(flow, scene);
  if (named !== undefined) return change(turn, named);
  if (intent === 'deny') {
    askWhatToChange(turn);
    return 'waiting';
  }
  progress.tries += 1;
  return progress.tries >= MAX_TRIES ? giveUp(turn) : advanceFlow({ ...turn, filling });
}

async function answerChange(turn: FlowTurn): Promise<FlowResult> {
  const { flow, progress, scene } = turn;
  const filling = fillSlots(flow, progress, scene.understanding.slots, scene);
  if (filling.filled.length > 0) return advanceFlow({ ...turn, filling });
  const named = findLabel(flow, scene);
  if (named !== undefined) return change(turn, named);
  if (scene.understanding.intent === 'affirm') return advanceFlow({ ...turn, filling: NOTHING_FILLED });
  progress.tries += 1;
  if (progress.tries >= MAX_TRIES) return giveUp(turn);
  askWhatToChange(turn);
  return 'waiting';
}

/** The filled slot whose label the visitor names: "the colour", 改一下数量, or a quick reply. */
export function findLabel(flow: Flow, scene: StepScene): FlowSlot | undefined {
  const askable = flow.slots.filter((slot) => !slot.optional);
  return askable.find((slot) => Object.values(slot.label).some((label) => isSaid(label, scene.text)));
}

async function change(turn: FlowTurn, slot: FlowSlot): Promise<FlowResult> {
  const { progress } = turn;
  clearSlot(progress, slot.name);
  forgetMeant(progress, slot);
  progress.stage = 'collecting';
  progress.asked = slot.name;
  progress.tries = 0;
  ask(turn, slot);
  return 'waiting';
}

function noteMeant(progress: FlowProgress, { filled, ambiguous }: Filling): void {
  for (const slot of filled) forgetMeant(progress, slot);
  for (const { slot, products } of ambiguous)
    progress.meant = { ...progress.meant, [slot.name]: products.map((product) => product.id) };
}

function forgetMeant(progress: FlowProgress, slot: FlowSlot): void {
  if (progress.meant !== undefined) delete progress.meant[slot.name];
}

function sayRefusals({ flow, progress, scene, filling }: FlowTurn & { readonly filling: Filling }): void {
  for (const { slot, reason, surface } of filling.refused) {
    const key = slot.rejects[reason] ?? `reject.${reason}`;
    const values = {
      ...flowValues(flow, progress, scene),
      given: plain(surface),
      label: plain(titleOf({ title: slot.label }, scene.locale)),
    };
    scene.reply.say(key, values);
    scene.reply.because(`"${slot.name}" was refused: ${reason}.`);
  }
}

function ask({ flow, progress, scene }: FlowTurn, slot: FlowSlot, filling: Filling = NOTHING_FILLED): void {
  const values = flowValues(flow, progress, scene);
  const choice = choiceQuestion({ flow, progress, scene }, slot, filling);
  if (choice !== undefined) scene.reply.say(choice.key, { ...values, ...choice.values });
  else askPlainly(slot, progress.tries, values, scene);
  offerAnswers({ flow, progress, scene }, slot);
  const digits = slot.domain.kind === 'pattern' ? slot.domain.digits : undefined;
  scene.reply.expects = {
    slot: readsOf(slot)[0]!,
    form: expectedForm(slot.domain),
    ...(digits !== undefined && { digits }),
  };
  scene.reply.because(`The flow "${flow.flow}" asks for "${slot.name}".`);
}

function askPlainly(slot: FlowSlot, tries: number, values: MessageValues, { reply }: StepScene): void {
  const keys = typeof slot.ask === 'string' ? [slot.ask] : slot.ask;
  if (tries > 0 && keys.length === 1 && reply.isEmpty) reply.say('reprompt', values);
  reply.say(keys[Math.min(tries, keys.length - 1)]!, values);
}

function confirm({ flow, progress, scene }: FlowTurn, key: string): void {
  progress.stage = 'confirming';
  delete progress.asked;
  scene.reply.say(key, flowValues(flow, progress, scene));
  scene.reply.offer([...yesNo(scene), { label: scene.reply.word('choice.stop'), value: choiceValue.stop }]);
  scene.reply.expects = { form: 'yes-no' };
  scene.reply.because(`The flow "${flow.flow}" asks for confirmation.`);
}

function askWhatToChange({ flow, progress, scene }: FlowTurn): void {
  progress.stage = 'changing';
  scene.reply.say('change.what', flowValues(flow, progress, scene));
  const filled = flow.slots.filter((slot) => !slot.optional && progress.slots[slot.name] !== undefined);
  scene.reply.offer([
    ...filled.map((slot) => ({
      label: titleOf({ title: slot.label }, scene.locale),
      value: choiceValue.change(slot.name),
    })),
    { label: scene.reply.word('choice.stop'), value: choiceValue.stop },
  ]);
  scene.reply.expects = { form: 'choice' };
  scene.reply.because(`The flow "${flow.flow}" asks what to change.`);
}

/** The question that was open, after something else came between. */
export function askAgain(turn: FlowTurn): void {
  const { flow, progress, scene } = turn;
  if (!scene.reply.isEmpty)
    scene.reply.say('flow.back', {
      ...flowValues(flow, progress, scene),
      title: plain(titleOf(flow, scene.locale)),
    });
  if (progress.stage === 'confirming' && flow.confirm !== undefined) confirm(turn, flow.confirm);
  else if (progress.stage === 'changing') askWhatToChange(turn);
  const slot = flow.slots.find((other) => other.name === progress.asked);
  if (slot !== undefined) ask({ ...turn, progress: Object.assign(progress, { tries: 0 }) }, slot);
}

async function giveUp({ flow, progress, scene }: FlowTurn): Promise<FlowResult> {
  scene.reply.say('handoff.stuck', flowValues(flow, progress, scene));
  requestHandoff('repeated_failure', scene);
  return 'given-up';
}
