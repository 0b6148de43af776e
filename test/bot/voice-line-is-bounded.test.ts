import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { VoiceGateway, VoiceLine } from '../../bot/channels/web/index.js';
import { Fault, systemIds } from '../../protocol/index.js';
import { once, openServer, type ServerBench } from './server-bench.js';

const lines: VoiceLine[] = [];
const frames: Uint8Array[] = [];
const marks: [string, number][] = [];
const gateway: VoiceGateway = {
  async start(line, request) {
    if (request.locale === 'zh') throw new Fault('speech.no-engine', 'No engine for Chinese is installed.');
    lines.push(line);
    line.onAudio((frame) => frames.push(frame.slice()) > 0);
    line.onMark((mark, playedMs) => marks.push([mark, playedMs]));
    return { sampleRateHz: request.sampleRateHz };
  },
};

let bench: ServerBench;
beforeAll(async () => {
  bench = await openServer({ createVoiceGateway: () => gateway });
});
afterAll(() => bench.close());

const start = { sampleRateHz: 16000, locale: 'en', hasRecordingConsent: true };

async function dial() {
  const visit = await bench.openVisit();
  const socket = bench.connect(visit.token);
  await once(socket, 'connect');
  return { visit, socket };
}

/** Resolves when the server has handled everything sent before. */
const settle = (socket: ReturnType<ServerBench['connect']>) => socket.emitWithAck('sync', { since: 0 });

describe('a voice line', () => {
  it('carries frames, marks, updates and bot audio of its own conversation', async () => {
    const { visit, socket } = await dial();
    expect(await socket.emitWithAck('voice.start', start)).toEqual({ ok: true, sampleRateHz: 16000 });
    const line = lines.at(-1)!;
    expect(line.conversationId).toBe(visit.conversationId);
    const frame = Uint8Array.from({ length: 640 }, (_, at) => at % 256);
    socket.emit('voice.audio', frame);
    socket.emit('voice.mark', { mark: 'sentence-1', playedMs: 120 });
    await settle(socket);
    expect(frames.at(-1)).toEqual(frame);
    expect(marks).toEqual([['sentence-1', 120]]);
    const update = once(socket, 'voice.update');
    const audio = once<Uint8Array>(socket, 'voice.audio');
    line.update({ kind: 'state', state: 'speaking' });
    expect(line.send(frame)).toBe(true);
    expect(await update).toEqual({ kind: 'state', state: 'speaking' });
    expect(new Uint8Array(await audio)).toEqual(frame);
  });

  it('drops what is no frame or comes too fast, counts it, and the chat goes on', async () => {
    const { socket } = await dial();
    socket.emit('voice.audio', new Uint8Array(640));
    await settle(socket);
    const before = frames.length;
    await socket.emitWithAck('voice.start', start);
    for (const rubbish of ['text', 7, null, {}, new Uint8Array(0), new Uint8Array(20_000)]) {
      socket.emit('voice.audio', rubbish);
    }
    await settle(socket);
    expect(frames.length).toBe(before);
    for (let at = 0; at < 1000; at++) socket.emit('voice.audio', new Uint8Array(640));
    await settle(socket);
    const taken = frames.length - before;
    expect(taken).toBeGreaterThanOrEqual(150);
    expect(taken).toBeLessThan(700);
    const metrics = await (await fetch(`${bench.server.url}/metrics`)).text();
    expect(metrics).toContain(`leadline_dropped_total{queue="microphone"} ${6 + 1000 - taken}`);
    const ack = await socket.emitWithAck('turn', { turnId: systemIds.next(), text: 'still typing' });
    expect(ack).toMatchObject({ ok: true });
  });

  it('ends with the hang-up, with a new start and with the connection', async () => {
    const { socket } = await dial();
    await socket.emitWithAck('voice.start', start);
    const first = lines.at(-1)!;
    await socket.emitWithAck('voice.start', start);
    expect(first.signal.aborted).toBe(true);
    const second = lines.at(-1)!;
    expect(second.signal.aborted).toBe(false);
    socket.emit('voice.stop');
    await settle(socket);
    expect(second.signal.aborted).toBe(true);
    await socket.emitWithAck('voice.start', start);
    const third = lines.at(-1)!;
    const ended = new Promise((resolve) => third.signal.addEventListener('abort', resolve));
    socket.close();
    await ended;
    expect(third.signal.reason).toBe('connection lost');
  });

  it('answers a language without an engine with its Fault', async () => {
    const { socket } = await dial();
    const ack = await socket.emitWithAck('voice.start', { ...start, locale: 'zh' });
    expect(ack).toMatchObject({ ok: false, fault: { code: 'speech.no-engine' } });
  });
});
