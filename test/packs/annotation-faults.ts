// What docs/annotation.md forbids and a machine can see, for the tests of training utterances and of the locked test set.
// Never repairs or skips a mark.
import type { PackUtterance } from './pack-utterances.js';

export const SLOTS = new Set(
  (
    'product brand color storage quantity budget date time store phone_number email person_name company ' +
    'order_number address plan'
  ).split(' '),
);

/** "a dozen", "a thousand pounds", "A U one oh four". */
const MAY_OPEN_WITH_A = new Set(['quantity', 'budget', 'order_number']);

/** Sentences about what is wrong with the marks of one utterance; empty when nothing is. */
export function annotationFaults(one: PackUtterance): string[] {
  const faults: string[] = [];
  if (one.text !== one.text.trim()) faults.push('spaces around the utterance');
  if (one.intent === 'out_of_scope' && one.slots.length > 0) faults.push('slot in an out-of-scope utterance');
  for (const { slot, surface, start } of one.slots) {
    if (!SLOTS.has(slot)) faults.push(`unknown slot ${slot}`);
    if (surface !== surface.trim()) faults.push(`spaces around "${surface}"`);
    if (/^(the|an|on|in|at|to|from|under|between|about|around) /i.test(surface))
      faults.push(`preposition or article in "${surface}"`);
    if (/^a /i.test(surface) && !MAY_OPEN_WITH_A.has(slot)) faults.push(`article in "${surface}"`);
    const before = one.text[start - 1] ?? ' ';
    const after = one.text[start + surface.length] ?? ' ';
    const cutsWord = (x: string, y: string) => /[a-z]/i.test(x) && /[a-z]/i.test(y);
    if (one.locale === 'en' && (cutsWord(before, surface[0]!) || cutsWord(surface.at(-1)!, after)))
      faults.push(`"${surface}" cuts a word`);
    if (slot === 'quantity' && /[部台个張张条副]$/.test(surface)) faults.push(`measure word in "${surface}"`);
    if (slot === 'store' && /(店| store| shop| branch)$/i.test(surface)) faults.push(`noun in "${surface}"`);
    if (slot === 'email' && !/@example\.com$|example/i.test(surface)) faults.push(`real e-mail "${surface}"`);
  }
  return faults.map((fault) => `${one.file}: ${one.source}: ${fault}`);
}
