/** Starts spoken conversations for the widget: checks the language, holds the call, tells the visitor how it stands. */
import {
  type AudioFormat,
  type ConversationId,
  Fault,
  type Locale,
  type VoiceStart,
} from '../../../protocol/index.js';
import { type CallParts, holdCall } from '../../voice/hold-call.js';
import type { VoiceGateway, VoiceLine } from './ports.js';
import { startVoiceMedia } from './voice-media.js';

export interface VoiceGatewayParts extends CallParts {
  readonly recognisedLocales: () => readonly Locale[];
  readonly maxCalls?: number;
  onFault(fault: Fault): void;
  /** So much of a caller's audio was lost before the recogniser. */
  onDropped?(durationMs: number): void;
}

const DEFAULT_MAX_CALLS = 32;

/** `start` throws Fault `speech.overloaded`, `speech.no-engine` or `limit.rate`; after it returns, faults go to `onFault`. */
export function createVoiceGateway(parts: VoiceGatewayParts): VoiceGateway {
  /** Conversations that hold a call now: one visitor takes one voice line. */
  const running = new Map<ConversationId, RunningCall>();
  return {
    async start(line, request) {
      // Asked again after each wait, and never waited for without a call: nothing may start between the last look and the call.
      for (let earlier = running.get(line.conversationId); earlier !== undefined; ) {
        await endOfEarlierCall(earlier);
        earlier = running.get(line.conversationId);
      }
      if (running.size >= (parts.maxCalls ?? DEFAULT_MAX_CALLS)) {
        throw new Fault('speech.overloaded', 'All voice lines are in use; try again shortly.');
      }
      checkLocale(request.locale, parts.recognisedLocales());
      const done = hold(parts, line, request).finally(() => running.delete(line.conversationId));
      running.set(line.conversationId, { line, done });
      return { sampleRateHz: request.sampleRateHz };
    },
  };
}

interface RunningCall {
  readonly line: VoiceLine;
  readonly done: Promise<void>;
}

/** A call whose connection is gone is let end; one that goes on keeps the visitor's only line. */
async function endOfEarlierCall(call: RunningCall): Promise<void> {
  if (!call.line.signal.aborted) {
    throw new Fault('limit.rate', 'A spoken conversation is going on already; end it first.');
  }
  await call.done;
}

function checkLocale(locale: Locale, known: readonly Locale[]): void {
  const language = locale.split('-')[0]!;
  if (known.includes(language)) return;
  throw new Fault('speech.no-engine', `No engine recognises "${locale}" on this machine.`, {
    fields: { locale },
  });
}

async function hold(parts: VoiceGatewayParts, line: VoiceLine, request: VoiceStart): Promise<void> {
  const { workspaceId, conversationId } = line;
  const key = { workspaceId, conversationId };
  const format: AudioFormat = { codec: 'pcm16', sampleRateHz: request.sampleRateHz };
  const { hasRecordingConsent, locale } = request;
  try {
    await parts.runtime.record(key, [
      {
        kind: 'consent.recorded',
        data: { scope: 'recording', isGranted: hasRecordingConsent, evidence: 'voice.start' },
      },
    ]);
    await holdCall(parts, {
      key,
      channel: 'voice-web',
      locale,
      format,
      hasRecordingConsent,
      endsConversation: false,
      openMedia: (tap) => startVoiceMedia({ line, format, clock: parts.clock, tap }),
      observer: {
        state: (state) => line.update({ kind: 'state', state }),
        caption: (committed, unconfirmed) => line.update({ kind: 'caption', committed, unconfirmed }),
        fault: (fault) => parts.onFault(fault),
        dropped: (durationMs) => parts.onDropped?.(durationMs),
      },
    });
  } catch (thrown) {
    line.update({ kind: 'state', state: 'ended' });
    parts.onFault(
      thrown instanceof Fault ? thrown : new Fault('speech.failed', 'A call failed.', { cause: thrown }),
    );
  }
}
