/** One `Synthesize` call: checks the request, streams its sentences in chunks, stops at once when cancelled. */
import { Fault } from '../../protocol/index.js';
import { bytesFor, checkFormat } from '../codecs/audio-frame.js';
import type { SynthesisRequest, SynthesizedSentence } from '../tts/synthesis.js';
import type { WritableCall } from './grpc-call.js';
import { grpcFailureOf } from './grpc-status.js';
import type { ServiceLimits, SpeechServiceSettings, StreamSlots } from './service-settings.js';
import { type AudioChunkMessage, codecOf, type SynthesisRequestMessage } from './speech-messages.js';

export type SynthesizeCall = WritableCall<SynthesisRequestMessage, AudioChunkMessage>;

const CHUNK_MS = 1000;

function requestOf(message: SynthesisRequestMessage, limits: ServiceLimits): SynthesisRequest {
  const format = { codec: codecOf(message.codec), sampleRateHz: message.sampleRateHz };
  checkFormat(format);
  const text = message.text.trim();
  if (text === '') throw new Fault('input.invalid', 'There is no text to speak.');
  if (text.length > limits.maxTextCharacters) {
    throw new Fault('input.too-large', `The text is longer than ${limits.maxTextCharacters} characters.`);
  }
  const rate = message.rate === 0 ? 1 : message.rate;
  if (!(rate >= 0.5 && rate <= 2))
    throw new Fault('input.invalid', `A rate of ${rate} is not within 0.5 and 2.`);
  return { ...format, text, locale: message.locale, voice: message.voice || undefined, rate };
}

function chunksOf(sentence: SynthesizedSentence, chunkBytes: number): AudioChunkMessage[] {
  const count = Math.max(1, Math.ceil(sentence.audio.length / chunkBytes));
  return Array.from({ length: count }, (_, i) => ({
    audio: sentence.audio.subarray(i * chunkBytes, (i + 1) * chunkBytes),
    sentence: sentence.index,
    text: i === 0 ? sentence.text : '',
    isLastOfSentence: i === count - 1,
  }));
}

/** Resolves when the client has room, or the call is over. */
function roomToWrite(call: SynthesizeCall, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      call.off('drain', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    call.on('drain', done);
    signal.addEventListener('abort', done, { once: true });
  });
}

export async function handleSynthesize(
  call: SynthesizeCall,
  settings: SpeechServiceSettings,
  slots: StreamSlots,
): Promise<void> {
  const stop = new AbortController();
  const abort = () => stop.abort(new DOMException('The call was cancelled.', 'AbortError'));
  call.on('cancelled', abort);
  call.on('error', abort);
  let release = () => {};
  try {
    release = slots.take();
    if (isMalformed(call.request)) throw new Fault('input.invalid', 'The request is malformed.');
    const request = requestOf(call.request, settings.limits);
    const chunkBytes = bytesFor(CHUNK_MS, request);
    for await (const sentence of settings.synthesis.speak(request, stop.signal)) {
      for (const chunk of chunksOf(sentence, chunkBytes)) {
        if (!call.write(chunk)) await roomToWrite(call, stop.signal);
        stop.signal.throwIfAborted();
      }
    }
    call.end();
  } catch (thrown) {
    if (!stop.signal.aborted) call.emit('error', grpcFailureOf(thrown, settings.makeMetadata));
  } finally {
    release();
  }
}

const isMalformed = (message: object) => 'request' in message;
