/** Builds the widget, starts Chromium and opens the demo page, watching for CSP violations and errors. Called by the Chromium tests. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { packageRoot } from '../../../bot/package-root.js';
import { CHROMIUM, CHROMIUM_ARGS } from '../../chromium.js';

const FAKE_MEDIA = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];

/** Builds into a folder of its own, so that no other build is disturbed. */
export async function buildWidget(): Promise<{ readonly webRoot: string; readonly remove: () => void }> {
  const root = packageRoot();
  const webRoot = mkdtempSync(join(tmpdir(), 'leadline-widget-'));
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const config = join(root, 'web-widget/vite.config.ts');
  await promisify(execFile)(process.execPath, [vite, 'build', '--config', config, '--outDir', webRoot], {
    cwd: root,
  });
  return { webRoot, remove: () => rmSync(webRoot, { recursive: true, force: true }) };
}

/** @param microphone a WAV file that the fake microphone plays. */
export function startChromium(microphone?: string): Promise<Browser> {
  const file = microphone === undefined ? [] : [`--use-file-for-fake-audio-capture=${microphone}`];
  const args = [...CHROMIUM_ARGS, ...FAKE_MEDIA, ...file];
  return chromium.launch({ executablePath: CHROMIUM, args: [...args] });
}

export interface WatchedPage {
  readonly page: Page;
  /** Violated directives, as the page reports them. */
  violations(): Promise<readonly string[]>;
  readonly errors: readonly string[];
}

export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1280, height: 860 },
    ...options,
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.addInitScript(
    `globalThis.violations = [];
     addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective));`,
  );
  await page.goto(url);
  const violations = () =>
    page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations);
  return { page, violations, errors };
}

export const openWidget = (page: Page) => page.locator('leadline-widget .launcher').click();

export async function write(page: Page, text: string): Promise<void> {
  const field = page.locator('leadline-widget textarea');
  await field.fill(text);
  await field.press('Enter');
}

/** Words of all bubbles of one side, in order. */
export const bubbles = (page: Page, side: 'visitor' | 'bot') =>
  page.locator(`leadline-widget .turn.${side} .bubble`).allInnerTexts();
