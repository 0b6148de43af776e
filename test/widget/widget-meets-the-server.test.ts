/** Promise: the widget and the real server understand each other: chat, resume, erase, and the server's own CSP, in Chromium. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openServer, type ServerBench } from '../bot/server-bench.js';
import { describeWithPeer } from '../peers.js';
import { bubbles, buildWidget, openPage, openWidget, startChromium, write } from './support/browser-page.js';

describeWithPeer('chromium', 'the widget meets the server in Chromium', () => {
  let browser: Browser;
  let bench: ServerBench;

  beforeAll(async () => {
    const built = await buildWidget();
    bench = await openServer();
    cpSync(built.webRoot, join(bench.folder, 'web', 'widget'), { recursive: true });
    built.remove();
    browser = await startChromium();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await bench?.close();
  });

  test('chats, resumes after a reload with everything shown once, and erases', async () => {
    const { page, violations, errors } = await openPage(browser, bench.server.url);
    await openWidget(page);
    await page.getByText('Hello', { exact: true }).waitFor();
    await write(page, 'one');
    await write(page, 'two');
    await page.getByText('2: two').waitFor();
    await page.reload();
    await openWidget(page);
    await page.getByText('2: two').waitFor();
    expect(await bubbles(page, 'visitor')).toEqual(['one', 'two']);
    expect(await bubbles(page, 'bot')).toEqual(['Hello', '1: one', '2: two']);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Delete conversation' }).click();
    await page.getByRole('button', { name: 'Delete everything' }).click();
    await page.locator('leadline-widget textarea').waitFor();
    await page.getByText('Hello', { exact: true }).waitFor();
    expect(await bubbles(page, 'visitor')).toEqual([]);
    expect({ violations: await violations(), errors }).toEqual({ violations: [], errors: [] });
    await page.context().close();
  }, 60_000);

  test('a token that this server never made is dropped for a new conversation', async () => {
    const { page } = await openPage(browser, bench.server.url);
    await page.evaluate(`localStorage.setItem('leadline:token', 'forged')`);
    await page.reload();
    await openWidget(page);
    await page.getByText('Hello', { exact: true }).waitFor();
    expect(await page.evaluate(`localStorage.getItem('leadline:token')`)).not.toBe('forged');
    await page.context().close();
  }, 60_000);

  test('without speech on the server the microphone button says so', async () => {
    const { page } = await openPage(browser, bench.server.url);
    await openWidget(page);
    await page.getByText('Hello', { exact: true }).waitFor();
    await page.locator('leadline-widget .mic').click();
    await page.getByText('Speech in this language is not installed here.').waitFor();
    await page.context().close();
  }, 60_000);
});
