/**
 * Takes a conversation apart into what the visitor was after, one thing at a time: each run of a flow, and each question outside of
 * one, with the values that were said for it and for nothing else. Called by wishes.ts; it words and ranks nothing.
 */
import type { WishStage } from '../../protocol/index.js';
import type {
  ConversationProfile,
  FlowMark,
  HeardIntent,
  HeardSlot,
  Moment,
} from './conversation-profile.js';

export interface HeardValue {
  readonly value: string;
  readonly surface: string;
}

export interface HeardWish {
  /** Flow, or intent where no flow began. */
  readonly purpose: string;
  readonly stage: WishStage;
  /** Where it began. */
  readonly moment: Moment;
  readonly values: Readonly<Record<string, HeardValue>>;
}

interface Turn {
  readonly intent?: HeardIntent;
  readonly readings: readonly HeardSlot[];
  readonly marks: readonly FlowMark[];
}

type Mutable<Shape> = { -readonly [Key in keyof Shape]: Shape[Key] };
interface OpenWish extends Mutable<Omit<HeardWish, 'values'>> {
  readonly values: Record<string, HeardValue>;
  /** How many wishes were agreed before it began. */
  readonly agreedBefore: number;
}

/** In the order in which they began. */
export function heardWishes(profile: ConversationProfile): readonly HeardWish[] {
  const listener = new WishListener(profile);
  for (const turn of turnsOf(profile)) listener.hear(turn);
  return listener.wishes;
}

function turnsOf(profile: ConversationProfile): readonly Turn[] {
  const turnIds = new Set(profile.utterances.map((utterance) => utterance.turnId));
  return [...turnIds].map((turnId) => ({
    intent: profile.intents.findLast((each) => each.turnId === turnId),
    readings: profile.slots.filter((slot) => slot.turnId === turnId && !slot.isConfirmed),
    marks: profile.flows.filter((mark) => mark.turnId === turnId),
  }));
}

class WishListener {
  readonly wishes: OpenWish[] = [];
  /** Runs of flows that have not ended, the one being talked about last. */
  readonly #running: OpenWish[] = [];
  #agreed = 0;

  constructor(private readonly profile: ConversationProfile) {}

  hear(turn: Turn): void {
    const context = turn.readings.length === 0 ? this.#latestTopic() : undefined;
    const started = turn.marks
      .filter((mark) => mark.kind === 'started')
      .map((mark) => this.#start(mark, context));
    const owner =
      started.findLast(({ purpose }) => purpose === turn.intent?.intent) ??
      started.at(-1) ??
      this.#running.at(-1) ??
      this.#endedIn(turn) ??
      this.#ask(turn);
    for (const { name, value, surface } of turn.readings) {
      if (owner && value.trim() !== '') owner.values[name] = { value, surface };
    }
    for (const mark of turn.marks) if (mark.kind !== 'started') this.#end(mark);
  }

  /** Started by words that name nothing ("yes, I'll take it"), it is about what was talked about before. */
  #start(mark: FlowMark, context?: OpenWish): OpenWish {
    const wish = this.#add(mark.flow, 'open', mark);
    Object.assign(wish.values, context?.values);
    this.#running.push(wish);
    return wish;
  }

  /** Nothing from before the last agreement: that is settled. */
  #latestTopic(): OpenWish | undefined {
    return this.wishes.findLast(
      ({ agreedBefore, stage, values }) =>
        agreedBefore === this.#agreed && stage !== 'agreed' && Object.keys(values).length > 0,
    );
  }

  #end(mark: FlowMark): void {
    const at = this.#running.findLastIndex(({ purpose }) => purpose === mark.flow);
    const wish = at === -1 ? this.#add(mark.flow, 'open', mark) : this.#running.splice(at, 1)[0]!;
    if (mark.kind === 'abandoned') {
      wish.stage = 'given-up';
      return;
    }
    wish.stage = mark.action === undefined ? 'asked' : 'agreed';
    if (mark.action !== undefined) this.#agreed++;
    for (const [name, value] of Object.entries(mark.values ?? {})) {
      wish.values[name] = { value, surface: this.#surfaceOf(name, value) };
    }
  }

  /** A flow that began before the turns that are kept. */
  #endedIn({ marks }: Turn): OpenWish | undefined {
    const mark = marks.find(({ kind }) => kind !== 'started');
    return mark && this.#start(mark);
  }

  /** A question that began no flow. */
  #ask({ intent }: Turn): OpenWish | undefined {
    return intent && this.#add(intent.intent, 'asked', intent);
  }

  #add(purpose: string, stage: WishStage, { turnId, atMs, offsetMs }: Moment): OpenWish {
    const moment = { turnId, atMs, ...(offsetMs !== undefined && { offsetMs }) };
    const wish: OpenWish = { purpose, stage, moment, values: {}, agreedBefore: this.#agreed };
    this.wishes.push(wish);
    return wish;
  }

  #surfaceOf(name: string, value: string): string {
    const said = this.profile.slots.find(
      (slot) => slot.name === name && slot.value === value && !slot.isConfirmed,
    );
    return said?.surface ?? value;
  }
}
