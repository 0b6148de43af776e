/** A model's version reads as a number per model, and leads from a score to the card of the model that made it. */
import { describe, expect, it } from '@jest/globals';
import { readModelVersion } from '../../console/model/model-version.js';
import { taskOf, versionText } from '../../console/models/model-names.js';
import { en } from '../../console/words/en.js';
import { zh } from '../../console/words/zh.js';

describe('versions can be read', () => {
  it('as a score carries them and as the registry does', () => {
    expect(readModelVersion('lead-score 0012-5db0c88e')).toEqual({
      model: 'lead-score',
      version: '0012-5db0c88e',
      number: 12,
    });
    expect(readModelVersion('0001-c4900235')).toEqual({ version: '0001-c4900235', number: 1 });
    expect([versionText('lead-score 0012-5db0c88e', en), versionText('0001-c4900235', zh)]).toEqual([
      'Version 12',
      '第 1 版',
    ]);
  });

  it('control: what no registry counted stays as it is', () => {
    expect(versionText('untrained', en)).toBe('untrained');
    expect(readModelVersion('2025.11.24').number).toBeUndefined();
  });

  it('says what a model is for only where its name does not', () => {
    expect(taskOf({ name: 'lead-score', task: 'lead-score' }, en)).toBe('');
    expect(taskOf({ name: 'understanding', task: 'intents and slots' }, en)).not.toBe('');
  });
});
