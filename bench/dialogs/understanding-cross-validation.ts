/** Cross-validated figures of the demo pack's understanding: run with `npx tsx bench/dialogs/understanding-cross-validation.ts [seed] [--folds=N] [--errors]`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPack } from '../../bot/index.js';
import { createUnderstander, examplesOf, fitModels, type PackExample } from '../../dialogs/index.js';
import { OUT_OF_SCOPE, seededRandom, type Understanding } from '../../protocol/index.js';

const FOLDS = 5;
const seed = Number(process.argv[2] ?? 1);
const runs = Number(/--folds=(\d)/.exec(process.argv.join(' '))?.[1] ?? FOLDS);
const showsErrors = process.argv.includes('--errors');
const { dialogs: pack } = loadPack('packs/aurora');
const examples = seededRandom(seed).shuffle(examplesOf(pack));

interface Tally {
  inScope: number;
  right: number;
  rightKept: number;
  kept: number;
  outOfScope: number;
  rejected: number;
  spansGiven: number;
  spansFound: number;
  spansRight: number;
  /** All examples hold one wish: those cut into several are wrong. */
  cut: number;
}
const EMPTY: Tally = {
  inScope: 0,
  right: 0,
  rightKept: 0,
  kept: 0,
  outOfScope: 0,
  rejected: 0,
  spansGiven: 0,
  spansFound: 0,
  spansRight: 0,
  cut: 0,
};
const tallies = new Map<string, Tally>();
const confusions = new Map<string, number>();
const times: number[] = [];

function count(example: PackExample, given: Understanding): void {
  const tally = tallies.get(example.locale) ?? { ...EMPTY };
  tallies.set(example.locale, tally);
  if (given.parts !== undefined) {
    tally.cut++;
    if (showsErrors)
      console.log(`CUT ${given.parts.map((part) => part.intent).join(' + ')}: ${example.text}`);
  }
  if (example.intent === OUT_OF_SCOPE) {
    tally.outOfScope++;
    if (given.intent === OUT_OF_SCOPE) tally.rejected++;
    else if (showsErrors) console.log(`OOS ${given.intent} ${given.confidence.toFixed(2)}: ${example.text}`);
    return;
  }
  tally.inScope++;
  const best = given.alternatives[0]?.intent;
  if (best === example.intent) tally.right++;
  else {
    const pair = `${example.intent} -> ${best}`;
    confusions.set(pair, (confusions.get(pair) ?? 0) + 1);
    if (showsErrors) console.log(`INTENT ${pair} ${given.confidence.toFixed(2)}: ${example.text}`);
  }
  if (given.intent !== OUT_OF_SCOPE) tally.kept++;
  else if (showsErrors) console.log(`REJECTED ${example.intent}: ${example.text}`);
  if (given.intent === example.intent) tally.rightKept++;
  const expected = new Set(
    example.spans.map((span) => `${span.slot}=${example.text.slice(span.start, span.end)}`),
  );
  const found = given.slots.map((slot) => `${slot.name}=${slot.surface}`);
  tally.spansGiven += expected.size;
  tally.spansFound += found.length;
  const right = found.filter((span) => expected.has(span)).length;
  tally.spansRight += right;
  if (showsErrors && (right < expected.size || right < found.length)) {
    console.log(`SLOTS ${example.text} | expected ${[...expected].join('; ')} | given ${found.join('; ')}`);
  }
}

/** Utterances of two wishes, written for this: header `locale intents text`. Never used to choose the bar. */
const several = readFileSync(join(import.meta.dirname, 'several-intents.tsv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t') as [string, string, string]);
const told = new Map<string, { right: number; cut: number; all: number }>();

for (let fold = 0; fold < runs; fold++) {
  const train = examples.filter((_, i) => i % FOLDS !== fold);
  const test = examples.filter((_, i) => i % FOLDS === fold);
  const started = performance.now();
  const models = await fitModels(pack, train, { seed });
  console.error(`fold ${fold}: trained in ${Math.round(performance.now() - started)} ms`);
  const understander = createUnderstander(pack, models, train);
  for (const example of test) {
    const before = performance.now();
    const given = understander.understand(example.text, {
      locale: example.locale,
      channel: 'web',
      now: Date.UTC(2026, 0, 5, 9),
    });
    times.push(performance.now() - before);
    count(example, given);
  }
  for (const [locale, intents, text] of several) {
    const { parts } = understander.understand(text, { locale, channel: 'web', now: Date.UTC(2026, 0, 5, 9) });
    const tally = told.get(locale) ?? { right: 0, cut: 0, all: 0 };
    told.set(locale, tally);
    tally.all++;
    if (parts !== undefined) tally.cut++;
    if (parts?.map((part) => part.intent).join(' ') === intents) tally.right++;
    else if (showsErrors)
      console.log(`SEVERAL ${intents} given ${parts?.map((part) => part.intent)}: ${text}`);
  }
}
const rate = (part: number, whole: number) => Number((part / Math.max(1, whole)).toFixed(4));
for (const [locale, t] of tallies) {
  const precision = t.spansRight / Math.max(1, t.spansFound);
  const recall = t.spansRight / Math.max(1, t.spansGiven);
  console.log(
    JSON.stringify({
      locale,
      seed,
      inScope: t.inScope,
      intentAccuracy: rate(t.right, t.inScope),
      kept: rate(t.kept, t.inScope),
      accuracyWithRejection: rate(t.rightKept, t.inScope),
      oosRecall: rate(t.rejected, t.outOfScope),
      slotPrecision: rate(t.spansRight, t.spansFound),
      slotRecall: rate(t.spansRight, t.spansGiven),
      wronglyCut: rate(t.cut, t.inScope + t.outOfScope),
      severalTold: rate(told.get(locale)?.right ?? 0, told.get(locale)?.all ?? 0),
      slotF1: Number(((2 * precision * recall) / (precision + recall)).toFixed(4)),
    }),
  );
}
times.sort((a, b) => a - b);
console.log(
  JSON.stringify({ p50Ms: times[times.length >> 1], p99Ms: times[Math.floor(times.length * 0.99)] }),
);
console.log(
  [...confusions]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 15)
    .map(([pair, n]) => `${n} ${pair}`)
    .join('\n'),
);
