/** Promise: the microphone button holds a spoken conversation in a real browser: consent first, exact frames, marks, barge-in, mute and end. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { describeWithPeer } from '../peers.js';
import {
  bubbles,
  buildWidget,
  openPage,
  openWidget,
  startChromium,
  type WatchedPage,
} from './support/browser-page.js';
import { type ScriptedServer, startScriptedServer } from './support/scripted-server.js';

/** Three seconds of a swelling tone as a mono 16 kHz WAV: the fake microphone's voice. */
function toneWav(): Buffer {
  const samples = new Int16Array(48_000);
  samples.forEach((_, index) => {
    const swell = 0.55 + 0.45 * Math.sin((2 * Math.PI * 2 * index) / 16_000);
    samples[index] = Math.round(12_000 * swell * Math.sin((2 * Math.PI * 300 * index) / 16_000));
  });
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(16_000, 24);
  header.writeUInt32LE(32_000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer)]);
}

const part = (page: Page, selector: string) => page.locator(`leadline-widget ${selector}`);

async function startCall({ page }: WatchedPage): Promise<void> {
  await openWidget(page);
  await page.getByText('What are you looking for today?').waitFor();
  await page.getByRole('button', { name: 'Talk to the assistant' }).click();
  await page.getByText('You are talking to an AI. This is recorded.').waitFor();
  await page.getByRole('button', { name: 'Start talking' }).click();
}

describeWithPeer('chromium', 'voice in Chromium', () => {
  let built: Awaited<ReturnType<typeof buildWidget>>;
  let browser: Browser;
  let server: ScriptedServer;

  beforeAll(async () => {
    built = await buildWidget();
    const wav = join(built.webRoot, 'tone.wav');
    writeFileSync(wav, toneWav());
    server = await startScriptedServer({ webRoot: built.webRoot });
    browser = await startChromium(wav);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    built?.remove();
  });

  test('no microphone and no call before consent; then frames, a reply, its mark, mute and end', async () => {
    const watched = await openPage(browser, server.url, { permissions: ['microphone'] });
    const { page, violations, errors } = watched;
    const record = server.voice;
    await openWidget(page);
    await page.getByText('What are you looking for today?').waitFor();
    await page.getByRole('button', { name: 'Talk to the assistant' }).click();
    await page.getByRole('button', { name: 'Not now' }).click();
    expect(record.starts).toEqual([]);
    await page.keyboard.press('Escape');
    await startCall(watched);
    await part(page, '.tone-listening').waitFor();
    await part(page, '.caption').filter({ hasText: 'and we need' }).waitFor({ timeout: 15_000 });
    await part(page, '.tone-speaking').waitFor({ timeout: 15_000 });
    await part(page, '.tone-listening').waitFor({ timeout: 15_000 });
    expect(record.starts).toEqual([{ sampleRateHz: 16_000, locale: 'en', hasRecordingConsent: true }]);
    expect({ bad: record.badFrames, enough: record.frames > 100, loud: record.loudest > 0.02 }).toEqual({
      bad: 0,
      enough: true,
      loud: true,
    });
    expect(record.marks.map(({ mark }) => mark)).toEqual(['s1']);
    expect(Math.abs(record.marks[0]!.playedMs - 2000)).toBeLessThan(60);
    expect(await bubbles(page, 'visitor')).toEqual(['and we need them before December']);
    await page.getByRole('button', { name: 'Mute', exact: true }).click();
    await part(page, '.tone-muted').waitFor();
    await page.keyboard.press('Escape');
    expect(await part(page, '.voice-end').count()).toBe(1);
    await page.getByRole('button', { name: 'End', exact: true }).click();
    await part(page, 'textarea').waitFor();
    expect(record.stops).toBe(1);
    expect({ violations: await violations(), errors }).toEqual({ violations: [], errors: [] });
    await page.context().close();
  }, 90_000);

  test('a clear in the middle of bot speech stops it and reports how much was heard', async () => {
    server.voice.bargeIn = 'clear';
    server.voice.marks.length = 0;
    const watched = await openPage(browser, server.url, { permissions: ['microphone'] });
    await startCall(watched);
    await part(watched.page, '.tone-speaking').waitFor({ timeout: 15_000 });
    await part(watched.page, '.tone-listening').waitFor({ timeout: 15_000 });
    const [cleared] = server.voice.marks;
    expect(cleared?.mark).toBe('cleared');
    expect(cleared!.playedMs).toBeGreaterThan(300);
    expect(cleared!.playedMs).toBeLessThan(1500);
    expect(server.voice.marks).toHaveLength(1);
    await watched.page.context().close();
  }, 60_000);

  test('pause and resume lose nothing: the whole speech is heard and its mark comes last', async () => {
    server.voice.bargeIn = 'pause-resume';
    server.voice.marks.length = 0;
    const watched = await openPage(browser, server.url, { permissions: ['microphone'] });
    await startCall(watched);
    await part(watched.page, '.tone-speaking').waitFor({ timeout: 15_000 });
    await part(watched.page, '.tone-listening').waitFor({ timeout: 15_000 });
    const [paused, end] = server.voice.marks;
    expect([paused?.mark, end?.mark]).toEqual(['paused', 's1']);
    expect(paused!.playedMs).toBeLessThan(1500);
    expect(Math.abs(end!.playedMs - 2000)).toBeLessThan(60);
    await watched.page.context().close();
  }, 60_000);

  test('a cut during the call shows Reconnecting and the call goes on', async () => {
    server.voice.bargeIn = 'none';
    const starts = server.voice.starts.length;
    const watched = await openPage(browser, server.url, { permissions: ['microphone'] });
    await startCall(watched);
    await part(watched.page, '.tone-listening').waitFor();
    server.cut();
    await part(watched.page, '.tone-reconnecting').waitFor();
    await part(watched.page, '.tone-speaking').waitFor({ timeout: 20_000 });
    expect(server.voice.starts.length).toBe(starts + 2);
    await watched.page.context().close();
  }, 60_000);

  test('in a language without speech the button says so, and text stays', async () => {
    const { page } = await openPage(browser, server.url, { locale: 'zh-CN', permissions: ['microphone'] });
    const starts = server.voice.starts.length;
    await openWidget(page);
    await page.getByText('今天想看点什么').waitFor();
    await part(page, '.mic').click();
    await part(page, '.problem').filter({ hasText: '请改用文字' }).waitFor();
    expect(await part(page, 'textarea').isEnabled()).toBe(true);
    expect(server.voice.starts.length).toBe(starts);
    await page.context().close();
  }, 60_000);
});

describeWithPeer('chromium', 'a blocked microphone in Chromium', () => {
  test('says how to allow it and keeps text chat open', async () => {
    const built = await buildWidget();
    const server = await startScriptedServer({ webRoot: built.webRoot });
    const browser = await startChromium();
    try {
      const { page } = await openPage(browser, server.url);
      await page.evaluate(
        `navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))`,
      );
      await openWidget(page);
      await page.getByText('What are you looking for today?').waitFor();
      await page.getByRole('button', { name: 'Talk to the assistant' }).click();
      await page.getByRole('button', { name: 'Start talking' }).click();
      await page.getByText('The microphone is blocked.').waitFor();
      expect(await part(page, 'textarea').isEnabled()).toBe(true);
      expect(server.voice.starts).toEqual([]);
    } finally {
      await browser.close();
      await server.close();
      built.remove();
    }
  }, 90_000);
});
