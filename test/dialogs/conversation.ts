/** Holds a conversation with the dialog engine of the demo pack, for the tests of this folder. Monday 5 January 2026, 10:00 in London. */
import {
  type ActionRunner,
  type AnswerSource,
  createDemoActions,
  createDialogEngine,
  type DialogEngine,
  type DialogOutcome,
  type DialogPack,
} from '../../dialogs/index.js';
import {
  type BotPart,
  type ChannelKind,
  DEFAULT_WORKSPACE,
  type EventDraft,
  type Fault,
  type Locale,
  textOf,
  toConversationId,
  toTurnId,
} from '../../protocol/index.js';
import { trainedPack } from './trained-pack.js';

export const NOW = Date.UTC(2026, 0, 5, 10);

/** Knows the two answers the tests ask for and abstains from everything else. */
export const fewAnswers: AnswerSource = {
  async answer(question) {
    const text = /island/i.test(question)
      ? 'Yes, we deliver to all islands.'
      : /保修多/.test(question)
        ? '手机保修两年。'
        : undefined;
    if (text === undefined) return { kind: 'abstained', bestScore: 0 };
    return {
      kind: 'answered',
      text,
      citations: [{ document: 'a.md', title: 'A', passage: text, score: 0.9 }],
    };
  },
};

export interface ConversationOptions {
  readonly locale?: Locale;
  /** `web` unless told. */
  readonly channel?: ChannelKind;
  readonly answers?: AnswerSource;
  readonly actions?: ActionRunner;
  readonly now?: number;
  readonly seed?: number;
  readonly id?: string;
  readonly pack?: (pack: DialogPack) => DialogPack;
}

export class Conversation {
  readonly engine: DialogEngine;
  readonly faults: Fault[];
  readonly drafts: EventDraft[] = [];
  readonly #options: ConversationOptions;
  #state: string | undefined;
  #turn = 0;
  last!: DialogOutcome;

  constructor(engine: DialogEngine, faults: Fault[], options: ConversationOptions) {
    this.engine = engine;
    this.faults = faults;
    this.#options = options;
  }

  get state(): string | undefined {
    return this.#state;
  }

  set state(state: string | undefined) {
    this.#state = state;
  }

  /** Says something; `>value` presses the quick reply of that value. Returns the bot's words. */
  async say(words: string): Promise<string> {
    const input = words.startsWith('>')
      ? { kind: 'choice' as const, text: this.labelOf(words.slice(1)), value: words.slice(1) }
      : { kind: 'text' as const, text: words };
    const { id = 'c1', locale = 'en', channel = 'web', now = NOW } = this.#options;
    this.last = await this.engine.step({
      turn: {
        workspaceId: DEFAULT_WORKSPACE,
        conversationId: toConversationId(id),
        turnId: toTurnId(`${id}-${++this.#turn}`),
        channel,
        input,
      },
      state: this.#state,
      now,
      locale,
    });
    this.#state = this.last.state;
    this.drafts.push(...this.last.drafts);
    return textOf(this.last.bot);
  }

  /** Says several things; returns the last reply. */
  async sayAll(...lines: readonly string[]): Promise<string> {
    let reply = '';
    for (const line of lines) reply = await this.say(line);
    return reply;
  }

  get choices(): readonly string[] {
    return this.parts('choices').flatMap((part) => part.choices.map((choice) => choice.value));
  }

  labelOf(value: string): string {
    const offered = this.last?.bot.parts.flatMap((part) =>
      part.kind === 'choices' ? part.choices : part.kind === 'card' ? part.actions : [],
    );
    return offered?.find((choice) => choice.value === value)?.label ?? value;
  }

  parts<Kind extends BotPart['kind']>(kind: Kind): readonly Extract<BotPart, { kind: Kind }>[] {
    return this.last.bot.parts.filter((part): part is Extract<BotPart, { kind: Kind }> => part.kind === kind);
  }

  get keys(): readonly string[] {
    return this.parts('say').map((part) => part.key);
  }

  draftsOf<Kind extends EventDraft['kind']>(kind: Kind): readonly Extract<EventDraft, { kind: Kind }>[] {
    return this.drafts.filter((draft): draft is Extract<EventDraft, { kind: Kind }> => draft.kind === kind);
  }
}

export async function startConversation(options: ConversationOptions = {}): Promise<Conversation> {
  const { pack, understander } = await trainedPack();
  const faults: Fault[] = [];
  const engine = createDialogEngine({
    pack: options.pack?.(pack) ?? pack,
    understander,
    answers: options.answers ?? fewAnswers,
    actions: options.actions ?? createDemoActions(),
    seed: options.seed,
    onFailure: (fault) => faults.push(fault),
  });
  return new Conversation(engine, faults, options);
}
