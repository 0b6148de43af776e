/**
 * Promises of the built console in a real browser: no policy violation on any page, a click on a line plays from there,
 * live events appear, faults say their code and heal. Skipped by name where Chromium is absent.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { type DevServer, startDevServer } from '../../console/dev/dev-server.js';
import { EventLog } from '../../console/dev/event-log.js';
import { makeWorld } from '../../console/dev/fixture-world.js';
import { CHROMIUM, CHROMIUM_ARGS } from '../chromium.js';

const NOW = Date.now();
const CALL = '/inbox/fixture-call';
const RECORD_VIOLATIONS = `
  window.violations = [];
  document.addEventListener('securitypolicyviolation', (event) => {
    window.violations.push(event.violatedDirective + ' ' + event.blockedURI);
  });
`;

/** A loaded machine draws slowly; nothing here measures time. */
jest.setTimeout(120_000);

const isHere = existsSync(CHROMIUM);
if (!isHere)
  process.stderr.write('console-in-chromium: skipped, no Chromium (npm run setup:peers brings it)\n');
const inChromium = isHere ? test : test.skip;

let folder: string | undefined;
let server: DevServer;
let browser: Browser;

beforeAll(async () => {
  if (!isHere) return;
  folder = await mkdtemp(join(tmpdir(), 'leadline-console-'));
  await promisify(execFile)(process.execPath, [
    'node_modules/vite/bin/vite.js',
    'build',
    '--config',
    'console/vite.config.ts',
    '--outDir',
    folder,
    '--emptyOutDir',
    '--logLevel',
    'error',
  ]);
  server = await startDevServer(makeWorld(NOW), folder);
  browser = await chromium.launch({ executablePath: CHROMIUM, args: [...CHROMIUM_ARGS] });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    ...options,
  });
  const page = await context.newPage();
  await page.addInitScript(RECORD_VIOLATIONS);
  await page.goto(`${server.url}/console${path}`);
  return page;
}

const violations = (page: Page) => page.evaluate('window.violations') as Promise<string[]>;

inChromium('no page breaks the content security policy', async () => {
  const page = await open(CALL);
  await page.getByText('Why this score').waitFor();
  await page.getByRole('button', { name: 'Filter' }).click();
  await page.getByRole('button', { name: 'Reset filters' }).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.slot-mark').first().hover();
  await page.getByRole('tooltip').waitFor();
  await page.getByRole('link', { name: 'Leads' }).click();
  await page.locator('.lead-row').first().waitFor();
  await page.getByRole('link', { name: 'Reports' }).click();
  await page.getByText('By segment').first().waitFor();
  await page.getByRole('link', { name: 'Models' }).click();
  await page.getByText('Trained on generated data').waitFor();
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByText('Dark', { exact: true }).click();
  expect(await violations(page)).toEqual([]);
  await page.context().close();
});

inChromium('negative control: a style without the nonce is refused and counted', async () => {
  const page = await open('/settings');
  await page.getByText('Density').first().waitFor();
  await page.evaluate(
    'document.head.append(Object.assign(document.createElement("style"), { textContent: "p{}" }))',
  );
  await page.waitForFunction('window.violations.length > 0');
  expect((await violations(page))[0]).toContain('style-src');
  await page.context().close();
});

inChromium('a click on a line plays from there, tints the turn and walks through its words', async () => {
  const page = await open(CALL);
  await page.getByText('so timing matters more than price').click();
  await page.locator('#turn-caller-fixture-call-t2.is-playing').waitFor();
  await page.locator('.word-now').first().waitFor();
  const seconds = Number(await page.evaluate('document.querySelector("audio").currentTime'));
  expect(seconds).toBeGreaterThanOrEqual(23.1);
  expect(seconds).toBeLessThan(32.5);
  expect(await page.evaluate('document.querySelector("audio").paused')).toBe(false);
  await page.keyboard.press('k');
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  await page.context().close();
});

inChromium('the evidence of a reason plays its moment', async () => {
  const page = await open(CALL);
  await page.getByRole('button', { name: 'Play the evidence from 0:41' }).first().click();
  await page.locator('#turn-caller-fixture-call-t3.is-playing').waitFor();
  expect(Number(await page.evaluate('document.querySelector("audio").currentTime'))).toBeGreaterThanOrEqual(
    41.2,
  );
  await page.context().close();
});

inChromium('the numbers on the lead panel add up', async () => {
  const page = await open(CALL);
  await page.getByText('Why this score').waitFor();
  const shown = await page.locator('.reason-points').allTextContents();
  const more = /, (.+)$/.exec((await page.locator('.more-button').textContent()) ?? '')?.[1] ?? '0';
  const base = /Starts from (\d+)/.exec((await page.locator('.score-notes').textContent()) ?? '')?.[1];
  const number = (text: string) => Number(text.replace('\u2212', '-').replace('+', ''));
  const sum = [...shown, more].reduce((total, text) => total + number(text), Number(base));
  expect(sum).toBe(Number(await page.locator('.score-number').textContent()));
  await page.context().close();
});

inChromium('a live turn and a changed row appear without a reload', async () => {
  const page = await open('/inbox/fixture-bare');
  await page.getByText('What are you looking for?').waitFor();
  const log = new EventLog('fixture-bare', NOW);
  for (const text of ['hello?', 'again', 'broadband for a boat']) log.caller({ text, atMs: 1000 });
  const last = { ...log.events.at(-1)!, sequence: 4 };
  await server.watched('fixture-bare');
  server.emit('conversation.event', last);
  await page.getByText('broadband for a boat').waitFor();
  const row = makeWorld(NOW).rows.find((candidate) => candidate.conversationId === 'fixture-bare')!;
  server.emit('conversation.changed', {
    ...row,
    headline: { en: 'Broadband for a boat' },
    lastActiveMs: Date.now(),
  });
  await page.locator('.list-row-headline', { hasText: 'Broadband for a boat' }).waitFor();
  await page.context().close();
});

inChromium('a fault names its code, keeps the rest of the page, and heals on retry', async () => {
  server.breakPaths('/api/v1/conversations/');
  const page = await open(CALL);
  await page.getByRole('alert').getByText('store.unavailable').waitFor();
  await page.locator('.list-row').first().waitFor();
  server.breakPaths(undefined);
  await page.getByRole('button', { name: 'Retry' }).click();
  await page.getByText('Why this score').waitFor();
  await page.context().close();
});

inChromium('arrows walk through the list', async () => {
  const page = await open(CALL);
  await page.getByRole('listbox').focus();
  await page.keyboard.press('ArrowDown');
  await page.waitForURL('**/inbox/fixture-bare');
  expect(await page.getByRole('option', { selected: true }).textContent()).toContain('Unknown visitor');
  await page.context().close();
});

inChromium.each([390, 320])('a phone of %i px shows tabs and never scrolls sideways', async (width) => {
  const page = await open(CALL, { viewport: { width, height: 800 } });
  await page.getByRole('tab', { name: 'Lead' }).click();
  await page.getByText('Why this score').waitFor();
  const paths = [CALL, '/inbox', '/leads', '/reports', '/models', '/settings'];
  for (const path of paths) {
    await page.goto(`${server.url}/console${path}`);
    await page.locator('h1, h2').first().waitFor();
    expect([path, await page.evaluate('document.documentElement.scrollWidth - innerWidth')]).toEqual([
      path,
      0,
    ]);
  }
  await page.context().close();
});

inChromium('Chinese, dark and compact are kept over a reload', async () => {
  const page = await open('/settings');
  await page.getByText('中文', { exact: true }).click();
  await page.getByText('深色', { exact: true }).click();
  await page.getByText('紧凑', { exact: true }).click();
  await page.reload();
  await page.getByRole('heading', { name: '设置' }).waitFor();
  const root = page.locator('html');
  expect(await root.getAttribute('lang')).toBe('zh-CN');
  expect(await root.getAttribute('data-density')).toBe('compact');
  expect(await root.getAttribute('data-mantine-color-scheme')).toBe('dark');
  await page.context().close();
});
