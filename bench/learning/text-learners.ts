/**
 * Intents (CLINC150, BANKING77, SNIPS) and slots (SNIPS) with the stored models; one JSON line per set and seed, times in ms.
 * Run by hand: npx tsx bench/learning/text-learners.ts [clinc150|banking77|snips|slots]... [--seeds 1,2,3]
 */
import {
  areaUnderRoc,
  classify,
  decodeLinearClassifier,
  decodeSequenceTagger,
  encodeLinearClassifier,
  encodeSequenceTagger,
  macroF1,
  quantileOf,
  spanF1,
  tag,
  trainLinearClassifier,
  trainSequenceTagger,
} from '../../learning/index.js';
import { DATA, intentSet, slotSet } from './data-sets.js';

/** Results of a function over items, with the time of each call. */
function timed<T, R>(items: readonly T[], work: (item: T) => R) {
  const times: number[] = [];
  const results = items.map((item) => {
    const start = performance.now();
    const result = work(item);
    times.push(performance.now() - start);
    return result;
  });
  const sorted = Float64Array.from(times).sort();
  return { results, medianMs: quantileOf(sorted, 0.5), p99Ms: quantileOf(sorted, 0.99) };
}

/** Wall and processor time of a training. */
async function trained<T>(work: () => Promise<T>) {
  const start = performance.now();
  const processor = process.cpuUsage();
  const model = await work();
  const { user, system } = process.cpuUsage(processor);
  return {
    model,
    trainMs: Math.round(performance.now() - start),
    trainCpuMs: Math.round((user + system) / 1000),
  };
}

function share(list: readonly boolean[]): number {
  return list.filter(Boolean).length / list.length;
}

async function benchIntents(set: string, seed: number): Promise<void> {
  const data = intentSet(set);
  if (!data) {
    return console.log(`skipped: no data in ${DATA}`);
  }
  const { model, ...cost } = await trained(() =>
    trainLinearClassifier({ ...data.train, validation: data.validation, options: { seed } }),
  );
  const bytes = encodeLinearClassifier(model);
  const stored = decodeLinearClassifier(bytes);
  const { examples, outOfScope } = data.test;
  const { results, medianMs, p99Ms } = timed(examples, ({ text }) => classify(stored, text));
  const strangers = outOfScope.map((text) => classify(stored, text));
  const right = results.map((result, i) => result.ranked[0]!.label === examples[i]!.label);
  const all = [...results, ...strangers];
  console.log(
    JSON.stringify({
      set,
      seed,
      accuracy: share(right),
      accuracyWithRejection: share(right.map((isRight, i) => isRight && !results[i]!.isOutOfScope)),
      oosRecall: strangers.length > 0 ? share(strangers.map((s) => s.isOutOfScope)) : null,
      auroc:
        strangers.length > 0
          ? areaUnderRoc(
              all.map((r) => r.scopeConfidence),
              all.map((_r, i) => (i < results.length ? 1 : 0)),
            )
          : null,
      macroF1: macroF1(
        examples.map((e) => e.label),
        results.map((r) => r.ranked[0]!.label),
      ),
      medianMs,
      p99Ms,
      modelBytes: bytes.length,
      ...cost,
    }),
  );
}

async function benchSlots(seed: number): Promise<void> {
  const sentences = slotSet('train');
  if (!sentences) {
    console.log(`skipped: no data in ${DATA}`);
    return;
  }
  const { model, ...cost } = await trained(() => trainSequenceTagger({ sentences, options: { seed } }));
  const bytes = encodeSequenceTagger(model);
  const stored = decodeSequenceTagger(bytes);
  for (const part of ['dev', 'test'] as const) {
    const wanted = slotSet(part)!;
    const { results, medianMs } = timed(wanted, ({ tokens }) =>
      tag(stored, tokens).map((token) => token.tag),
    );
    const score = spanF1(
      wanted.map((s) => s.tags),
      results,
    );
    console.log(
      JSON.stringify({
        set: `snips slots ${part}`,
        seed,
        ...score,
        medianMs,
        modelBytes: bytes.length,
        ...cost,
      }),
    );
  }
}

const words = process.argv.slice(2);
const at = words.indexOf('--seeds');
const seeds = at < 0 ? [1] : words[at + 1]!.split(',').map(Number);
const chosen = at < 0 ? words : words.toSpliced(at, 2);
for (const set of chosen.length > 0 ? chosen : ['clinc150', 'banking77', 'snips', 'slots']) {
  for (const seed of seeds) await (set === 'slots' ? benchSlots(seed) : benchIntents(set, seed));
}
