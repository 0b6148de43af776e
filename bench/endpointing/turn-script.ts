/**
 * Makes the turns that the end-of-turn evaluation speaks: utterances with pauses inside them at documented places, and answers to questions.
 * Generated, not recorded; called by the evaluation, and knows nothing of audio.
 */
import { type ExpectedAnswer, type Random, seededRandom } from '../../protocol/index.js';

/**
 * Where a pause inside a turn stands. `before-word`: after a function word, while the next word is searched; `between-phrases`: before a
 * conjunction or preposition; `anywhere`: between any two words; `within-answer`: between the groups of a number, a name, an address.
 */
export type PausePlace = 'before-word' | 'between-phrases' | 'anywhere' | 'within-answer';
export type TurnKind = 'free' | 'yes-no' | 'digits' | 'name' | 'email';
/** Where waits are weighed against cut-offs, and where the outcome is measured: other utterances in other voices. */
export type TurnPart = 'validation' | 'test';

export interface ScriptedTurn {
  readonly id: string;
  readonly part: TurnPart;
  readonly kind: TurnKind;
  readonly expects: ExpectedAnswer;
  readonly voice: string;
  /** What is spoken between the pauses. */
  readonly segments: readonly string[];
  /** Silence after each segment but the last. */
  readonly pausesMs: readonly number[];
  /** Of the pause in a free turn. */
  readonly place?: PausePlace;
  /** Spoken at the end of the first segment, drawn out; people's last 300 to 500 ms. */
  readonly filler?: string;
}

/** No voice of the test is heard before. */
const VOICES: Readonly<Record<TurnPart, readonly string[]>> = {
  validation: ['rms', 'slt'],
  test: ['awb', 'kal16'],
};

/** Pauses as they are spoken; what a wait costs is computed for all lengths, so that these only have to be heard. */
const SHORTEST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 1200;
const FEWEST_WORDS = 4;
/** Our choice, measured on nobody: half of the pauses after a function word, where the next word is searched, and half of them filled. */
const PLACES: readonly PausePlace[] = ['before-word', 'before-word', 'between-phrases', 'anywhere'];
const FILLERS = ['um', 'uh'];

const FUNCTION_WORDS = new Set(
  (
    'a an the my your our their his her this that these those i you we they it is are was be been am im can could ' +
    'will would should do does did have has had to of for with from in on at by about and or but if so because when ' +
    'what which who how where any some more than as not want need'
  ).split(' '),
);
const PHRASE_STARTS = new Set(
  'and but or because so that if when which who with for from in on at to about by than as before after'.split(
    ' ',
  ),
);

const plain = (word: string) => word.toLowerCase().replace(/[^a-z]/g, '');

/** Places between the words of a text, as the number of words before them. */
function placesOf(words: readonly string[], place: PausePlace): number[] {
  const inner = words.slice(1).map((_, i) => i + 1);
  if (place === 'before-word') return inner.filter((at) => FUNCTION_WORDS.has(plain(words[at - 1]!)));
  if (place === 'between-phrases') return inner.filter((at) => PHRASE_STARTS.has(plain(words[at]!)));
  return inner;
}

/** Marks give a voice pauses of its own. */
const spoken = (text: string) =>
  text
    .replace(/[,;:.!?…()"-]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

export interface ScriptSettings {
  /** Utterances that no model was trained on; each is spoken once. */
  readonly utterances: readonly string[];
  readonly answers: readonly ScriptedAnswer[];
  readonly part: TurnPart;
  readonly seed: number;
}

export interface ScriptedAnswer {
  readonly kind: Exclude<TurnKind, 'free'>;
  readonly segments: readonly string[];
}

const EXPECTS: Readonly<Record<TurnKind, ExpectedAnswer>> = {
  free: { form: 'free' },
  'yes-no': { form: 'yes-no' },
  digits: { form: 'digits', slot: 'phone_number' },
  name: { form: 'name', slot: 'name' },
  email: { form: 'email', slot: 'email' },
};

/** Deterministic for a seed. Utterances of fewer than four words are spoken without a pause. */
export function scriptTurns({ utterances, answers, part, seed }: ScriptSettings): readonly ScriptedTurn[] {
  const random = seededRandom(seed);
  const free = utterances.map((utterance) => freeTurn(spoken(utterance), random));
  const asked = answers.map(({ kind, segments }) => ({ kind, segments }));
  return [...free, ...asked].map((turn, i) => ({
    ...turn,
    id: `${part}-${i}`,
    part,
    expects: EXPECTS[turn.kind],
    voice: VOICES[part][i % VOICES[part].length]!,
    pausesMs: turn.segments.slice(1).map(() => pauseMs(random)),
  }));
}

function pauseMs(random: Random): number {
  return SHORTEST_PAUSE_MS + random.integer(LONGEST_PAUSE_MS - SHORTEST_PAUSE_MS);
}

type FreeTurn = Pick<ScriptedTurn, 'kind' | 'segments' | 'place' | 'filler'>;

function freeTurn(text: string, random: Random): FreeTurn {
  const words = text.split(' ');
  const kind = 'free';
  if (words.length < FEWEST_WORDS) return { kind, segments: [text] };
  const wanted = random.pick(PLACES);
  const found = placesOf(words, wanted);
  const place = found.length > 0 ? wanted : 'anywhere';
  const at = random.pick(found.length > 0 ? found : placesOf(words, 'anywhere'));
  const segments = [words.slice(0, at).join(' '), words.slice(at).join(' ')];
  return { kind, segments, place, ...(random.next() < 0.5 && { filler: random.pick(FILLERS) }) };
}
