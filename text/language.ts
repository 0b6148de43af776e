/**
 * Which language an utterance is in, decided by script and by each language's commonest words. Called once per turn.
 * Never guesses from product names, numbers or single words that several languages share: then the fallback stands.
 */
import type { Locale } from '../protocol/index.js';

export interface LanguageOptions {
  /** Language of the conversation so far; stands when the words do not say otherwise. */
  readonly fallback: Locale;
  /** Locales the pack speaks. */
  readonly among: readonly Locale[];
}

export interface LanguageGuess {
  /** ISO 639-1. */
  readonly language: string;
  /** Number of words or characters that speak for it. */
  readonly evidence: number;
}

const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
  ['th', /\p{Script=Thai}/gu],
];

const words = (list: string) => new Set(list.split(' '));

/** Frequent words that tell a language apart from the others in this table. */
const COMMON_WORDS: readonly (readonly [string, ReadonlySet<string>])[] = [
  [
    'en',
    words(
      "the a an i you it is are was were be been am do does did have has had my your our their this that these those what which who when where how why can could would will should shall may might want need like get got give buy order and or but not with for from of to in on at by about please thanks thank hello hi hey yes yeah yep nope sure sorry good morning afternoon evening one two three four five six seven eight nine ten there here me him her them we they some any much many more i'm i'd i'll it's don't can't what's cancel stop help phone number speak human price cheap cost when's buying looking just really tomorrow today",
    ),
  ],
  [
    'es',
    words(
      'el la los las un una unos unas y pero que qué quiero quisiera necesito tengo tiene para por con sin de del al mi su es está estoy soy hola gracias buenos buenas días tardes sí cuánto cuándo dónde cómo puedo puede cita mañana por favor quién cancelar número me se lo hay',
    ),
  ],
  [
    'fr',
    words(
      "le les une des et mais je tu vous nous il elle est sont suis ai avez veux voudrais besoin pour avec sans du au aux mon ma mes votre bonjour merci oui combien quand où comment puis-je peux s'il plaît acheter téléphone ce cette qui que",
    ),
  ],
  [
    'de',
    words(
      'der die das ein eine einen und aber ich du sie wir ihr ist sind bin habe hat möchte will brauche für mit ohne von zum zur mein meine ihre hallo danke ja nein bitte wie wann wo warum kaufen können kann nicht guten tag',
    ),
  ],
  [
    'it',
    words(
      'il lo gli uno una e ma io tu lei voi è sono ho ha vorrei voglio bisogno per con senza del della mio mia ciao grazie sì quanto quando dove come posso comprare buongiorno',
    ),
  ],
  [
    'pt',
    words(
      'o os as um uma e mas eu você é são sou tenho tem quero gostaria preciso para com sem do da meu minha olá obrigado obrigada sim não quanto quando onde como posso comprar bom dia',
    ),
  ],
];

const letters = (text: string) =>
  text
    .toLowerCase()
    .match(/[\p{L}'’-]+/gu)
    ?.map((word) => word.replace('’', "'")) ?? [];

/** The languages the words speak for, most evidence first; empty for numbers, names and emoji. */
export function guessLanguages(text: string): readonly LanguageGuess[] {
  const guesses: LanguageGuess[] = [];
  for (const [language, script] of SCRIPTS) {
    const evidence = text.match(script)?.length ?? 0;
    if (evidence > 0) guesses.push({ language, evidence });
  }
  const kana = guesses.find((guess) => guess.language === 'ja');
  if (kana !== undefined) return [kana];
  const spoken = letters(text);
  for (const [language, common] of COMMON_WORDS) {
    const evidence = spoken.filter((word) => common.has(word)).length;
    if (evidence > 0) guesses.push({ language, evidence });
  }
  return guesses.sort((a, b) => b.evidence - a.evidence);
}

/** The locale to answer in: what the words speak for among the pack's locales, else the fallback. */
export function detectLanguage(text: string, options: LanguageOptions): Locale {
  const localeOf = (language: string) => options.among.find((locale) => locale.split('-')[0] === language);
  const own = guessLanguages(text).filter((guess) => localeOf(guess.language) !== undefined);
  const best = own[0];
  if (best === undefined) return options.fallback;
  const tied = own.filter((guess) => guess.evidence === best.evidence);
  const stays = tied.find((guess) => localeOf(guess.language) === options.fallback);
  return localeOf((stays ?? best).language) ?? options.fallback;
}

/** A language the pack does not speak, when the words clearly are in one; undefined otherwise. */
export function findForeignLanguage(text: string, among: readonly Locale[]): string | undefined {
  const [best] = guessLanguages(text);
  if (best === undefined || among.some((locale) => locale.split('-')[0] === best.language)) return undefined;
  return best.evidence >= 2 ? best.language : undefined;
}
