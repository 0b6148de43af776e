/**
 * One spoken conversation, full duplex: caller audio to the recogniser, finished turns to the runtime, answers sentence
 * by sentence to the caller, with barge-in and silence. Called by the channels' wiring; knows no socket and no store.
 */
import {
  type BotTurn,
  type CallMediaEvent,
  type Fault,
  type RecognitionEvent,
  toFault,
  type VoiceState,
} from '../../protocol/index.js';
import { isBackChannel } from './back-channel.js';
import { BargeIn } from './barge-in.js';
import { CallLimit, DEFAULT_CALL_LIMIT } from './call-limit.js';
import { type Exchange, ExchangeLog } from './exchange-log.js';
import { HeardWords } from './heard-words.js';
import { Listening } from './listening.js';
import type { HeardTurn, VoiceObserver } from './ports.js';
import { SilenceLadder, type SilenceSettings } from './silence-ladder.js';
import { SpokenTurn } from './spoken-turn.js';
import type { VoiceSessionReport, VoiceSessionSettings } from './voice-session-settings.js';

const DEFAULT_SILENCE: SilenceSettings = { afterMs: 60_000, prompts: [] };

class VoiceSession {
  readonly #settings: VoiceSessionSettings;
  readonly #listening: Listening;
  readonly #bargeIn: BargeIn;
  readonly #silence: SilenceLadder;
  readonly #limit: CallLimit;
  readonly #heard = new HeardWords();
  readonly #log: ExchangeLog;
  readonly #observer: VoiceObserver;
  #exchange: Exchange | undefined;
  /** Cut answers whose media has not yet said how much was heard. */
  readonly #cut: Exchange[] = [];
  #serial = 0;
  #nowMs = 0;
  #isCallerTalking = false;
  #endReason: string | undefined;
  #answering: Promise<void> = Promise.resolve();

  constructor(settings: VoiceSessionSettings) {
    const { media, speech, clock, locale, traceparent } = settings;
    const { observer = {}, silence = DEFAULT_SILENCE, limit = DEFAULT_CALL_LIMIT } = settings;
    this.#settings = settings;
    this.#observer = observer;
    this.#log = new ExchangeLog({ turns: settings.turns, waveform: settings.waveform, observer });
    this.#listening = new Listening({
      speech,
      format: media.format,
      locale,
      traceparent,
      clock,
      onEvent: (event) => this.#recognized(event),
      onBroken: (fault, isFinal) => this.#recognitionBroken(fault, isFinal),
      onOpen: () => this.#state(this.#exchange === undefined ? 'listening' : 'speaking'),
    });
    this.#bargeIn = new BargeIn(clock, {
      pause: () => this.#playback('pause'),
      resume: () => this.#playback('resume'),
      commit: () => this.#cutAnswer(),
    });
    this.#silence = new SilenceLadder(silence, clock, {
      prompt: (text) => this.#prompt(text),
      giveUp: () => media.hangUp('silence'),
    });
    this.#limit = new CallLimit(limit, clock, {
      goodbye: (text) => this.#sayGoodbye(text),
      end: () => media.hangUp('time-limit'),
    });
  }

  /** Resolves when the call is over and everything about it is stored. */
  async run(): Promise<VoiceSessionReport> {
    this.#state('connecting');
    this.#limit.start();
    this.#answering = this.#open();
    try {
      for await (const event of this.#settings.media.events) this.#mediaEvent(event);
    } catch (thrown) {
      this.#fault(thrown);
      this.#endReason = 'failed';
      this.#settings.media.hangUp('failed');
    }
    await this.#end();
    return { turns: this.#log.reports, endReason: this.#endReason ?? 'closed' };
  }

  stop(reason: string): void {
    this.#settings.media.hangUp(reason);
  }

  async #open(): Promise<void> {
    try {
      const bot = await this.#settings.turns.open();
      if (bot === undefined) this.#callersTurn();
      else this.#speak(bot, {});
    } catch (thrown) {
      this.#fault(thrown);
      this.#settings.media.hangUp('failed');
    }
  }

  async #end(): Promise<void> {
    this.#silence.close();
    this.#limit.close();
    this.#bargeIn.reset();
    await this.#listening.finish();
    await this.#answering;
    if (this.#exchange !== undefined) {
      this.#exchange.spoken.cut();
      this.#log.cut(this.#exchange, 0);
      this.#exchange = undefined;
    }
    for (const exchange of this.#cut.splice(0)) this.#log.cut(exchange, 0);
    await this.#log.close(this.#endReason ?? 'closed');
    this.#state('ended');
  }

  #mediaEvent(event: CallMediaEvent): void {
    switch (event.kind) {
      case 'audio':
        this.#nowMs = event.atMs;
        this.#listening.write(event.frame, event.atMs);
        break;
      case 'played':
        if (this.#exchange?.spoken.reached(event.mark)) this.#answerPlayed(this.#exchange, event.atMs);
        break;
      case 'cleared': {
        const exchange = this.#cut.shift();
        if (exchange !== undefined) this.#log.cut(exchange, event.playedMs);
        break;
      }
      case 'dtmf':
        break;
      case 'ended':
        this.#endReason = event.reason;
        break;
    }
  }

  #recognized(event: RecognitionEvent): void {
    if (this.#heard.take(event)) this.#words();
    switch (event.kind) {
      case 'speech-started':
        this.#isCallerTalking = true;
        this.#silence.stop();
        if (this.#exchange !== undefined) this.#bargeIn.onset();
        break;
      case 'speech-paused':
        this.#isCallerTalking = false;
        break;
      case 'noise':
      case 'no-speech':
        this.#utteranceOver();
        break;
      case 'end-of-turn':
        this.#turnEnded(event.atMs);
        break;
      case 'dropped':
        this.#observer.dropped?.(event.droppedMs);
        break;
    }
  }

  #words(): void {
    this.#observer.caption?.(this.#heard.committed, this.#heard.unconfirmed);
    if (this.#exchange !== undefined) this.#bargeIn.words(this.#heard.text, this.#asked());
  }

  /** What the running answer asks for, once its question is being heard. */
  #asked() {
    const spoken = this.#exchange?.spoken;
    return spoken?.isAtLastSentence ? spoken.bot.expects : undefined;
  }

  #utteranceOver(): void {
    this.#isCallerTalking = false;
    this.#bargeIn.release();
    if (this.#exchange === undefined) this.#silence.wait();
  }

  #turnEnded(callerEndMs: number): void {
    this.#isCallerTalking = false;
    const heard = this.#heard.finish();
    const isListening = this.#exchange !== undefined && isBackChannel(heard?.text ?? '', this.#asked());
    if (heard === undefined || isListening) {
      this.#utteranceOver();
      return;
    }
    this.#cutAnswer();
    this.#silence.reset();
    this.#state('thinking');
    this.#answering = this.#answering.then(() => this.#answer(heard, callerEndMs));
  }

  async #answer(heard: HeardTurn, callerEndMs: number): Promise<void> {
    try {
      const bot = await this.#settings.turns.understandAndReply(heard);
      this.#speak(bot, { heard, callerEndMs });
    } catch (thrown) {
      this.#fault(thrown);
      this.#callersTurn();
    }
  }

  /** After the answer that is being made; stored, so that the conversation tells why it ended. */
  #sayGoodbye(text: string): void {
    const words = { key: 'voice.time_limit', text, why: 'The call has lasted as long as calls may.' };
    this.#answering = this.#answering.then(async () => {
      try {
        this.#speak(await this.#settings.turns.sayUnasked(words), {});
        this.#limit.said();
      } catch (thrown) {
        this.#fault(thrown);
      }
    });
  }

  #prompt(text: string): void {
    const { turns, locale } = this.#settings;
    const part = { kind: 'say', key: 'voice.silence', text, speech: text, citations: [] } as const;
    const turnId = `silence-${this.#serial}` as BotTurn['turnId'];
    const { conversationId } = turns;
    this.#speak(
      { turnId, conversationId, locale, parts: [part], why: 'The caller said nothing.' },
      { isPrompt: true },
    );
  }

  #speak(bot: BotTurn, about: Partial<Pick<Exchange, 'heard' | 'callerEndMs' | 'isPrompt'>>): void {
    const { media, speech, traceparent } = this.#settings;
    const spoken = new SpokenTurn(bot, { media, speech, traceparent, serial: ++this.#serial });
    if (this.#exchange !== undefined) this.#cutAnswer();
    this.#exchange = { spoken, readyMs: this.#nowMs, isPrompt: false, ...about };
    this.#listening.hint(bot.expects ?? { form: 'free' });
    this.#state('speaking');
    if (this.#isCallerTalking) this.#bargeIn.onset();
    spoken.speak().catch((thrown: unknown) => this.#fault(thrown));
  }

  #answerPlayed(exchange: Exchange, atMs: number): void {
    this.#exchange = undefined;
    this.#bargeIn.reset();
    this.#log.played(exchange, atMs);
    this.#callersTurn();
    this.#limit.played();
  }

  #callersTurn(): void {
    this.#state('listening');
    if (!this.#isCallerTalking) this.#silence.wait();
  }

  #cutAnswer(): void {
    const exchange = this.#exchange;
    if (exchange === undefined) return;
    this.#exchange = undefined;
    this.#bargeIn.reset();
    exchange.spoken.cut();
    this.#cut.push(exchange);
    this.#playback('clear');
    this.#state('listening');
  }

  #playback(action: 'pause' | 'resume' | 'clear'): void {
    this.#settings.media[action]();
    this.#observer.playback?.(action);
  }

  #recognitionBroken(fault: Fault, isFinal: boolean): void {
    this.#heard.clear();
    this.#isCallerTalking = false;
    this.#bargeIn.release();
    this.#fault(fault);
    if (isFinal) this.#settings.media.hangUp('speech-failed');
    else this.#state('reconnecting');
  }

  #fault(thrown: unknown): void {
    this.#observer.fault?.(toFault(thrown));
  }

  #state(state: VoiceState): void {
    this.#observer.state?.(state);
  }
}

export interface RunningVoiceSession {
  run(): Promise<VoiceSessionReport>;
  stop(reason: string): void;
}

/** Nothing happens before `run`; faults go to the observer, and the call then goes on or ends by a reason. */
export function createVoiceSession(settings: VoiceSessionSettings): RunningVoiceSession {
  return new VoiceSession(settings);
}
