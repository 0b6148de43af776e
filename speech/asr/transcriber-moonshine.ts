/** English recognition by Moonshine tiny (weights from @moonshine-ai/moonshine-js, MIT) on sherpa-onnx. */

import { bundledWeights } from '../bundled-weights.js';
import { loadSherpaTranscriber } from '../sherpa/sherpa-transcriber.js';
import type { TranscriberEngine } from './engines.js';
import { ensureMoonshineTokens } from './moonshine-tokens.js';
import type { TranscriberCapabilities } from './transcriber.js';

const CAPABILITIES: TranscriberCapabilities = {
  name: 'moonshine-tiny',
  locales: ['en'],
  isStreaming: false,
  wordTiming: 'estimated',
  licence: 'MIT',
};

/** @param cacheFolder where the vocabulary file is written that sherpa-onnx reads; the weights stay in their package. */
export function moonshineEngine(cacheFolder: string): TranscriberEngine {
  return {
    capabilities: CAPABILITIES,
    isInstalled: () => true,
    load: async () =>
      loadSherpaTranscriber(CAPABILITIES, {
        moonshine: {
          encoder: bundledWeights('moonshine-encoder'),
          mergedDecoder: bundledWeights('moonshine-decoder'),
        },
        tokens: ensureMoonshineTokens(cacheFolder),
      }),
  };
}
