import { describe, expect, it } from '@jest/globals';
import { findEmails, findPhones, readPhone } from '../../text/index.js';

describe('phone numbers and e-mail addresses are found', () => {
  it.each([
    ['my number is 020 7946 0958', '+442079460958'],
    ['07700 900123', '+447700900123'],
    ['call me on (020) 7946-0958 please', '+442079460958'],
    ['+44 7700 900 456', '+447700900456'],
    ['oh two oh seven nine four six oh nine five eight', '+442079460958'],
    ['oh double seven double oh nine double oh one two three', '+447700900123'],
    ['手机13812345678', '+8613812345678'],
    ['我的电话是一三八一二三四五六七八', '+8613812345678'],
    ['13800138000', '+8613800138000'],
  ])('%s -> %s', (text, e164) => expect(findPhones(text, 'GB').map((phone) => phone.e164)).toEqual([e164]));

  it.each(['iPhone 15 with 256 GB', 'order AM123456', 'two iPhones for 1398 pounds', '2026-01-10'])(
    'control: %s holds no phone number',
    (text) => expect(findPhones(text, 'GB')).toEqual([]),
  );

  it('says why digits are no number', () => {
    expect(readPhone('020 7946', 'GB')).toEqual({ kind: 'invalid', reason: 'too-short' });
    expect(readPhone('020 7946 0958 1234 1234', 'GB').kind).toBe('invalid');
  });

  it('finds e-mail addresses, written and spelled', () => {
    expect(findEmails('write to Anna.Lee@example.com.')[0]?.email).toBe('anna.lee@example.com');
    expect(findEmails('anna dot lee at example dot co dot uk')[0]?.email).toBe('anna.lee@example.co.uk');
    expect(findEmails('I am at home')).toEqual([]);
  });
});
