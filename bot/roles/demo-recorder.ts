/** Gives the demo world's latest calls a voice: a recording made by the speech service, labelled generated like all of the world. */
import { type Locale, type SpeechService, seededRandom } from '../../protocol/index.js';
import { recordedTimeline, type WorldSettings } from '../demo/index.js';

/** Enough to listen around; each costs a second or two of synthesis. */
const RECORDED_CALLS = 5;
/** Telephone audio. */
const SAMPLE_RATE_HZ = 8000;
/** Another voice than the assistant's default. */
const CALLER_VOICES = ['slt', 'kal16'] as const;

export function demoRecorder(
  speech: SpeechService | undefined,
  speechLocales: readonly Locale[],
): Pick<WorldSettings, 'recorder' | 'recordedCalls' | 'speechLocales'> {
  if (speech === undefined) return {};
  return {
    recordedCalls: RECORDED_CALLS,
    speechLocales,
    recorder(visit) {
      const random = seededRandom(visit.seed);
      const callerVoice = random.pick(CALLER_VOICES);
      return recordedTimeline({ speech, callerVoice, sampleRateHz: SAMPLE_RATE_HZ, random });
    },
  };
}
