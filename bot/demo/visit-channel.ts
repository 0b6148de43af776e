/**
 * How one simulated visitor reaches the bot: by typing or by calling, with the time that takes on the world's clock.
 * Called by visitor.ts; records playback and the end of a call as a real channel would, but claims no response times.
 */
import type {
  BotTurn,
  ConversationId,
  FinalTranscript,
  ManualClock,
  Random,
  TurnInput,
  Word,
} from '../../protocol/index.js';
import { speechOf } from '../../protocol/index.js';
import type { CallTimeline, Converse, Span } from './ports.js';
import type { VisitorAnswer } from './visitor-words.js';
import type { PlannedVisit } from './world-plan.js';

export interface VisitChannel {
  readonly conversationId: ConversationId;
  readonly opening: BotTurn;
  say(answer: VisitorAnswer): Promise<BotTurn>;
  end(reason: string): Promise<void>;
}

export interface ChannelSettings {
  readonly converse: Converse;
  readonly clock: ManualClock;
  readonly random: Random;
  /** Present for calls. */
  readonly timeline?: CallTimeline;
}

export async function openChannel(settings: ChannelSettings, visit: PlannedVisit): Promise<VisitChannel> {
  const { channel, locale, page, referrer, campaign } = visit;
  const callerNumber = channel === 'phone' ? visit.persona.values.phone_number : undefined;
  const opened = await settings.converse.open({
    channel,
    locale,
    isGenerated: true,
    page,
    referrer,
    campaign,
    callerNumber,
  });
  const open = { settings, visit, conversationId: opened.conversationId, openedMs: settings.clock.now() };
  if (settings.timeline) return callChannel(open, opened.bot, settings.timeline);
  return chatChannel(open, opened.bot);
}

interface OpenVisit {
  readonly settings: ChannelSettings;
  readonly visit: PlannedVisit;
  readonly conversationId: ConversationId;
  readonly openedMs: number;
}

function chatChannel({ settings, conversationId }: OpenVisit, opening: BotTurn): VisitChannel {
  const { converse, clock, random } = settings;
  return {
    conversationId,
    opening,
    async say({ text, value }) {
      clock.advance(2500 + text.length * 120 + Math.round(7000 * random.next() ** 2));
      const input: TurnInput = value === undefined ? { kind: 'text', text } : { kind: 'choice', text, value };
      return converse.say(conversationId, input);
    },
    async end(reason) {
      clock.advance(20_000);
      await converse.record(conversationId, { kind: 'conversation.ended', data: { reason } });
    },
  };
}

async function callChannel(open: OpenVisit, opening: BotTurn, timeline: CallTimeline): Promise<VisitChannel> {
  const { settings, visit, conversationId } = open;
  const { converse, clock } = settings;
  const moveTo = (offsetMs: number) => clock.advance(Math.max(0, open.openedMs + offsetMs - clock.now()));
  const play = async (bot: BotTurn) => {
    const speech = speechOf(bot);
    if (speech === '') return;
    const span = await timeline.assistant(speech, bot.locale);
    moveTo(span.endMs);
    const data = { turnId: bot.turnId, ...span };
    await converse.record(conversationId, { kind: 'playback.finished', data });
  };
  await play(opening);
  return {
    conversationId,
    opening,
    async say({ text }) {
      const span = await timeline.caller(text, visit.locale);
      moveTo(span.endMs);
      const bot = await converse.say(conversationId, {
        kind: 'speech',
        text,
        transcript: transcriptOf(text, span),
      });
      await play(bot);
      return bot;
    },
    async end(reason) {
      const recording = timeline.finish();
      if (recording) await converse.storeRecording?.(conversationId, recording);
      await converse.record(conversationId, { kind: 'conversation.ended', data: { reason } });
    },
  };
}

function transcriptOf(text: string, span: Span): FinalTranscript {
  return {
    text,
    ...span,
    words: spreadWords(text, span),
    wordTiming: 'estimated',
    confidence: 1,
    engine: 'generated',
    isSpeculative: false,
  };
}

/** Words (Chinese: characters) spread over the span by their length. */
function spreadWords(text: string, { startMs, endMs }: Span): readonly Word[] {
  const words = text.match(/\p{Script=Han}|[^\s\p{Script=Han}]+/gu) ?? [];
  const total = words.reduce((sum, word) => sum + word.length, 0);
  let cursor = startMs;
  return words.map((word) => {
    const from = cursor;
    cursor += ((endMs - startMs) * word.length) / Math.max(1, total);
    return { text: word, startMs: Math.round(from), endMs: Math.round(cursor) };
  });
}
