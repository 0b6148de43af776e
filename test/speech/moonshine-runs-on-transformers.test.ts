/**
 * Promise: the bundled Moonshine weights also run on @huggingface/transformers, the optional peer, from local files only.
 * The package loads native code that jest's module registry does not, so it runs in a child process.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from '@jest/globals';
import tokenizer from 'llama-tokenizer-js';
import { bundledWeights } from '../../speech/bundled-weights.js';
import { toFloat } from '../../speech/index.js';
import { callerLine } from './audio-fixtures.js';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'leadline-transformers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Moonshine tiny as published: arXiv 2410.15608, table 1. */
const CONFIG = {
  architectures: ['MoonshineForConditionalGeneration'],
  model_type: 'moonshine',
  is_encoder_decoder: true,
  hidden_size: 288,
  encoder_num_hidden_layers: 6,
  encoder_num_attention_heads: 8,
  encoder_num_key_value_heads: 8,
  decoder_num_hidden_layers: 6,
  decoder_num_attention_heads: 8,
  decoder_num_key_value_heads: 8,
  vocab_size: 32_768,
};
const GENERATION = { bos_token_id: 1, eos_token_id: 2, decoder_start_token_id: 1, max_length: 194 };
const BOUNDARY = '\u2581';
const TOKENIZER = {
  version: '1.0',
  added_tokens: ['<unk>', '<s>', '</s>'].map((content, id) => ({
    ...{ id, content, special: true, normalized: false },
    ...{ single_word: false, lstrip: false, rstrip: false },
  })),
  normalizer: null,
  pre_tokenizer: null,
  post_processor: null,
  decoder: {
    type: 'Sequence',
    decoders: [
      { type: 'Replace', pattern: { String: BOUNDARY }, content: ' ' },
      { type: 'ByteFallback' },
      { type: 'Fuse' },
      { type: 'Strip', content: ' ', start: 1, stop: 0 },
    ],
  },
  model: {
    type: 'BPE',
    ...{ unk_token: '<unk>', fuse_unk: true, byte_fallback: true, merges: [] },
    vocab: Object.fromEntries(tokenizer.vocabById.map((token, id) => [token, id])),
  },
};

function layOutModel(): void {
  const files = {
    'config.json': CONFIG,
    'generation_config.json': GENERATION,
    'preprocessor_config.json': {
      feature_extractor_type: 'MoonshineFeatureExtractor',
      processor_class: 'MoonshineProcessor',
      sampling_rate: 16_000,
    },
    'tokenizer.json': TOKENIZER,
    'tokenizer_config.json': {
      tokenizer_class: 'PreTrainedTokenizerFast',
      bos_token: '<s>',
      eos_token: '</s>',
    },
  };
  const place = (file: string) => join(folder, 'moonshine', file);
  mkdirSync(dirname(place('onnx/x')), { recursive: true });
  for (const [file, content] of Object.entries(files)) writeFileSync(place(file), JSON.stringify(content));
  symlinkSync(bundledWeights('moonshine-encoder'), place('onnx/encoder_model_quantized.onnx'));
  symlinkSync(bundledWeights('moonshine-decoder'), place('onnx/decoder_model_merged_quantized.onnx'));
}

const PROGRAM = `
  import { readFileSync } from 'node:fs';
  import { env, pipeline } from '@huggingface/transformers';
  const [folder] = process.argv.slice(1);
  env.allowRemoteModels = false;
  env.localModelPath = folder;
  const bytes = readFileSync(folder + '/samples.f32');
  const samples = new Float32Array(new Uint8Array(bytes).buffer);
  const transcribe = await pipeline('automatic-speech-recognition', 'moonshine', { dtype: 'q8' });
  console.log(JSON.stringify(await transcribe(samples)));
`;

async function transcribe(samples: Float32Array): Promise<string> {
  writeFileSync(
    join(folder, 'samples.f32'),
    new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength),
  );
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', PROGRAM, folder],
    { cwd: root },
  );
  return (JSON.parse(stdout.trim().split('\n').at(-1)!) as { text: string }).text.toLowerCase();
}

test('a caller is transcribed; silence is not taken for the same words', async () => {
  layOutModel();
  const spoken = toFloat(callerLine('caller-1-buy-phone'));
  expect(await transcribe(spoken)).toMatch(/want to buy the iphone/);
  expect(await transcribe(new Float32Array(spoken.length))).not.toMatch(/iphone/);
}, 120_000);
