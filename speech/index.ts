/** The door of speech/: PCM in, transcript out; text in, audio out. Other rooms import only from here. */
export * from './codecs/index.js';
