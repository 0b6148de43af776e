/**
 * The way of a turn between its two commits: read the state, run the engine's step, store state, events and reply
 * together. Called by the runtime inside the conversation's lane; never acknowledges anything.
 */
import type { DialogOutcome } from '../../dialogs/index.js';
import {
  type BotTurn,
  type Clock,
  delay,
  Fault,
  type InboundTurn,
  type Locale,
  toFault,
} from '../../protocol/index.js';
import type { ConversationKey, Reply } from '../store/index.js';
import { describeError, type Logger } from '../telemetry/index.js';
import { runStep, type StepGuard } from './guarded-step.js';
import type { RuntimeObserver, RuntimeStore } from './ports.js';
import { repliedDraft } from './replied-draft.js';

export interface PipelineParts {
  readonly store: Pick<RuntimeStore, 'turns' | 'conversations'>;
  readonly guard: StepGuard;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly observer: RuntimeObserver;
  readonly defaultLocale: Locale;
}

/** A stale state is read again and stepped again; a store that does not answer is asked again after a while. */
const ATTEMPTS = 4;
const FIRST_RETRY_MS = 50;

interface Stepped {
  readonly bot: BotTurn;
  readonly reply: Reply;
  readonly isApology: boolean;
}

export class TurnPipeline {
  readonly #parts: PipelineParts;

  constructor(parts: PipelineParts) {
    this.#parts = parts;
  }

  /** Resolves with the stored reply. Throws a Fault when it could not be stored; the turn then stays unreplied. */
  async handle(turn: InboundTurn, startedMs: number): Promise<BotTurn> {
    const { store, clock, observer, logger } = this.#parts;
    for (let attempt = 1; ; attempt++) {
      try {
        const stepped = await this.#step(turn, startedMs);
        await store.turns.reply(stepped.reply);
        const outcome = stepped.isApology ? 'apologised' : 'replied';
        observer.turnHandled({ channel: turn.channel, outcome, runtimeMs: clock.monotonic() - startedMs });
        return stepped.bot;
      } catch (error) {
        const fault = toFault(error);
        logger.warn({ err: describeError(error), attempt }, 'A reply was not stored.');
        if (!fault.isRetryable || attempt === ATTEMPTS) {
          observer.turnHandled({
            channel: turn.channel,
            outcome: 'failed',
            runtimeMs: clock.monotonic() - startedMs,
          });
          throw fault;
        }
        if (fault.code !== 'store.stale') await delay(clock, FIRST_RETRY_MS * 2 ** attempt);
      }
    }
  }

  async #step(turn: InboundTurn, startedMs: number): Promise<Stepped> {
    const { store, clock, guard, logger } = this.#parts;
    const key: ConversationKey = turn;
    const [conversation, { state, version }] = await Promise.all([
      store.conversations.find(key),
      store.turns.readState(key),
    ]);
    if (conversation === undefined) throw new Fault('conversation.not-found', 'No such conversation.');
    const locale = turn.locale ?? conversation.locale ?? this.#parts.defaultLocale;
    const result = await runStep(guard, { turn, state, now: clock.now(), locale });
    if (result.kind === 'apologised') {
      logger.error({ err: describeError(result.cause) }, 'A step failed and was answered with an apology.');
    }
    const outcome: Pick<DialogOutcome, 'bot' | 'drafts'> & { readonly state?: string } =
      result.kind === 'stepped' ? result.outcome : { bot: result.bot, drafts: [] };
    const { workspaceId, conversationId, turnId, traceparent } = turn;
    return {
      bot: outcome.bot,
      isApology: result.kind === 'apologised',
      reply: {
        workspaceId,
        conversationId,
        turnId,
        traceparent,
        bot: outcome.bot,
        state: outcome.state,
        expectedVersion: version,
        drafts: [...outcome.drafts, repliedDraft(outcome.bot, clock.monotonic() - startedMs)],
      },
    };
  }
}
