/**
 * How long a silence must last before a turn counts as finished, from what is expected and what was said so far.
 * Pure; called by the recognition of a stream at every pause.
 */
import type { ExpectedAnswer } from '../../protocol/index.js';
import { shareOfPausesBeyond } from './pause-lengths.js';
import { countSpokenDigits, trailingDigits } from './spoken-digits.js';

/** No silence is waited for longer than this: wrongly held ends are what makes the slowest answers slow. */
export const LONGEST_WAIT_MS = 1500;

/** No turn ends after less silence than this, whatever its words are. */
export const SHORTEST_WAIT_MS = 300;

const FREE_WAIT_MS = 500;
const CAREFUL_WAIT_MS = 800;
const HALF_NUMBER_WAIT_MS = 1200;

/** How waiting is weighed against cutting a caller off. */
export interface WaitPolicy {
  /** Milliseconds of waiting that are as bad as one caller cut off in mid-turn. */
  readonly patienceMs: number;
  readonly longestMs: number;
}

export const LIVE_WAITS: WaitPolicy = { patienceMs: 1200, longestMs: LONGEST_WAIT_MS };

export interface WaitInput {
  readonly expects: ExpectedAnswer;
  /** Words of the turn so far; absent until the first decode of the pause is there. */
  readonly text?: string;
  /** The judge's probability that the turn is finished; absent without a judge. */
  readonly finished?: number;
}

/** So many digits in a row may be the beginning of a phone number, and so many are a whole one. */
const FEWEST_OF_A_NUMBER = 3;
const WHOLE_NUMBER = 10;

/** Milliseconds of silence that end the turn. */
export function waitFor(input: WaitInput, policy: WaitPolicy = LIVE_WAITS): number {
  const waitMs = expectedWait(input, policy);
  return isHalfNumber(input) ? Math.max(waitMs, HALF_NUMBER_WAIT_MS) : waitMs;
}

/** The words end in some digits of a number that nobody asked for; people pause within one, after three or four digits. */
function isHalfNumber({ expects, text = '' }: WaitInput): boolean {
  if (expects.digits !== undefined) return false;
  const { count, startsWithZero } = trailingDigits(text);
  if (count < FEWEST_OF_A_NUMBER || count >= WHOLE_NUMBER) return false;
  const isShortAnswer = expects.form === 'choice' || expects.form === 'yes-no' || expects.form === 'number';
  return !isShortAnswer || startsWithZero || count > FEWEST_OF_A_NUMBER;
}

function expectedWait(input: WaitInput, policy: WaitPolicy): number {
  const { form, digits } = input.expects;
  switch (form) {
    case 'yes-no':
    case 'choice':
      return SHORTEST_WAIT_MS;
    case 'name':
    case 'email':
      return Math.max(CAREFUL_WAIT_MS, judgedWait(input, CAREFUL_WAIT_MS, policy));
    case 'digits':
    case 'number':
      return digitWait(input.text, digits);
    case 'date':
    case 'free':
      return judgedWait(input, FREE_WAIT_MS, policy);
  }
}

function digitWait(text: string | undefined, wanted: number | undefined): number {
  if (wanted === undefined) return CAREFUL_WAIT_MS;
  if (text === undefined) return HALF_NUMBER_WAIT_MS;
  return countSpokenDigits(text) >= wanted ? SHORTEST_WAIT_MS : HALF_NUMBER_WAIT_MS;
}

function judgedWait({ finished }: WaitInput, unjudgedMs: number, policy: WaitPolicy): number {
  return finished === undefined ? unjudgedMs : waitOfProbability(finished, policy);
}

const STEP_MS = 50;

/**
 * The silence with the least expected harm: whoever has finished waits for all of it, whoever has not is cut off when the pause outlasts it.
 */
export function waitOfProbability(finished: number, { patienceMs, longestMs }: WaitPolicy): number {
  let best = SHORTEST_WAIT_MS;
  let least = Number.POSITIVE_INFINITY;
  for (let waitMs = SHORTEST_WAIT_MS; waitMs <= longestMs; waitMs += STEP_MS) {
    const harm = finished * waitMs + (1 - finished) * patienceMs * shareOfPausesBeyond(waitMs);
    if (harm < least) [best, least] = [waitMs, harm];
  }
  return best;
}
