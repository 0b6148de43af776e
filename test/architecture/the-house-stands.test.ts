/** The walls of the house: one-way imports, doors, one adapter folder per vendor, closed rooms and budgets. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { FAULT_CODES } from '../../protocol/index.js';
import {
  findClosedDoors,
  findLeakyRooms,
  findLongFiles,
  findScatteredVendors,
  findSilentFiles,
  findSwitchedOffChecks,
  findWrongWays,
  MAY_IMPORT,
  readHouse,
} from './house.js';

const root = join(import.meta.dirname, '../..');
const planted = mkdtempSync(join(tmpdir(), 'leadline-house-'));

function plant(path: string, text: string): void {
  mkdirSync(join(planted, dirname(path)), { recursive: true });
  writeFileSync(join(planted, path), text);
}

plant('protocol/index.ts', "import '../bot/index.js';\n");
plant(
  'dialogs/flows/order.ts',
  "import { Lead } from '../../leads/profile/lead.js';\nimport sherpa from 'sherpa-onnx-node';\n",
);
plant('dialogs/flows/key.ts', 'export const key = process.env.KEY as any;\n');
plant('speech/asr/moonshine.ts', "const sherpa = await import('sherpa-onnx-node');\n");
plant('bot/index.ts', "export { flow } from '../dialogs/flows/order.js';\n");
plant('leads/long.ts', '/** Long. */\n'.repeat(301));
afterAll(() => rmSync(planted, { recursive: true, force: true }));

const rules = {
  'imports go one way only': findWrongWays,
  'a room is entered by its door': findClosedDoors,
  'a vendor lives in one adapter folder': findScatteredVendors,
  'rooms neither read the environment, nor listen, nor reach out': findLeakyRooms,
  'files keep their budget of 300 lines': findLongFiles,
  'no check is switched off': findSwitchedOffChecks,
  'every file says what it is': findSilentFiles,
};

describe.each(Object.entries(rules))('%s', (_name, find) => {
  test('holds in the whole tree', () => {
    expect(find(readHouse(root))).toEqual([]);
  });

  test('finds a planted violation', () => {
    expect(find(readHouse(planted))).not.toEqual([]);
  });
});

describe('the house is documented', () => {
  const rooms = Object.keys(MAY_IMPORT).filter((room) => existsSync(join(root, room)));

  test.each(rooms)('%s/ has a README', (room) => {
    expect(existsSync(join(root, room, 'README.md'))).toBe(true);
  });

  test('every dependency stands in docs/architecture.md with its reason', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
    const missing = Object.keys({ ...dependencies, ...devDependencies }).filter(
      (name) => !page.includes(`\`${name}\``),
    );
    expect(missing).toEqual([]);
  });

  test('every fault code stands in docs/errors.md', () => {
    const page = readFileSync(join(root, 'docs/errors.md'), 'utf8');
    expect(Object.keys(FAULT_CODES).filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
  });

  test('no unused dependency is installed', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const text = readHouse(root)
      .map((file) => file.text)
      .join('\n');
    const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
    const unused = Object.keys(dependencies).filter(
      (name) => !text.includes(name) && !page.includes(`\`${name}\` (install only)`),
    );
    expect(unused).toEqual([]);
  });
});
