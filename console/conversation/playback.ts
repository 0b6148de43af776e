/**
 * The player of one recording: where it stands, whether it runs, how fast. Wraps one <audio> element;
 * components read it through usePlayback and redraw only when what they read changes.
 */
import { createContext, useContext, useSyncExternalStore } from 'react';

export const RATES: readonly number[] = [1, 1.25, 1.5, 2, 0.75];

export interface PlaybackState {
  readonly positionMs: number;
  readonly durationMs: number;
  readonly isPlaying: boolean;
  readonly rate: number;
  readonly hasFailed: boolean;
  /** The transcript scrolls along; false once the reader scrolls away. */
  readonly isFollowing: boolean;
}

export class Playback {
  #audio: HTMLAudioElement | undefined;
  #frame = 0;
  #state: PlaybackState;
  readonly #listeners = new Set<() => void>();

  constructor(durationMs: number) {
    this.#state = {
      positionMs: 0,
      durationMs,
      isPlaying: false,
      rate: 1,
      hasFailed: false,
      isFollowing: true,
    };
  }

  get state(): PlaybackState {
    return this.#state;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes over the element; the returned function lets it go. */
  attach(audio: HTMLAudioElement): () => void {
    this.#audio = audio;
    const on: readonly (readonly [keyof HTMLMediaElementEventMap, () => void])[] = [
      ['play', () => this.#run()],
      ['pause', () => this.#change({ isPlaying: false })],
      ['ended', () => this.#change({ isPlaying: false })],
      ['seeked', () => this.#read()],
      ['error', () => this.#change({ hasFailed: true, isPlaying: false })],
    ];
    for (const [name, listener] of on) audio.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of on) audio.removeEventListener(name, listener);
      cancelAnimationFrame(this.#frame);
      audio.pause();
      this.#audio = undefined;
    };
  }

  playFrom(positionMs: number): void {
    this.seek(positionMs);
    this.follow(true);
    this.#play();
  }

  toggle(): void {
    if (!this.#audio) return;
    if (!this.#audio.paused) this.#audio.pause();
    else if (this.#state.positionMs >= this.#state.durationMs - 50) this.playFrom(0);
    else this.#play();
  }

  skip(byMs: number): void {
    this.seek(this.#state.positionMs + byMs);
  }

  seek(positionMs: number): void {
    if (!this.#audio) return;
    const target = Math.min(Math.max(0, positionMs), this.#state.durationMs);
    this.#audio.currentTime = target / 1000;
    this.#change({ positionMs: target });
  }

  setRate(rate: number): void {
    if (this.#audio) this.#audio.playbackRate = rate;
    this.#change({ rate });
  }

  follow(isFollowing: boolean): void {
    if (isFollowing !== this.#state.isFollowing) this.#change({ isFollowing });
  }

  #play(): void {
    this.#audio?.play().catch((thrown: unknown) => {
      // A pause right after play rejects with AbortError; that is no failure.
      const isAbort = thrown instanceof DOMException && thrown.name === 'AbortError';
      if (!isAbort) this.#change({ hasFailed: true, isPlaying: false });
    });
  }

  #run(): void {
    cancelAnimationFrame(this.#frame);
    this.#change({ isPlaying: true, hasFailed: false });
    const step = () => {
      if (!this.#audio || this.#audio.paused) return;
      this.#read();
      this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }

  #read(): void {
    if (this.#audio) this.#change({ positionMs: this.#audio.currentTime * 1000 });
  }

  #change(change: Partial<PlaybackState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

export const PlaybackContext = createContext<Playback | undefined>(undefined);

const noSubscription = () => () => undefined;

/** Reads one plain value of the player; `fallback` where the conversation has no recording. */
export function usePlayback<Value extends string | number | boolean>(
  select: (state: PlaybackState) => Value,
  fallback: Value,
): Value {
  const playback = useContext(PlaybackContext);
  return useSyncExternalStore(playback?.subscribe ?? noSubscription, () =>
    playback ? select(playback.state) : fallback,
  );
}
