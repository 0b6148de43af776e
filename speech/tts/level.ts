/** Makes every voice equally loud and starts each sentence at once: trims silence at both ends, levels, limits peaks. */

/** About -20 dBFS over the voiced part: the usual level of telephone speech. */
const TARGET_RMS = 3277;
const PEAK_LIMIT = 30_000;
const SILENCE_BELOW = 200;
const HEAD_MS = 10;
const TAIL_MS = 120;
const FRAME_MS = 10;

function voicedRange(samples: Int16Array, sampleRateHz: number): readonly [number, number] {
  const head = Math.round((HEAD_MS * sampleRateHz) / 1000);
  const tail = Math.round((TAIL_MS * sampleRateHz) / 1000);
  const first = samples.findIndex((value) => Math.abs(value) > SILENCE_BELOW);
  if (first < 0) return [0, samples.length];
  const last = samples.findLastIndex((value) => Math.abs(value) > SILENCE_BELOW);
  return [Math.max(0, first - head), Math.min(samples.length, last + tail)];
}

/** Root mean square over the frames that hold more than silence. */
function voicedRms(samples: Int16Array, sampleRateHz: number): number {
  const size = Math.round((FRAME_MS * sampleRateHz) / 1000);
  let [power, count] = [0, 0];
  for (let at = 0; at + size <= samples.length; at += size) {
    let sum = 0;
    for (let i = at; i < at + size; i++) sum += samples[i]! ** 2;
    if (sum / size < SILENCE_BELOW ** 2) continue;
    power += sum;
    count += size;
  }
  return count === 0 ? 0 : Math.sqrt(power / count);
}

/** A levelled copy without the silence around the words. */
export function levelSpeech(samples: Int16Array, sampleRateHz: number): Int16Array {
  const [from, to] = voicedRange(samples, sampleRateHz);
  const cut = samples.slice(from, to);
  const rms = voicedRms(cut, sampleRateHz);
  if (rms === 0) return cut;
  const peak = cut.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  const gain = Math.min(TARGET_RMS / rms, PEAK_LIMIT / peak);
  return cut.map((value) => Math.round(value * gain));
}
