/**
 * Folds one conversation event into the profile: a pure function, called by the consumer and by training.
 * An event that was folded before changes nothing; an event that skips one is refused, so that none is lost unseen.
 */
import { assertNever, type ConversationEvent, Fault, type TurnId } from '../../protocol/index.js';
import {
  type ConversationProfile,
  emptyProfile,
  type FlowMark,
  type HeardSlot,
  type Moment,
  PROFILE_LIMITS,
  type ProfileCounts,
} from './conversation-profile.js';
import { countWords, isQuestion } from './question.js';

type EventOf<Kind extends ConversationEvent['kind']> = Extract<ConversationEvent, { kind: Kind }>;

/**
 * The profile after `event`. Returns the same object when the sequence was folded before.
 * Throws Fault `leads.missing-event` when the sequence is not the next one: the relay delivers again, from the gap on.
 */
export function foldEvent(profile: ConversationProfile | undefined, event: ConversationEvent) {
  const before = profile ?? emptyProfile(event);
  if (event.sequence <= before.lastSequence) return before;
  if (event.sequence !== before.lastSequence + 1) {
    throw new Fault('leads.missing-event', 'An event of this conversation has not arrived yet.', {
      fields: { expected: before.lastSequence + 1, received: event.sequence },
    });
  }
  return { ...apply(before, event), lastSequence: event.sequence };
}

/** All events of one conversation, in order. Returns undefined for none. */
export function foldEvents(events: Iterable<ConversationEvent>): ConversationProfile | undefined {
  let profile: ConversationProfile | undefined;
  for (const event of events) profile = foldEvent(profile, event);
  return profile;
}

function apply(profile: ConversationProfile, event: ConversationEvent): ConversationProfile {
  switch (event.kind) {
    case 'conversation.started':
      return applyStart(profile, event);
    case 'turn.received':
      return applyReceived(profile, event);
    case 'turn.replied':
      return applyReplied(profile, event);
    case 'playback.cut':
      return withCounts(profile, { bargeIns: profile.counts.bargeIns + 1 });
    case 'playback.finished': {
      const played = Math.max(0, event.data.endMs - event.data.startMs);
      return withCounts(profile, { botSpeechMs: profile.counts.botSpeechMs + played });
    }
    case 'flow.started':
      return withFlow(profile, event, { kind: 'started' });
    case 'flow.completed':
      return applyCompleted(profile, event);
    case 'flow.abandoned':
      return withFlow(profile, event, { kind: 'abandoned' });
    case 'keyword.spotted': {
      const { keyword } = event.data;
      const heard = { ...momentOf(profile, event), keyword, surface: event.personal?.surface ?? '' };
      const keywords = bounded(profile.keywords ?? [], [heard], PROFILE_LIMITS.keywords);
      return { ...profile, keywords };
    }
    case 'handoff.requested':
      return { ...profile, handoff: { ...momentOf(profile, event), reason: event.data.reason } };
    case 'consent.recorded':
      return {
        ...profile,
        consents: { ...profile.consents, [event.data.scope]: event.data.isGranted },
      };
    case 'recording.stored': {
      const { recordingId, durationMs } = event.data;
      return { ...profile, recording: { recordingId, durationMs } };
    }
    case 'outcome.recorded':
      return { ...profile, outcome: { ...event.data, atMs: event.atMs } };
    case 'conversation.ended':
      return { ...profile, endReason: event.data.reason };
    default:
      return assertNever(event);
  }
}

function applyStart(profile: ConversationProfile, event: EventOf<'conversation.started'>) {
  const { channel, locale, isGenerated, page, referrer, campaign } = event.data;
  const callerNumber = event.personal?.callerNumber;
  return { ...profile, channel, locale, isGenerated, page, referrer, campaign, callerNumber };
}

function applyReceived(profile: ConversationProfile, event: EventOf<'turn.received'>): ConversationProfile {
  const { turnId, inputKind, startMs, endMs, channel } = event.data;
  const text = event.personal?.text ?? '';
  const { counts, locale } = profile;
  const spokenMs = startMs === undefined || endMs === undefined ? 0 : Math.max(0, endMs - startMs);
  const utterance = { turnId, atMs: event.atMs, offsetMs: startMs, text, locale, inputKind };
  return {
    ...profile,
    channel,
    lastActiveMs: event.atMs,
    utterances: bounded(profile.utterances, [utterance], PROFILE_LIMITS.utterances),
    counts: {
      ...counts,
      visitorTurns: counts.visitorTurns + 1,
      spokenTurns: counts.spokenTurns + (inputKind === 'speech' ? 1 : 0),
      choiceTurns: counts.choiceTurns + (inputKind === 'choice' ? 1 : 0),
      words: counts.words + countWords(text),
      questions: counts.questions + (isQuestion(text) ? 1 : 0),
      visitorSpeechMs: counts.visitorSpeechMs + spokenMs,
    },
  };
}

/** Values are made text whatever an older release stored: one odd event must not stop the events behind it. */
function applyReplied(profile: ConversationProfile, event: EventOf<'turn.replied'>): ConversationProfile {
  const { turnId, intent, confidence, wishes, locale } = event.data;
  const moment = momentOf(profile, event);
  const slots = (event.personal?.slots ?? []).map((slot): HeardSlot => {
    const { name, value, surface, confidence: sure } = slot;
    return { ...moment, name, value: String(value), surface, confidence: sure, isConfirmed: false };
  });
  const one = intent === undefined ? [] : [{ intent, confidence: confidence ?? 0 }];
  const intents = (wishes ?? one).map((heard) => ({ ...moment, ...heard }));
  return {
    ...profile,
    locale,
    utterances: profile.utterances.map((heard) => (heard.turnId === turnId ? { ...heard, locale } : heard)),
    intents: bounded(profile.intents, intents, PROFILE_LIMITS.intents),
    slots: bounded(profile.slots, slots, PROFILE_LIMITS.slots),
    counts: { ...profile.counts, botTurns: profile.counts.botTurns + 1 },
  };
}

/** Confirmed values count as heard again; their evidence is the turn that first named them, where there is one. */
function applyCompleted(profile: ConversationProfile, event: EventOf<'flow.completed'>): ConversationProfile {
  const moment = momentOf(profile, event);
  const confirmed = Object.entries(event.personal?.slots ?? {}).map(([name, given]): HeardSlot => {
    const value = String(given);
    const first = profile.slots.find((slot) => slot.name === name && slot.value === value);
    return { ...moment, surface: value, ...first, name, value, confidence: 1, isConfirmed: true };
  });
  const values = Object.fromEntries(confirmed.map(({ name, value }) => [name, value]));
  const done = { values, ...(event.data.action !== undefined && { action: event.data.action }) };
  const marked = withFlow(profile, event, { kind: 'completed', ...done });
  return { ...marked, slots: bounded(marked.slots, confirmed, PROFILE_LIMITS.slots) };
}

function withFlow(
  profile: ConversationProfile,
  event: EventOf<'flow.started' | 'flow.completed' | 'flow.abandoned'>,
  facts: Pick<FlowMark, 'kind' | 'action' | 'values'>,
): ConversationProfile {
  const mark = { ...momentOf(profile, event), flow: event.data.flow, ...facts };
  return { ...profile, flows: bounded(profile.flows, [mark], PROFILE_LIMITS.flows) };
}

function withCounts(profile: ConversationProfile, counts: Partial<ProfileCounts>): ConversationProfile {
  return { ...profile, counts: { ...profile.counts, ...counts } };
}

function momentOf(
  profile: ConversationProfile,
  event: { readonly atMs: number; readonly data: { readonly turnId: TurnId } },
): Moment {
  const { turnId } = event.data;
  const said = profile.utterances.findLast((utterance) => utterance.turnId === turnId);
  return { turnId, atMs: said?.atMs ?? event.atMs, offsetMs: said?.offsetMs };
}

/** Appends; beyond the limit the oldest entry after the first half goes, so that beginning and end stay. */
function bounded<Item>(items: readonly Item[], added: readonly Item[], limit: number): readonly Item[] {
  if (added.length === 0) return items;
  const all = [...items, ...added];
  if (all.length <= limit) return all;
  const head = Math.floor(limit / 2);
  return [...all.slice(0, head), ...all.slice(all.length - (limit - head))];
}
