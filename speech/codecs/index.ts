/** The codecs part of speech/: G.711, PCM frames, resampling and WAV files. */
export * from './audio-frame.js';
export * from './g711.js';
export * from './resampler.js';
export * from './wav.js';
