/**
 * A small bot for the tests of the generated world: real intent model over the demo pack, catalogue look-up for slots, one question at a
 * time for three slots, events as the runtime writes them. It stands where the dialog engine stands in a server.
 */
import type { Converse, DemoVisit } from '../../bot/demo/index.js';
import type { DialogPack } from '../../dialogs/index.js';
import { classify, type LinearClassifierModel, trainLinearClassifier } from '../../learning/index.js';
import {
  type BotTurn,
  type ConversationEvent,
  type ConversationId,
  DEFAULT_WORKSPACE,
  type EventDraft,
  type IdSource,
  type ManualClock,
  type SlotReading,
  seededIds,
  seededRandom,
  type TurnInput,
  toContactId,
  toConversationId,
  toEventId,
  toTurnId,
} from '../../protocol/index.js';
import { findEmails, findPhones } from '../../text/index.js';

interface Talk {
  readonly visit: DemoVisit;
  readonly events: ConversationEvent[];
  flow?: string;
  pending?: string;
}

const ASKED = ['product', 'color', 'phone_number', 'confirm'] as const;

/** A third of the pack's examples is enough for a bot that only has to be plausible. */
const EXAMPLES = 100;

/** The bot's intents, trained on the pack's examples. */
export function trainIntents(pack: DialogPack): Promise<LinearClassifierModel> {
  const examples = pack.intents.flatMap((intent) =>
    Object.values(intent.utterances).flatMap((lines) =>
      lines.slice(0, EXAMPLES).map(({ text }) => ({ text, label: intent.intent })),
    ),
  );
  const validation = { examples: examples.filter((_, i) => i % 9 === 0) };
  return trainLinearClassifier({ examples, validation, options: { seed: 1 } });
}

export class ScriptedBot implements Converse {
  readonly talks = new Map<ConversationId, Talk>();
  readonly #ids: IdSource;
  readonly #flows: ReadonlySet<string>;

  constructor(
    private readonly pack: DialogPack,
    private readonly model: LinearClassifierModel,
    private readonly clock: ManualClock,
    seed: number,
  ) {
    this.#ids = seededIds(() => clock.now(), seededRandom(seed).next);
    this.#flows = new Set(['buy_phone', 'buy_plan', 'buy_accessory', 'request_quote', 'book_visit']);
  }

  async open(visit: DemoVisit) {
    const conversationId = toConversationId(this.#ids.next());
    this.talks.set(conversationId, { visit, events: [] });
    const { channel, locale, isGenerated, page, referrer, campaign, callerNumber } = visit;
    const data = { channel, locale, pack: 'aurora', isGenerated, page, referrer, campaign };
    await this.record(conversationId, { kind: 'conversation.started', data, personal: { callerNumber } });
    const bot = this.#turn(conversationId, 'Hello, I am the assistant of Aurora Mobile.');
    await this.#replied(conversationId, bot, undefined, []);
    return { conversationId, bot };
  }

  async say(conversationId: ConversationId, input: TurnInput): Promise<BotTurn> {
    const talk = this.talks.get(conversationId)!;
    const turnId = toTurnId(this.#ids.next());
    const span =
      input.kind === 'speech'
        ? {
            startMs: input.transcript.startMs,
            endMs: input.transcript.endMs,
            wordTiming: 'estimated' as const,
          }
        : {};
    const data = { turnId, inputKind: input.kind, channel: talk.visit.channel, ...span };
    await this.record(conversationId, { kind: 'turn.received', data, personal: { text: input.text } });
    const intent = talk.pending ? 'inform' : classify(this.model, input.text).ranked[0]!.label;
    const slots = this.#slots(input.text, talk.pending);
    const bot = { ...this.#advance(conversationId, talk, intent, input.text), turnId };
    await this.#replied(conversationId, bot, intent, slots);
    return bot;
  }

  async record(conversationId: ConversationId, draft: EventDraft): Promise<void> {
    const { events } = this.talks.get(conversationId)!;
    const envelope = {
      eventId: toEventId(this.#ids.next()),
      workspaceId: DEFAULT_WORKSPACE,
      conversationId,
      contactId: toContactId(conversationId),
      sequence: events.length + 1,
      version: 1,
      atMs: this.clock.now(),
    };
    events.push({ ...envelope, ...draft } as ConversationEvent);
  }

  #advance(conversationId: ConversationId, talk: Talk, intent: string, text: string): BotTurn {
    if (talk.pending && /never mind|forget|stop|come back|算了|下次|不弄|再看看/iu.test(text)) {
      this.#flowEvent(conversationId, 'flow.abandoned', talk);
      return this.#turn(conversationId, 'All right.');
    }
    if (talk.pending) {
      const next = ASKED[ASKED.indexOf(talk.pending as (typeof ASKED)[number]) + 1];
      if (next !== undefined) return this.#ask(conversationId, talk, next);
      const isAgreed = !/^(?:no|not|不|先不|我再|今天)/iu.test(text);
      this.#flowEvent(conversationId, isAgreed ? 'flow.completed' : 'flow.abandoned', talk);
      return this.#turn(conversationId, 'Done.');
    }
    if (this.#flows.has(intent)) {
      talk.flow = intent;
      this.#flowEvent(conversationId, 'flow.started', talk);
      return this.#ask(conversationId, talk, 'product');
    }
    return this.#turn(conversationId, 'I see.');
  }

  #ask(conversationId: ConversationId, talk: Talk, slot: string): BotTurn {
    talk.pending = slot;
    const form = slot === 'confirm' ? ('yes-no' as const) : ('free' as const);
    return { ...this.#turn(conversationId, `Which ${slot}?`), expects: { slot, form } };
  }

  #flowEvent(
    conversationId: ConversationId,
    kind: 'flow.started' | 'flow.completed' | 'flow.abandoned',
    talk: Talk,
  ) {
    if (kind !== 'flow.started') talk.pending = undefined;
    const turnId = toTurnId(lastTurnId(talk));
    const draft = { kind, data: { flow: talk.flow!, turnId }, personal: { slots: {} } } as EventDraft;
    void this.record(conversationId, draft);
  }

  #slots(text: string, pending: string | undefined): SlotReading[] {
    const found: SlotReading[] = [];
    const add = (name: string, value: string, start: number, end: number) =>
      found.push({ name, value, surface: text.slice(start, end), start, end, confidence: 0.9 });
    for (const phone of findPhones(text, this.pack.country))
      add('phone_number', phone.e164, phone.start, phone.end);
    for (const { email, start, end } of findEmails(text)) add('email', email, start, end);
    for (const product of this.pack.products) {
      for (const name of Object.values(product.name)) {
        const at = text.toLowerCase().indexOf(name.toLowerCase());
        if (at >= 0 && !found.some((slot) => slot.name === 'product'))
          add('product', product.id, at, at + name.length);
      }
    }
    if (pending === 'color') add('color', text, 0, text.length);
    return found;
  }

  #turn(conversationId: ConversationId, text: string): BotTurn {
    const part = { kind: 'say' as const, key: 'scripted', text, speech: text, citations: [] };
    const { locale } = this.talks.get(conversationId)!.visit;
    return { turnId: toTurnId(this.#ids.next()), conversationId, locale, parts: [part], why: 'scripted' };
  }

  async #replied(
    conversationId: ConversationId,
    bot: BotTurn,
    intent: string | undefined,
    slots: readonly SlotReading[],
  ) {
    const { turnId, locale, parts, why } = bot;
    const data = {
      turnId,
      locale,
      intent,
      confidence: 0.9,
      alternatives: [],
      replyKeys: [],
      why,
      runtimeMs: 1,
    };
    await this.record(conversationId, { kind: 'turn.replied', data, personal: { parts, slots } });
  }
}

function lastTurnId(talk: Talk): string {
  const received = talk.events.findLast((event) => event.kind === 'turn.received');
  return received?.kind === 'turn.received' ? received.data.turnId : '';
}
