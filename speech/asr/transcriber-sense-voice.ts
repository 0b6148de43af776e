/**
 * Chinese, Cantonese, Japanese, Korean and English recognition by SenseVoice on sherpa-onnx, once its model folder
 * holds `model.int8.onnx` (or `model.onnx`) and `tokens.txt`. Its weights are pulled, never bundled.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadSherpaTranscriber } from '../sherpa/sherpa-transcriber.js';
import type { TranscriberEngine } from './engines.js';
import type { TranscriberCapabilities } from './transcriber.js';

const CAPABILITIES: TranscriberCapabilities = {
  name: 'sense-voice',
  locales: ['zh', 'yue', 'ja', 'ko', 'en'],
  isStreaming: false,
  wordTiming: 'estimated',
  licence: 'FunASR model licence',
};

/** The quantised weights alone, as sherpa-onnx releases them. */
const ARCHIVE = {
  url: 'https://github.com/k2-fsa/sherpa-onnx/releases/download/asr-models/sherpa-onnx-sense-voice-zh-en-ja-ko-yue-int8-2024-07-17.tar.bz2',
  sizeBytes: 163_002_883,
  files: ['model.int8.onnx', 'tokens.txt'],
} as const;

/** @param modelFolder holds `model.int8.onnx` (or `model.onnx`) and `tokens.txt` once they were pulled; nothing is downloaded. */
export function senseVoiceEngine(modelFolder: string): TranscriberEngine {
  const small = join(modelFolder, 'model.int8.onnx');
  const tokens = join(modelFolder, 'tokens.txt');
  const model = () => (existsSync(small) ? small : join(modelFolder, 'model.onnx'));
  return {
    capabilities: CAPABILITIES,
    source: { ...ARCHIVE, folder: modelFolder },
    isInstalled: () => existsSync(model()) && existsSync(tokens),
    load: () =>
      loadSherpaTranscriber(CAPABILITIES, {
        senseVoice: { model: model(), language: 'auto', useInverseTextNormalization: 1 },
        tokens,
      }),
  };
}
