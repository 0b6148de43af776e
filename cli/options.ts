/** Options that several learning commands share, and how their words are read. Called by the registrations. */
import { InvalidArgumentError, Option } from 'commander';

export const jsonOption = () => new Option('--json', 'one JSON object per line on stdout');

export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

export function countFrom(least: number, most: number) {
  return (text: string) => {
    const number = wholeNumber(text);
    if (number < least || number > most)
      throw new InvalidArgumentError(`It must lie between ${least} and ${most}.`);
    return number;
  };
}

export const seedOption = () =>
  new Option('--seed <number>', 'where chance begins; the same seed, the same figures')
    .default(1)
    .argParser(wholeNumber);
export const seedsOption = (count: number) =>
  new Option('--seeds <number>', 'average over this many seeds').default(count).argParser(countFrom(1, 50));

export const csvOption = () =>
  new Option(
    '--csv <file>',
    'a table with a header; comma, semicolon, tab or bar; may be gzipped',
  ).makeOptionMandatory();
export const dataOption = () => new Option('--data-dir <folder>', 'where models live');
export const listOf = (text: string) =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
