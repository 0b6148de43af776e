/** The docked strip of a spoken conversation: consent first, then state, live words, level, mute and end. Called by dock.tsx. */
import { useEffect, useRef } from 'preact/hooks';
import { languageOf } from '../locale/catalogue.js';
import type { Phrases } from '../locale/phrases-en.js';
import type { VoiceProblem, VoiceStrip } from '../voice/voice-state.js';
import { Icon } from './icon.js';
import { LevelBars } from './level-bars.js';
import { useWidget } from './widget-model.js';

type LiveStrip = Extract<VoiceStrip, { kind: 'live' }>;

/** Nothing is recorded and no microphone opens before this is agreed to. */
export function ConsentStrip() {
  const { conversation, phrases, voice } = useWidget();
  const start = useRef<HTMLButtonElement>(null);
  useEffect(() => start.current?.focus(), []);
  const recording = conversation.state.visit?.disclosure.recording ?? '';
  const isSameLanguage = /\p{Script=Han}/u.test(recording) === (languageOf(conversation.locale) === 'zh');
  return (
    <section class="strip consent" aria-label={phrases.voice}>
      <p class="consent-title">{phrases.consentTitle}</p>
      {recording !== '' && isSameLanguage && <p class="consent-text">{recording}</p>}
      <div class="consent-actions">
        <button type="button" class="button primary" ref={start} onClick={() => void voice.agree()}>
          {phrases.consentStart}
        </button>
        <button type="button" class="button" onClick={() => voice.end()}>
          {phrases.notNow}
        </button>
      </div>
    </section>
  );
}

export function LiveVoiceStrip({ strip }: { readonly strip: LiveStrip }) {
  const { phrases, voice } = useWidget();
  const isSpeaking = strip.phase === 'speaking';
  const isSilenced = strip.isMuted && !isSpeaking;
  const tone = isSilenced ? 'muted' : strip.phase;
  return (
    <section class={`strip live tone-${tone}`} aria-label={phrases.voice}>
      <p class="caption" aria-live="off" dir="auto">
        {strip.committed} <span class="unconfirmed">{strip.unconfirmed}</span>
      </p>
      <div class="strip-row">
        <p class="voice-state" role="status">
          <i class="dot" aria-hidden="true" />
          {isSilenced ? phrases.stateMuted : phaseWord(strip.phase, phrases)}
        </p>
        <LevelBars source={isSpeaking ? 'bot' : 'visitor'} />
        <button
          type="button"
          class={strip.isMuted ? 'button voice-mute on' : 'button voice-mute'}
          aria-pressed={strip.isMuted}
          onClick={() => voice.mute(!strip.isMuted)}
        >
          <Icon name={strip.isMuted ? 'micOff' : 'mic'} />
          {strip.isMuted ? phrases.unmute : phrases.mute}
        </button>
        <button type="button" class="button voice-end" onClick={() => voice.end()}>
          <Icon name="phoneDown" />
          {phrases.endVoice}
        </button>
      </div>
    </section>
  );
}

export function problemWords(problem: VoiceProblem, phrases: Phrases): string {
  const words: Readonly<Record<VoiceProblem, string>> = {
    'mic-denied': phrases.micDenied,
    'mic-missing': phrases.micMissing,
    unsupported: phrases.voiceUnsupported,
    'no-speech': phrases.noSpeech,
    failed: phrases.voiceFailed,
  };
  return words[problem];
}

function phaseWord(phase: LiveStrip['phase'], phrases: Phrases): string {
  const words: Readonly<Record<LiveStrip['phase'], string>> = {
    connecting: phrases.stateConnecting,
    listening: phrases.stateListening,
    thinking: phrases.stateThinking,
    speaking: phrases.stateSpeaking,
    reconnecting: phrases.stateReconnecting,
  };
  return words[phase];
}
