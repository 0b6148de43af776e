/** Promise: the evaluation of the end of turn counts waits and cut-offs as it says, and speaks what it says. */
import { describe, expect, test } from '@jest/globals';
import { heldSoundMs } from '../../bench/endpointing/held-sound.js';
import { scriptAnswers } from '../../bench/endpointing/scripted-answers.js';
import { scriptTurns } from '../../bench/endpointing/turn-script.js';
import { utterancesOf } from '../../bench/endpointing/utterance-split.js';
import { atCutoffs, atMeanWait, waitPoint } from '../../bench/endpointing/wait-curve.js';
import { shareOfPausesBeyond, waitOfProbability } from '../../speech/index.js';

describe('the curve', () => {
  const pauses = { ends: [0.9, 0.8, 0.7], holds: [0.1, 0.2, 0.6] };

  test('a plain silence costs itself and cuts what is published for it', () => {
    expect(waitPoint(pauses, 600, () => 600)).toEqual({
      dial: 600,
      meanWaitMs: 600,
      p50WaitMs: 600,
      p90WaitMs: 600,
      falseCutoffs: shareOfPausesBeyond(600),
    });
  });

  test('a judge that knows cuts less at the same mean wait than a silence; one that is turned round cuts more', () => {
    const policy = { patienceMs: 2000, longestMs: 1500 };
    const knowing = waitPoint(pauses, 0, (finished) => waitOfProbability(finished, policy));
    const turned = waitPoint(pauses, 0, (finished) => waitOfProbability(1 - finished, policy));
    expect(knowing.falseCutoffs).toBeLessThan(shareOfPausesBeyond(knowing.meanWaitMs));
    expect(turned.falseCutoffs).toBeGreaterThan(shareOfPausesBeyond(turned.meanWaitMs));
  });

  test('points are read off under their bound, or there is none', () => {
    const curve = [300, 500, 900].map((silenceMs) => waitPoint(pauses, silenceMs, () => silenceMs));
    expect(atMeanWait(curve, 600)?.dial).toBe(500);
    expect(atCutoffs(curve, 0.3)?.dial).toBe(500);
    expect(atMeanWait(curve, 200)).toBeUndefined();
    expect(atCutoffs(curve, 0.01)).toBeUndefined();
  });
});

describe('the script', () => {
  const utterances = ['I would like to buy a phone for my mother', 'what is the price', 'cancel it'];
  const turns = scriptTurns({ utterances, answers: scriptAnswers(3, 1), part: 'test', seed: 1 });

  test('says every word in its order, with one pause in what is long enough, the same for a seed', () => {
    expect(turns.slice(0, 3).map(({ segments }) => segments.join(' '))).toEqual(utterances);
    expect(turns.slice(0, 3).map(({ segments }) => segments.length)).toEqual([2, 2, 1]);
    expect(scriptTurns({ utterances, answers: scriptAnswers(3, 1), part: 'test', seed: 1 })).toEqual(turns);
    expect(scriptTurns({ utterances, answers: scriptAnswers(3, 1), part: 'test', seed: 2 })).not.toEqual(
      turns,
    );
  });

  test('asks for what is answered, and no voice of the test is heard in the validation', () => {
    expect(new Set(turns.map(({ expects }) => expects.form))).toEqual(
      new Set(['free', 'yes-no', 'digits', 'name', 'email']),
    );
    const validation = scriptTurns({ utterances, answers: [], part: 'validation', seed: 1 });
    const voices = new Set(turns.map(({ voice }) => voice));
    expect(validation.some(({ voice }) => voices.has(voice))).toBe(false);
  });

  test('parts share no wording, however it is written; chat spellings are left out', () => {
    const lead = ['can I buy', 'do you sell', 'tell me about', 'I need'];
    const things = 'phones cables cases plans chargers repairs screens stands'.split(' ');
    const texts = lead.flatMap((words) => things.map((thing) => `${words} ${thing}`)).concat('new fone pls');
    const examples = [...texts, ...texts.map((text) => `${text}!`)].map((text) => ({
      ...{ text, locale: 'en', intent: 'any', spans: [] },
    }));
    const wordings = (part: 'validation' | 'test') =>
      utterancesOf(examples, part).map((text) => text.replace('!', ''));
    const [validation, tested] = [wordings('validation'), wordings('test')];
    expect(tested.length).toBeGreaterThan(0);
    expect(tested.filter((text) => validation.includes(text))).toEqual([]);
    expect([...validation, ...tested]).not.toContain('new fone pls');
  });
});

describe('a held sound', () => {
  const RATE = 16_000;
  const hum = (ms: number, hzAt: (at: number) => number) => {
    let phase = 0;
    return Float32Array.from({ length: (RATE * ms) / 1000 }, (_, i) => {
      phase += (2 * Math.PI * hzAt(i / RATE)) / RATE;
      return 0.3 * (Math.sin(phase) + 0.5 * Math.sin(2 * phase) + 0.3 * Math.sin(5 * phase));
    });
  };

  test('is as long as it is held; a gliding voice and silence hold nothing', () => {
    expect(Math.abs(heldSoundMs(hum(400, () => 120)) - 400)).toBeLessThanOrEqual(60);
    expect(heldSoundMs(hum(400, (at) => 100 * 2 ** (at * 8)))).toBeLessThan(150);
    expect(heldSoundMs(new Float32Array(RATE))).toBe(0);
  });
});
