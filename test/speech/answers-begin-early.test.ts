/** How an answer is cut for the voice: whole sentences, but an early first stretch and none that takes long. */
import { describe, expect, test } from '@jest/globals';
import { splitForSpeech } from '../../speech/index.js';

describe('answers begin early', () => {
  test('short sentences stay whole', () => {
    expect(splitForSpeech('Thank you. What can I do for you, today?')).toEqual([
      'Thank you.',
      'What can I do for you, today?',
    ]);
  });

  test('a long first sentence begins with its first clause; later ones stay whole', () => {
    const text =
      'How much storage: 128 gigabytes, 256 gigabytes or 512 gigabytes? You can also say the smallest, the middle one or the largest.';
    expect(splitForSpeech(text)).toEqual([
      'How much storage:',
      '128 gigabytes, 256 gigabytes or 512 gigabytes?',
      'You can also say the smallest, the middle one or the largest.',
    ]);
  });

  test('numbers and times are not cut', () => {
    const text =
      'Delivery to all of the islands costs 1,299.50 pounds until 10:30 today and is free after that.';
    expect(splitForSpeech(text)).toEqual([text]);
  });

  test('nothing is lost, and no stretch is long, without any full stop', () => {
    const text = Array.from({ length: 80 }, (_, i) => `word${i}${i % 9 === 0 ? ',' : ''}`).join(' ');
    const stretches = splitForSpeech(text);
    expect(stretches.join(' ')).toBe(text);
    expect(Math.max(...stretches.map((stretch) => stretch.length))).toBeLessThanOrEqual(220);
  });

  test('text without words is no speech', () => {
    expect(splitForSpeech(' ... !? —')).toEqual([]);
  });
});
