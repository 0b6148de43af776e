import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { describeSettings, loadSettings, settingNames, variableOf } from '../../bot/config/index.js';
import { packageRoot } from '../../bot/package-root.js';
import { newFolder } from './runtime-bench.js';

const folder = newFolder();
const file = join(folder, 'leadline.yaml');
afterAll(() => rmSync(folder, { recursive: true }));

const load = (yaml: string, environment = {}, flags = {}) => {
  writeFileSync(file, yaml);
  return loadSettings({ file, environment, flags });
};

describe('settings', () => {
  it('come from defaults, then the file, then the environment, then flags', () => {
    expect(load('').port).toBe(3000);
    expect(load('port: 4000').port).toBe(4000);
    expect(load('port: 4000', { LEADLINE_PORT: '5000' }).port).toBe(5000);
    expect(load('port: 4000', { LEADLINE_PORT: '5000' }, { port: 6000 }).port).toBe(6000);
    expect(load('port: 4000', {}, { port: undefined }).port).toBe(4000);
  });

  it('stop with the name of the setting and what it accepts', () => {
    const wrong: readonly (readonly [() => unknown, string])[] = [
      [() => load('port: many'), 'port'],
      [() => load('', { LEADLINE_PORT: '70000' }), 'port'],
      [() => load('', {}, { logLevel: 'loud' }), 'logLevel'],
      [() => load('', { LEADLINE_WORKSPACE: '../x' }), 'workspace'],
      [() => load('prot: 1'), 'prot'],
    ];
    for (const [attempt, setting] of wrong) {
      expect(attempt).toThrow(expect.objectContaining({ code: 'settings.invalid', fields: { setting } }));
      expect(attempt).toThrow(setting);
    }
    expect(() => load('- a list')).toThrow(expect.objectContaining({ code: 'settings.invalid' }));
    expect(() => load('{broken')).toThrow(expect.objectContaining({ code: 'settings.invalid' }));
  });

  it('have one variable each', () => {
    expect(variableOf('stepTimeoutMs')).toBe('LEADLINE_STEP_TIMEOUT_MS');
    expect(new Set(settingNames.map(variableOf)).size).toBe(settingNames.length);
  });

  it('all stand in .env.example', () => {
    expect(readFileSync(join(packageRoot(), '.env.example'), 'utf8')).toBe(describeSettings());
  });
});
