/** The voice strip's state and how each thing that happens changes it. Called by voice-call.ts; pure. */
import { assertNever, type VoiceState, type VoiceUpdate } from '../../protocol/index.js';

export type VoicePhase = Exclude<VoiceState, 'ended'>;
export type VoiceProblem = 'mic-denied' | 'mic-missing' | 'unsupported' | 'no-speech' | 'failed';

export type VoiceStrip =
  | { readonly kind: 'off' }
  /** Waits for the visitor to agree to the recording. */
  | { readonly kind: 'asking' }
  | {
      readonly kind: 'live';
      readonly phase: VoicePhase;
      readonly isMuted: boolean;
      /** Words of the visitor that will not change any more, and those that may. */
      readonly committed: string;
      readonly unconfirmed: string;
    }
  | { readonly kind: 'problem'; readonly problem: VoiceProblem };

export type VoiceChange =
  | { readonly kind: 'asked' }
  | { readonly kind: 'agreed' }
  | { readonly kind: 'muted'; readonly isMuted: boolean }
  | { readonly kind: 'link'; readonly isConnected: boolean }
  | { readonly kind: 'updated'; readonly update: VoiceUpdate }
  | { readonly kind: 'failed'; readonly problem: VoiceProblem }
  | { readonly kind: 'closed' };

export const VOICE_OFF: VoiceStrip = { kind: 'off' };

export function reduceVoice(strip: VoiceStrip, change: VoiceChange): VoiceStrip {
  switch (change.kind) {
    case 'asked':
      return strip.kind === 'live' ? strip : { kind: 'asking' };
    case 'agreed':
      return { kind: 'live', phase: 'connecting', isMuted: false, committed: '', unconfirmed: '' };
    case 'muted':
      return strip.kind === 'live' ? { ...strip, isMuted: change.isMuted } : strip;
    case 'link':
      if (strip.kind !== 'live') return strip;
      return { ...strip, phase: change.isConnected ? 'connecting' : 'reconnecting' };
    case 'updated':
      return update(strip, change.update);
    case 'failed':
      return { kind: 'problem', problem: change.problem };
    case 'closed':
      return VOICE_OFF;
    default:
      return assertNever(change);
  }
}

function update(strip: VoiceStrip, message: VoiceUpdate): VoiceStrip {
  if (strip.kind !== 'live') return strip;
  switch (message.kind) {
    case 'state':
      if (message.state === 'ended') return VOICE_OFF;
      return { ...strip, phase: message.state, ...captionFor(strip, message.state) };
    case 'caption':
      return { ...strip, committed: message.committed, unconfirmed: message.unconfirmed };
    case 'playback':
    case 'mark':
      return strip;
    default:
      return assertNever(message);
  }
}

/** Once the bot answers, the visitor's words stand in the log and leave the strip. */
function captionFor(strip: { readonly committed: string; readonly unconfirmed: string }, phase: VoicePhase) {
  if (phase === 'speaking') return { committed: '', unconfirmed: '' };
  return { committed: strip.committed, unconfirmed: strip.unconfirmed };
}
