/**
 * One spoken conversation: consent, microphone, frames to the server, bot speech back, marks of what was heard.
 * Called by the view; it starts no microphone before the visitor agreed to the recording.
 */
import type { Clock, VoiceUpdate } from '../../protocol/index.js';
import type { Conversation } from '../conversation/conversation.js';
import { languageOf } from '../locale/catalogue.js';
import { type AudioDevice, openAudioDevice } from './audio-device.js';
import {
  reduceVoice,
  VOICE_OFF,
  type VoiceChange,
  type VoiceProblem,
  type VoiceStrip,
} from './voice-state.js';
import { CAPTURE_RATE_HZ, type CaptureMessage, type PlaybackReport } from './worklet-messages.js';

/** A connection that stays away longer ends the call. */
const RECONNECT_LIMIT_MS = 30_000;

export interface VoiceCallPorts {
  readonly conversation: Conversation;
  readonly clock: Clock;
  readonly workletUrl: string;
}

export interface VoiceLevels {
  /** 0..1 for each 20 ms, newest last. */
  onLevel(level: number, source: 'visitor' | 'bot'): void;
}

export class VoiceCall {
  readonly #ports: VoiceCallPorts;
  readonly #listeners = new Set<() => void>();
  #strip: VoiceStrip = VOICE_OFF;
  #device: AudioDevice | undefined;
  #levels: VoiceLevels | undefined;
  #playRateHz = CAPTURE_RATE_HZ;
  #isAccepted = false;
  #droppedFrames = 0;
  #cancelLimit: (() => void) | undefined;
  /** Changes with every call, so that a late answer to an earlier one is told apart. */
  #generation = 0;

  constructor(ports: VoiceCallPorts) {
    this.#ports = ports;
  }

  get strip(): VoiceStrip {
    return this.#strip;
  }

  /** Microphone frames dropped because the connection could not take them. */
  get droppedFrames(): number {
    return this.#droppedFrames;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  watchLevels(levels: VoiceLevels | undefined): void {
    this.#levels = levels;
  }

  /** True where the server recognises speech in the visitor's locale. */
  hasSpeech(): boolean {
    const { state, locale } = this.#ports.conversation;
    const language = languageOf(locale);
    return state.visit?.speechLocales.some((other) => languageOf(other) === language) ?? false;
  }

  /** The microphone button: shows the consent line, or why speech is not available. */
  ask(): void {
    this.#apply(this.hasSpeech() ? { kind: 'asked' } : { kind: 'failed', problem: 'no-speech' });
  }

  /** The visitor agreed: opens the microphone and starts the call. */
  async agree(): Promise<void> {
    const generation = ++this.#generation;
    this.#apply({ kind: 'agreed' });
    const { conversation, workletUrl } = this.#ports;
    const outcome = await openAudioDevice(workletUrl, {
      onFrame: (frame) => this.#sendFrame(frame),
      onReport: (report) => this.#report(report),
    });
    if (outcome.kind !== 'opened') {
      if (generation === this.#generation) this.#fail(outcome.kind);
      return;
    }
    if (generation !== this.#generation) {
      outcome.device.close();
      return;
    }
    this.#device = outcome.device;
    conversation.listenToVoice({
      onUpdate: (update) => this.#update(update),
      onAudio: (audio) => this.#device?.play(audio, this.#playRateHz),
      onLink: (isConnected) => this.#linkChanged(isConnected),
      onFault: (fault) => {
        if (fault.code.startsWith('speech.')) this.#fail('failed');
      },
    });
    if (conversation.link?.isConnected) await this.#start();
    else this.#linkChanged(false);
  }

  mute(isMuted: boolean): void {
    this.#device?.mute(isMuted);
    this.#apply({ kind: 'muted', isMuted });
  }

  /** Ends the call, or puts away the consent line or a problem. */
  end(): void {
    if (this.#strip.kind === 'live') this.#ports.conversation.link?.stopVoice();
    this.#release();
    this.#apply({ kind: 'closed' });
  }

  async #start(): Promise<void> {
    const generation = this.#generation;
    const { conversation } = this.#ports;
    const request = {
      sampleRateHz: CAPTURE_RATE_HZ,
      locale: conversation.locale,
      hasRecordingConsent: true,
    } as const;
    const ack = await conversation.link?.startVoice(request).catch(() => undefined);
    if (generation !== this.#generation) return;
    if (ack === undefined) {
      if (conversation.link?.isConnected) this.#fail('failed');
      return;
    }
    if (!ack.ok) {
      this.#fail(ack.fault.code === 'speech.no-engine' ? 'no-speech' : 'failed');
      return;
    }
    this.#playRateHz = ack.sampleRateHz as typeof CAPTURE_RATE_HZ;
    this.#isAccepted = true;
    const { strip } = this;
    const isWaiting = strip.kind === 'live' && strip.phase === 'connecting';
    if (isWaiting) this.#apply({ kind: 'updated', update: { kind: 'state', state: 'listening' } });
  }

  #linkChanged(isConnected: boolean): void {
    this.#isAccepted = false;
    this.#apply({ kind: 'link', isConnected });
    this.#cancelLimit?.();
    if (isConnected) {
      this.#device?.command({ kind: 'clear' });
      void this.#start();
    } else {
      this.#device?.command({ kind: 'pause' });
      this.#cancelLimit = this.#ports.clock.schedule(RECONNECT_LIMIT_MS, () => this.#fail('failed'));
    }
  }

  #update(update: VoiceUpdate): void {
    if (update.kind === 'playback') this.#device?.command({ kind: update.action });
    if (update.kind === 'mark') this.#device?.command({ kind: 'mark', mark: update.mark });
    this.#apply({ kind: 'updated', update });
    if (update.kind === 'state' && update.state === 'ended') this.#release();
  }

  #sendFrame({ pcm, level }: CaptureMessage): void {
    this.#levels?.onLevel(level, 'visitor');
    if (!this.#isAccepted) return;
    if (!this.#ports.conversation.link?.sendAudio(pcm)) this.#droppedFrames++;
  }

  #report(report: PlaybackReport): void {
    if (report.kind === 'level') this.#levels?.onLevel(report.level, 'bot');
    else if (this.#isAccepted) this.#ports.conversation.link?.sendMark(report.mark, report.playedMs);
  }

  #fail(problem: VoiceProblem): void {
    this.#ports.conversation.link?.stopVoice();
    this.#release();
    this.#apply({ kind: 'failed', problem });
  }

  #release(): void {
    this.#generation++;
    this.#cancelLimit?.();
    this.#isAccepted = false;
    this.#device?.close();
    this.#device = undefined;
    this.#ports.conversation.listenToVoice(undefined);
  }

  #apply(change: VoiceChange): void {
    this.#strip = reduceVoice(this.#strip, change);
    for (const listener of this.#listeners) listener();
  }
}
