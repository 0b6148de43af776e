/**
 * What the simulated visitor says next: a line of the world file, an example of the pack with the persona's own details, or an answer
 * to what the bot asks. Called by visitor.ts; decides nothing about when to leave.
 */
import type { AnnotatedUtterance } from '../../dialogs/index.js';
import type { BotTurn, Choice, Random } from '../../protocol/index.js';
import type { Persona, PersonaPack } from './persona.js';
import type { VisitStep, WorldFile } from './world-file.js';

export interface WordSource {
  readonly world: WorldFile;
  readonly pack: PersonaPack;
  readonly persona: Persona;
  readonly random: Random;
  /** What this visitor has said already; grows, so that nobody repeats a line. */
  readonly said: Set<string>;
}

/** An answer in words; `value` where the visitor pressed a button. */
export interface VisitorAnswer {
  readonly text: string;
  readonly value?: string;
}

/** A line of the world file by its name, filled in; undefined when the visitor's language has none. */
export function lineOf(source: WordSource, name: string): string | undefined {
  const lines = source.world.lines[name]?.[source.persona.locale];
  return (
    lines &&
    fill(
      pickUnsaid(source, lines, (line) => line),
      source.persona,
    )
  );
}

function pickUnsaid<Item>(source: WordSource, items: readonly Item[], keyOf: (item: Item) => string): Item {
  const fresh = items.filter((item) => !source.said.has(keyOf(item)));
  const picked = source.random.pick(fresh.length > 0 ? fresh : items);
  source.said.add(keyOf(picked));
  return picked;
}

/** What a step says; undefined when neither the file nor the pack has words for it in this language. */
export function wordsOf(source: WordSource, step: VisitStep): string | undefined {
  if (step.say !== undefined) return lineOf(source, step.say);
  const data = source.pack.intents.find((each) => each.intent === step.intent);
  const utterances = data?.utterances[source.persona.locale] ?? [];
  return utterances.length > 0
    ? makeOwn(
        source,
        pickUnsaid(source, utterances, (each) => each.text),
      )
    : undefined;
}

/** The example with names, numbers and (half of the time) product replaced by the persona's. */
function makeOwn({ world, pack, persona, random }: WordSource, utterance: AnnotatedUtterance): string {
  const isOtherProduct = random.next() < 0.6;
  let text = '';
  let from = 0;
  for (const span of utterance.spans) {
    const surface = utterance.text.slice(span.start, span.end);
    const own = persona.values[span.slot];
    const isReplaced =
      own !== undefined &&
      (world.slots.own.includes(span.slot) ||
        (isOtherProduct && world.slots.product.includes(span.slot) && isNamed(pack, surface, persona)));
    text += utterance.text.slice(from, span.start) + (isReplaced ? own : surface);
    from = span.end;
  }
  return text + utterance.text.slice(from);
}

/** Whether the words name one product of the wanted category, rather than a kind of thing. */
function isNamed(pack: PersonaPack, surface: string, persona: Persona): boolean {
  const said = surface.toLowerCase();
  return pack.products.some(
    (product) =>
      product.category === persona.product?.category &&
      Object.values(product.name).some((name) => name.toLowerCase() === said),
  );
}

/** The persona's answer to a question about `expects`; undefined when there is nothing to answer. */
export function answerTo(source: WordSource, bot: BotTurn): VisitorAnswer | undefined {
  const { expects } = bot;
  if (expects === undefined) return undefined;
  const offered = bot.parts.flatMap((part) => (part.kind === 'choices' ? part.choices : []));
  const slot = expects.slot ?? source.world.slots.ofForm[expects.form];
  const wanted = slot === undefined ? undefined : source.persona.values[slot];
  const pressed = pressedChoice(source, offered, wanted);
  if (pressed) return { text: pressed.label, value: pressed.value };
  const templates = source.world.answers[source.persona.locale]?.[slot ?? ''];
  const answer = templates && fill(source.random.pick(templates), source.persona);
  if (answer) return { text: answer };
  if (offered.length > 0) {
    const choice = source.random.pick(offered);
    return { text: choice.label, value: choice.value };
  }
  const text = wanted || lineOf(source, 'unsure');
  return text ? { text } : undefined;
}

/** The button that shows the wanted value, pressed half of the time. */
function pressedChoice(source: WordSource, offered: readonly Choice[], wanted: string | undefined) {
  if (wanted === undefined || source.random.next() < 0.5) return undefined;
  const lower = wanted.toLowerCase();
  return offered.find((choice) => choice.label.toLowerCase() === lower);
}

/** Empty when the persona has no value for a slot of the template. */
function fill(template: string, persona: Persona): string {
  let isComplete = true;
  const text = template.replace(/\{(\w+)\}/gu, (_, slot: string) => {
    const value = persona.values[slot];
    if (!value) isComplete = false;
    return value ?? '';
  });
  return isComplete ? text.trim() : '';
}
