/** Makes spoken answers to questions (yes or no, a phone number, a name, an e-mail address) with the pauses that people make in them. */
import { type Random, seededRandom } from '../../protocol/index.js';
import type { ScriptedAnswer } from './turn-script.js';

const DIGITS = 'zero one two three four five six seven eight nine'.split(' ');
const FIRST =
  'Sarah James Olivia Daniel Priya Thomas Emma Marcus Hannah Peter Lucy Robert Nadia George Alice Henry'.split(
    ' ',
  );
const LAST =
  'Whitfield Carter Patel Morgan Hughes Bennett Turner Collins Foster Murray Spencer Barnes Palmer Ellis'.split(
    ' ',
  );
const HOSTS = ['gmail dot com', 'outlook dot com', 'hotmail dot co dot uk', 'yahoo dot com'];
const LEADS = ['', '', "it's", 'my name is', 'that would be'];
const YES_NO: readonly (readonly string[])[] = [
  ['yes'],
  ['yes please'],
  ['no'],
  ['no thanks'],
  ['yeah'],
  ['yes', "that's right"],
  ['no', 'not yet'],
  ["that's correct"],
  ['sure'],
  ['yes', 'go ahead please'],
  ['nope'],
  ['no', "I don't think so"],
];

const digits = (count: number, random: Random) =>
  Array.from({ length: count }, () => DIGITS[random.integer(10)]!).join(' ');

function phone(random: Random): readonly string[] {
  const lead = random.next() < 0.4 ? 'my number is ' : '';
  return [`${lead}zero seven ${digits(3, random)}`, digits(3, random), digits(3, random)];
}

function name(random: Random): readonly string[] {
  const lead = random.pick(LEADS);
  const [first, last] = [random.pick(FIRST), random.pick(LAST)];
  if (lead !== '' && random.next() < 0.5) return [lead, `${first} ${last}`];
  return [lead === '' ? first : `${lead} ${first}`, last];
}

function email(random: Random): readonly string[] {
  const who = [random.pick(FIRST), random.pick(LAST)].map((word) => word.toLowerCase());
  return random.next() < 0.5
    ? [`${who[0]} dot ${who[1]}`, `at ${random.pick(HOSTS)}`]
    : [`${who[0]}`, `dot ${who[1]} at`, random.pick(HOSTS)];
}

/** `each` answers of every kind; deterministic for a seed. */
export function scriptAnswers(each: number, seed: number): readonly ScriptedAnswer[] {
  const random = seededRandom(seed);
  return Array.from({ length: each }, (): readonly ScriptedAnswer[] => [
    { kind: 'yes-no', segments: random.pick(YES_NO) },
    { kind: 'digits', segments: phone(random) },
    { kind: 'name', segments: name(random) },
    { kind: 'email', segments: email(random) },
  ]).flat();
}
