/** Promise: in a real browser a visitor chats in both languages and talks, and the rep finds both conversations as scored leads. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import { CHROMIUM, CHROMIUM_ARGS, describeWithPeer } from '../peers.js';
import { type RunningDemo, root, runLeadline, startDemo } from './running-demo.js';

const fixtures = join(root, 'test/fixtures/audio');
const artefacts = join(root, 'test-results');
const VOICE = join(fixtures, 'caller-1-buy-phone.wav');

const FAKE_MICROPHONE = [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-audio-capture=${VOICE}%noloop`,
  '--autoplay-policy=no-user-gesture-required',
];

describeWithPeer('chromium', 'the demo in Chromium', () => {
  let demo: RunningDemo;
  let browser: Browser;
  const problems: string[] = [];

  const open = async (url: string): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await page.goto(url);
    return page;
  };
  const shot = (page: Page, name: string) => page.screenshot({ path: join(artefacts, `${name}.png`) });
  const log = (page: Page) => page.locator('leadline-widget [role="log"]');
  const say = async (page: Page, text: string) => {
    const box = page.locator('leadline-widget textarea');
    await box.fill(text);
    await box.press('Enter');
  };

  beforeAll(async () => {
    mkdirSync(artefacts, { recursive: true });
    demo = await startDemo(440);
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [...CHROMIUM_ARGS, ...FAKE_MICROPHONE],
    });
  }, 240_000);

  afterAll(async () => {
    await browser?.close();
    expect(await demo?.stop()).toBe(0);
  });

  test('an order in English and a question in Chinese, then the lead with its score', async () => {
    const shop = await open(`${demo.url}/`);
    await shop.evaluate('window.Leadline.open()');
    await log(shop).getByText('not a person').first().waitFor();
    await say(shop, 'I want to buy two iPhone 15 in blue, my number is 020 7946 0958');
    await log(shop).getByText('128GB, 256GB or 512GB').first().waitFor();
    await say(shop, '256GB');
    await log(shop).getByText('Shall I place the order').first().waitFor();
    await say(shop, 'yes please');
    await log(shop)
      .getByText(/AU\d{6}/)
      .first()
      .waitFor();
    await say(shop, '保修多久?');
    await log(shop).getByText('保修 24 个月').first().waitFor();
    await log(shop).getByText('保修和维修').first().waitFor();
    await shot(shop, 'widget');

    const console_ = await open(demo.consoleUrl);
    await console_.getByText('+44 •••• 0958').first().click();
    await console_.getByText('Likely between').waitFor();
    await console_.getByText('buy_phone').first().waitFor();
    await shot(console_, 'console');
    await console_
      .locator('.lead-block dd')
      .getByText(/^Sales \d+%/)
      .waitFor();
    expect(problems).toEqual([]);
  }, 90_000);

  test('我要买手机 is understood and answered in Chinese', async () => {
    const shop = await open(`${demo.url}/`);
    await shop.evaluate("window.Leadline.setLocale('zh'); window.Leadline.open()");
    await say(shop, '我要买手机');
    await log(shop).getByText('iPhone 15 Pro').first().waitFor();
    await shot(shop, 'widget-zh');
    expect(problems).toEqual([]);
  }, 60_000);

  test('speech into the microphone is recognised, answered aloud and kept as a recording', async () => {
    const shop = await open(`${demo.url}/`);
    await shop.evaluate("window.Leadline.setLocale('en'); window.Leadline.open()");
    await shop.getByRole('button', { name: 'Talk to the assistant' }).click();
    await shop.getByRole('button', { name: 'Start talking' }).click();
    await log(shop)
      .getByText(/iphone/i)
      .first()
      .waitFor({ timeout: 40_000 });
    await shop.locator('leadline-widget .tone-speaking').waitFor({ timeout: 20_000 });
    await shot(shop, 'widget-voice');
    await shop.getByRole('button', { name: /end/i }).first().click();

    const { records: links } = await runLeadline(['console', '--data-dir', demo.dataDir]);
    const console_ = await open(String(links[0]?.url));
    await console_
      .getByRole('button', { name: /Play from/ })
      .first()
      .waitFor();
    expect(await console_.locator('.list-row').first().textContent()).not.toContain('Generated');
    expect(problems).toEqual([]);
  }, 120_000);

  test('a call joins the running demo, ends as a lead, and its recording plays from a line', async () => {
    const wavs = ['caller-1-buy-phone.wav', 'caller-5-delivery.wav'].map((name) => join(fixtures, name));
    const { code, records, stderr } = await runLeadline(['call', ...wavs, '--data-dir', demo.dataDir]);
    expect({ code, joined: stderr.includes(`Joined the server that runs at ${demo.url}`) }).toEqual({
      code: 0,
      joined: true,
    });
    const turns = records.filter((record) => 'transcript' in record);
    expect(turns).toHaveLength(2);
    expect(turns[0]).toMatchObject({ intent: 'buy_phone', slots: { product: 'iphone-15' } });
    expect(turns[1]).toMatchObject({
      intent: 'delivery_time',
      reply: expect.stringContaining('islands'),
    });
    for (const turn of turns) {
      expect(turn.isCut).toBe(false);
      expect(turn.responseMs).toBeGreaterThan(0);
    }
    const end = records.at(-1) as { recording: string; lead: { channel: string; score: { kind: string } } };
    expect(end.lead).toMatchObject({ channel: 'phone', score: { kind: 'scored' } });
    expect(readFileSync(end.recording).subarray(0, 4).toString()).toBe('RIFF');

    const { records: links } = await runLeadline(['console', '--data-dir', demo.dataDir]);
    const console_ = await open(String(links[0]?.url));
    await console_
      .getByRole('button', { name: /Play from/ })
      .nth(1)
      .click();
    await expect(
      console_.waitForFunction('document.querySelector("audio").currentTime > 0.5').then(() => 'playing'),
    ).resolves.toBe('playing');
    await shot(console_, 'console-call');
    expect(problems).toEqual([]);
  }, 180_000);
});
