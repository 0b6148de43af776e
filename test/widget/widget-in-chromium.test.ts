/** Promise: in a real browser, under a strict CSP, the widget chats in both languages, survives cuts and reloads, and is usable by keyboard. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { describeWithPeer } from '../peers.js';
import { bubbles, buildWidget, openPage, openWidget, startChromium, write } from './support/browser-page.js';
import { type ScriptedServer, startScriptedServer } from './support/scripted-server.js';

const BUDGET_BYTES = 40 * 1024;
describeWithPeer('chromium', 'the widget in Chromium', () => {
  let built: Awaited<ReturnType<typeof buildWidget>>;
  let browser: Browser;
  let server: ScriptedServer;

  beforeAll(async () => {
    built = await buildWidget();
    server = await startScriptedServer({ webRoot: built.webRoot });
    browser = await startChromium();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    built?.remove();
  });

  test('widget.js keeps its budget of 40 KB', () => {
    const bytes = gzipSync(readFileSync(join(built.webRoot, 'widget.js')), { level: 9 }).length;
    expect(bytes).toBeLessThanOrEqual(BUDGET_BYTES);
  });

  test('chats in English, then in Chinese, without a CSP violation', async () => {
    const { page, violations, errors } = await openPage(browser, server.url);
    await openWidget(page);
    await page.getByText('What are you looking for today?').waitFor();
    await write(page, 'I want to buy the iPhone 15 in blue');
    await page.locator('leadline-widget .card .button.primary').waitFor();
    await page.locator('leadline-widget .choice', { hasText: '256GB' }).click();
    await page.getByText('You said: 256GB').waitFor();
    await write(page, 'do you deliver to the islands?');
    await page.locator('leadline-widget .source').click();
    await page.locator('leadline-widget .passage').waitFor();
    await page.locator('[data-locale=zh]').click();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    await write(page, '我要买手机');
    await page.getByText('共三种容量').waitFor();
    expect(await page.locator('leadline-widget .turn.bot').last().getAttribute('lang')).toBe('zh-CN');
    expect(await bubbles(page, 'visitor')).toEqual([
      'I want to buy the iPhone 15 in blue',
      '256GB',
      'do you deliver to the islands?',
      '我要买手机',
    ]);
    expect({ violations: await violations(), errors }).toEqual({ violations: [], errors: [] });
    await page.context().close();
  }, 60_000);

  test('an inline style would be seen as a violation (negative control)', async () => {
    const { page, violations } = await openPage(browser, server.url);
    await page.evaluate('document.body.setAttribute("style", "color: red")');
    await page.waitForFunction('globalThis.violations.length > 0');
    expect((await violations())[0]).toContain('style-src');
    await page.context().close();
  });

  test('words of a reply are never run: markup stays text, unsafe links stay words', async () => {
    const { page, violations, errors } = await openPage(browser, server.url);
    await openWidget(page);
    const payloads = [
      '<img src=x onerror="globalThis.hacked=1">',
      '<script>globalThis.hacked=1</script>',
      '[press](javascript:globalThis.hacked=1)',
      '**<svg onload=globalThis.hacked=1>**',
    ];
    for (const payload of payloads) {
      await write(page, `echo ${payload}`);
      await page
        .locator('leadline-widget .turn.bot .bubble', { hasText: /hacked/ })
        .nth(payloads.indexOf(payload))
        .waitFor();
    }
    expect(await page.evaluate('globalThis.hacked')).toBeUndefined();
    expect(await page.locator('leadline-widget .bubble :is(img, script, svg, a)').count()).toBe(0);
    expect({ violations: await violations(), errors }).toEqual({ violations: [], errors: [] });
    await page.context().close();
  }, 60_000);

  test('cuts and lost acknowledgements: every turn arrives, counts once and shows once', async () => {
    const { page } = await openPage(browser, server.url);
    await openWidget(page);
    await page.getByText('What are you looking for today?').waitFor();
    const conversation = [...server.conversations.values()].at(-1)!;
    const said = Array.from({ length: 12 }, (_, number) => `message ${number}`);
    server.loseAcks(2);
    for (const [number, text] of said.entries()) {
      await write(page, text);
      if (number % 4 === 1) server.cut();
    }
    await page.getByText('You said: message 11').waitFor({ timeout: 45_000 });
    const kept = conversation.events.flatMap((event) =>
      event.kind === 'turn.received' ? [event.personal?.text] : [],
    );
    expect(kept).toEqual(said);
    expect(await bubbles(page, 'visitor')).toEqual(said);
    const twice = [...conversation.arrivals.values()].filter((count) => count > 1).length;
    expect(twice).toBeGreaterThan(0);
    await page.context().close();
  }, 90_000);

  test('offline: the composer stays, turns wait, survive a reload and are sent when the line is back', async () => {
    const { page } = await openPage(browser, server.url);
    await openWidget(page);
    await page.getByText('What are you looking for today?').waitFor();
    await page.context().setOffline(true);
    server.cut();
    await page.locator('leadline-widget .offline').waitFor();
    await write(page, 'written offline');
    await page.getByText('Waiting to send').waitFor();
    await page.context().setOffline(false);
    server.refuseVisits(true);
    await page.reload();
    await openWidget(page);
    await page.locator('leadline-widget .failed').waitFor();
    server.refuseVisits(false);
    await page.locator('leadline-widget .failed .button').click();
    await page.getByText('You said: written offline').waitFor();
    expect(await bubbles(page, 'visitor')).toEqual(['written offline']);
    await page.context().close();
  }, 60_000);

  test('resumes after a reload, and a reply that came while closed shows in the badge', async () => {
    const { page } = await openPage(browser, server.url);
    await openWidget(page);
    await write(page, 'remember me');
    await page.getByText('You said: remember me').waitFor();
    const conversation = [...server.conversations.values()].at(-1)!;
    await page.keyboard.press('Escape');
    await page.reload();
    await page.locator('leadline-widget .launcher').waitFor();
    conversation.reply('later', [
      { kind: 'say', key: 'x', text: 'It has arrived', speech: '', citations: [] },
    ]);
    await page.locator('leadline-widget .badge').waitFor();
    expect(await page.locator('leadline-widget .badge').textContent()).toBe('1');
    await openWidget(page);
    await page.getByText('It has arrived').waitFor();
    expect(await bubbles(page, 'visitor')).toEqual(['remember me']);
    expect(await page.locator('leadline-widget .badge').count()).toBe(0);
    await page.context().close();
  }, 60_000);

  test('keyboard: opens on the field, Escape gives the focus back, the menu moves by arrows, every button has a name', async () => {
    const { page } = await openPage(browser, server.url);
    const focused = () =>
      page.evaluate(
        'document.querySelector("leadline-widget").shadowRoot.activeElement?.className || document.querySelector("leadline-widget").shadowRoot.activeElement?.tagName',
      );
    await page.locator('leadline-widget .launcher').focus();
    await page.keyboard.press('Enter');
    await page.getByText('What are you looking for today?').waitFor();
    expect(await focused()).toBe('TEXTAREA');
    await page.getByRole('button', { name: 'More' }).click();
    await page.keyboard.press('ArrowDown');
    expect(
      await page.evaluate('document.querySelector("leadline-widget").shadowRoot.activeElement.textContent'),
    ).toBe('Delete conversation');
    await page.keyboard.press('Escape');
    expect(await page.locator('leadline-widget .menu').count()).toBe(0);
    expect(await page.locator('leadline-widget .panel').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.waitForFunction(
      'document.querySelector("leadline-widget").shadowRoot.activeElement?.className?.includes("launcher")',
    );
    expect(await focused()).toContain('launcher');
    await openWidget(page);
    const nameless = await page
      .locator('leadline-widget button')
      .evaluateAll(
        (buttons) =>
          (buttons as unknown as { ariaLabel: string | null; textContent: string }[]).filter(
            (button) => !(button.ariaLabel ?? button.textContent).trim(),
          ).length,
      );
    expect(nameless).toBe(0);
    await page.context().close();
  }, 60_000);

  test('a new conversation forgets the old one; talk to a person asks for one; a refused turn says so', async () => {
    const { page } = await openPage(browser, server.url);
    await openWidget(page);
    await page.getByRole('button', { name: 'Talk to a person' }).click();
    await page.locator('leadline-widget .notice').waitFor();
    await write(page, 'refuse me');
    await page.getByText('Not sent.').waitFor();
    await page.getByRole('button', { name: 'Remove' }).click();
    expect(await page.getByText('Not sent.').count()).toBe(0);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'New conversation' }).click();
    await page.getByText('What are you looking for today?').waitFor();
    expect(await bubbles(page, 'visitor')).toEqual([]);
    await page.context().close();
  }, 60_000);

  test('delete asks first, removes nothing when the server fails, and erases there and here when it does not', async () => {
    const { page } = await openPage(browser, server.url);
    await openWidget(page);
    await write(page, 'my number is 020 7946 0958');
    await page.getByText('You said: my number').waitFor();
    const { id } = [...server.conversations.values()].at(-1)!;
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Delete conversation' }).click();
    server.refuseVisits(true);
    await page.getByRole('button', { name: 'Delete everything' }).click();
    await page.getByText('It could not be deleted.').waitFor();
    expect({ kept: server.conversations.has(id), shown: (await bubbles(page, 'visitor')).length }).toEqual({
      kept: true,
      shown: 1,
    });
    server.refuseVisits(false);
    await page.getByRole('button', { name: 'Delete everything' }).click();
    await page.locator('leadline-widget textarea').waitFor();
    await page.getByText('What are you looking for today?').waitFor();
    expect({ kept: server.conversations.has(id), shown: await bubbles(page, 'visitor') }).toEqual({
      kept: false,
      shown: [],
    });
    await page.context().close();
  }, 60_000);

  test('390 px: full screen, no sideways scroll, 16 px field, targets of 44 px', async () => {
    const { page } = await openPage(browser, server.url, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await openWidget(page);
    await write(page, 'I want to buy the iPhone 15 in blue');
    await page.locator('leadline-widget .card').waitFor();
    await page.waitForFunction(
      'document.querySelector("leadline-widget").shadowRoot.querySelector(".panel").getAnimations().length === 0',
    );
    const box = await page.locator('leadline-widget .panel').boundingBox();
    expect(box).toEqual({ x: 0, y: 0, width: 390, height: 844 });
    const measures = await page.evaluate(`(() => {
      const root = document.querySelector('leadline-widget').shadowRoot;
      const log = root.querySelector('.log');
      return {
        sideways: log.scrollWidth - log.clientWidth + document.documentElement.scrollWidth - document.documentElement.clientWidth,
        field: getComputedStyle(root.querySelector('textarea')).fontSize,
        small: [...root.querySelectorAll('.panel button')].filter((button) => button.getBoundingClientRect().height < 42).map((button) => button.className),
      };
    })()`);
    expect(measures).toEqual({ sideways: 0, field: '16px', small: [] });
    await page.context().close();
  }, 60_000);
});
