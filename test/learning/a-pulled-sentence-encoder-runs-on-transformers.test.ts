/**
 * Promise: a sentence encoder in a folder runs on @huggingface/transformers behind the `Embedder` port. The encoder is made here: an
 * ONNX graph that looks each token's vector up, so that the mean over the tokens can be worked out by hand.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { createTransformersEmbedder, type Embedder, type TransformersModel } from '../../learning/index.js';

const folder = join(mkdtempSync(join(tmpdir(), 'leadline-encoder-')), 'tiny');
const opened: Embedder[] = [];
afterAll(async () => {
  for (const embedder of opened) await embedder.close();
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

const WORDS = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', 'phone', 'blue', 'red'];
/** Special tokens lie at the origin, so that only words move the mean. */
const VECTORS = [
  [0, 0, 0],
  [0, 0, 0],
  [0, 0, 0],
  [0, 0, 0],
  [0, 0, 0],
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

/** Protocol buffers by hand: a field with a number, text, bytes or message inside. */
function field(number: number, value: number | string | Buffer): Buffer {
  if (typeof value === 'number') return Buffer.concat([varint(number << 3), varint(value)]);
  const bytes = Buffer.from(value);
  return Buffer.concat([varint((number << 3) | 2), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.from([...bytes, rest]);
}

const FLOAT = 1;
const INT64 = 7;

/** ValueInfoProto of a tensor with named dimensions. */
function tensorInfo(name: string, type: number, dims: readonly (string | number)[]): Buffer {
  const shape = dims.map((dim) => field(1, typeof dim === 'string' ? field(2, dim) : field(1, dim)));
  const tensor = Buffer.concat([field(1, type), field(2, Buffer.concat(shape))]);
  return Buffer.concat([field(1, name), field(2, field(1, tensor))]);
}

/** ModelProto: last_hidden_state = Gather(vectors, input_ids). Field numbers of onnx.proto. */
function lookUpModel(): Buffer {
  const values = Buffer.from(Float32Array.from(VECTORS.flat()).buffer);
  const table = [field(1, WORDS.length), field(1, 3), field(2, FLOAT), field(8, 'vectors'), field(9, values)];
  const gather = [
    field(1, 'vectors'),
    field(1, 'input_ids'),
    field(2, 'last_hidden_state'),
    field(4, 'Gather'),
  ];
  const inputs = ['input_ids', 'attention_mask', 'token_type_ids'].map((name) =>
    field(11, tensorInfo(name, INT64, ['rows', 'tokens'])),
  );
  const output = field(12, tensorInfo('last_hidden_state', FLOAT, ['rows', 'tokens', 3]));
  const graph = [
    field(1, Buffer.concat(gather)),
    field(2, 'tiny'),
    field(5, Buffer.concat(table)),
    ...inputs,
    output,
  ];
  return Buffer.concat([field(1, 8), field(7, Buffer.concat(graph)), field(8, field(2, 13))]);
}

function layOut(): void {
  const special = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
  const tokenizer = {
    version: '1.0',
    added_tokens: WORDS.slice(0, 5).map((content, id) => ({ id, content, ...special })),
    normalizer: { type: 'BertNormalizer', lowercase: true, clean_text: true, handle_chinese_chars: true },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: { type: 'BertProcessing', sep: ['[SEP]', 3], cls: ['[CLS]', 2] },
    decoder: null,
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(WORDS.map((word, id) => [word, id])),
    },
  };
  mkdirSync(join(folder, 'onnx'), { recursive: true });
  const files = {
    'config.json': { model_type: 'bert', architectures: ['BertModel'], hidden_size: 3 },
    'tokenizer.json': tokenizer,
    'tokenizer_config.json': { tokenizer_class: 'BertTokenizer', pad_token: '[PAD]', unk_token: '[UNK]' },
  };
  for (const [file, content] of Object.entries(files)) {
    writeFileSync(join(folder, file), JSON.stringify(content));
  }
  writeFileSync(join(folder, 'onnx/model.onnx'), lookUpModel());
}

function embedderOf(change: Partial<TransformersModel>): Embedder {
  const embedder = createTransformersEmbedder({
    ...{ folder, precision: 'fp32', dimensions: 3, pooling: 'mean', id: 'tiny-1', languages: ['en'] },
    sizeBytes: 96,
    ...change,
  });
  opened.push(embedder);
  return embedder;
}

test('vectors are the normalised mean over the words, in order, whatever the padding', async () => {
  layOut();
  const vectors = await embedderOf({}).embed(['blue phone', '', 'red', 'Blue blue phone']);
  const thousandths = (value: number) => Number(value.toFixed(3));
  const rounded = vectors.map((vector) => [...vector].map(thousandths));
  expect(rounded).toEqual([
    [Math.SQRT1_2, Math.SQRT1_2, 0].map(thousandths),
    [0, 0, 0],
    [0, 0, 1],
    [0.447, 0.894, 0],
  ]);
}, 60_000);

test('a model that is not there, or has other dimensions than declared, is refused with a code', async () => {
  const away = embedderOf({ folder: join(folder, '../absent') });
  await expect(away.embed(['blue'])).rejects.toMatchObject({ code: 'learning.no-embedder' });
  const other = embedderOf({ dimensions: 4 });
  await expect(other.embed(['blue'])).rejects.toMatchObject({
    code: 'learning.no-embedder',
    message: expect.stringContaining('3 numbers, not 4'),
  });
}, 60_000);
