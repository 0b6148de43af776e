/** Promise: at a terminal the log is a sentence with its fields; what is taken out of the JSON is not in the sentence either. */
import { expect, it } from '@jest/globals';
import { createLogger, readableLine, readableLog } from '../../bot/telemetry/index.js';
import { Fault } from '../../protocol/index.js';

function written(say: (logger: ReturnType<typeof createLogger>) => void): string {
  let text = '';
  say(
    createLogger(
      'info',
      readableLog({
        write: (piece) => {
          text += piece;
        },
      }),
    ),
  );
  return text;
}

it('shows clock, level, sentence and fields', () => {
  const line = written((logger) => logger.info({ model: 'lead-score', rows: 3 }, 'A model version serves.'));
  expect(line).toMatch(/^\d\d:\d\d:\d\d info {2}A model version serves\. model=lead-score rows=3\n$/);
});

it('keeps the code of a fault and leaves personal fields out', () => {
  const error = new Fault('input.invalid', 'It has no shape.');
  const line = written((logger) => logger.warn({ error, pii: { name: 'Zebedee' } }, 'Refused.'));
  expect(line).toContain('warn  Refused. error={"code":"input.invalid"');
  expect(line).not.toContain('Zebedee');
});

it('negative control: a line that is no record passes unchanged', () => {
  expect(readableLine('plain words\n')).toBe('plain words\n');
  expect(readableLine('[1]')).toBe('[1]');
});
