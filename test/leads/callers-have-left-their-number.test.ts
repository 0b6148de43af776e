/** A caller whose number the line showed has left it; the score's reasons must not say otherwise. */
import { describe, expect, it } from '@jest/globals';
import { featuresOf, foldEvents } from '../../leads/index.js';
import { demoLeadPack, exchange, started, toEvents } from './lead-fixtures.js';

const set = featuresOf(demoLeadPack());
const phoneColumn = set.features.findIndex(({ name }) => name === 'has-phone');

function hasPhone(callerNumber?: string): number {
  const opening = started('en', 'phone');
  const call = { ...opening, ...(callerNumber && { personal: { callerNumber } }) };
  const events = toEvents('c1', [
    call as typeof opening,
    ...exchange('t1', { text: 'hello', intent: 'greet' }),
  ]);
  return set.rowOf(foldEvents(events)!)[phoneColumn]!;
}

describe('callers have left their number', () => {
  it('counts the number that the line showed', () => {
    expect(hasPhone('+447700900123')).toBe(1);
  });

  it('control: a withheld number is not left', () => {
    expect(hasPhone()).toBe(0);
  });
});
