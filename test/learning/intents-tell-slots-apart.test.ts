/** Promise: a tagger that is told the intent gives a slot the right kind where only a far word tells it. */
import { expect, test } from '@jest/globals';
import {
  type IntentSentence,
  tag,
  tagByIntent,
  trainIntentTagger,
  trainSequenceTagger,
} from '../../learning/index.js';
import { Fault } from '../../protocol/index.js';

const SEED = 5;
const KNOWN = [
  'sunrise',
  'the long road',
  'winter',
  'blue sky',
  'home again',
  'summer',
  'green hill',
  'rain',
];
const UNKNOWN = ['autumn', 'red river', 'the old mill', 'spring'];
const KINDS = [
  { intent: 'see-film', kind: 'film', ending: 'in a cinema near here' },
  { intent: 'buy-book', kind: 'book', ending: 'in a shop with good novels' },
];

/** Generated: the name stands more than a window away from the words that tell a film from a book. */
const sentencesOf = (names: readonly string[]): IntentSentence[] =>
  names.flatMap((name) =>
    KINDS.map(({ intent, kind, ending }) => {
      const words = name.split(' ');
      const tail = `if you can find it for me ${ending}`.split(' ');
      return {
        tokens: ['get', 'me', ...words, ...tail],
        tags: ['O', 'O', ...words.map((_, i) => `${i === 0 ? 'B' : 'I'}-${kind}`), ...tail.map(() => 'O')],
        intent,
      };
    }),
  );

const shareRight = (give: (tokens: readonly string[]) => readonly { readonly tag: string }[]) => {
  const sentences = sentencesOf(UNKNOWN);
  const right = sentences.filter(
    ({ tokens, tags }) =>
      give(tokens)
        .map((t) => t.tag)
        .join() === tags.join(),
  );
  return right.length / sentences.length;
};

test(`names never seen get the kind of their intent, seed ${SEED}`, async () => {
  const model = await trainIntentTagger({ sentences: sentencesOf(KNOWN), options: { seed: SEED } });
  expect(shareRight((tokens) => tagByIntent(model, tokens))).toBe(1);
});

test('negative control: without the intent every other kind is wrong', async () => {
  const model = await trainSequenceTagger({ sentences: sentencesOf(KNOWN), options: { seed: SEED } });
  expect(shareRight((tokens) => tag(model, tokens))).toBeLessThanOrEqual(0.5);
});

test('one intent alone tells nothing and is refused', async () => {
  const sentences = sentencesOf(KNOWN).map((sentence) => ({ ...sentence, intent: 'one' }));
  await expect(trainIntentTagger({ sentences, options: { seed: SEED } })).rejects.toThrow(Fault);
});
