import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Conversation } from '../../bot/store/index.js';
import {
  type ConversationDetail,
  type ConversationEvent,
  type ConversationRow,
  DEFAULT_WORKSPACE,
  type Overview,
  type Page,
  type ScoredLead,
  systemIds,
  toLeadId,
  toRecordingId,
  toSegmentId,
} from '../../protocol/index.js';
import { textTurn } from './runtime-bench.js';
import { once, openServer, type ServerBench } from './server-bench.js';

let bench: ServerBench;
let cookie: string;
beforeAll(async () => {
  bench = await openServer();
  cookie = await bench.logIn();
});
afterAll(() => bench.close());

async function read<Body>(path: string): Promise<Body> {
  const response = await fetch(`${bench.server.url}/api/v1/${path}`, { headers: { cookie } });
  return (await response.json()) as Body;
}

async function talk(text: string): Promise<ConversationDetail['row']['conversationId']> {
  const { conversation } = await bench.server.runtime.openConversation({
    workspaceId: DEFAULT_WORKSPACE,
    channel: text.includes('call') ? 'phone' : 'web',
  });
  await bench.server.runtime.exchange(textTurn(conversation.conversationId, text));
  await bench.server.store.leads.save(
    leadOf(conversation, text),
    { profile: '{}', lastSequence: conversation.lastSequence },
    0,
  );
  return conversation.conversationId;
}

function leadOf(conversation: Conversation, text: string): ScoredLead {
  return {
    ...conversation,
    leadId: toLeadId(systemIds.next()),
    contact: { name: 'Ada Lovelace' },
    heard: [],
    cleaning: [],
    classification: {
      isCertain: true,
      label: text.includes('broken') ? 'complaint' : 'sales',
      confidence: 0.9,
      alternatives: [],
      modelVersion: '1',
    },
    score: {
      kind: 'scored',
      value: 0.625,
      low: 0.5,
      high: 0.7,
      base: 0.25,
      reasons: [],
      goal: 'purchase',
      windowDays: 30,
      salesLine: 0.6,
      readiness: 'ready',
      modelVersion: '1',
      trainedOnConversions: 10,
      isTrainedOnGenerated: true,
    },
    segment: {
      segmentId: toSegmentId('a'),
      name: { en: 'Upgraders' },
      traits: [{ en: 'ask about phones' }],
      shown: [],
      modelVersion: '1',
    },
    wishes: [],
    headline: { en: text },
    lastSequence: 4,
    updatedMs: 1,
  };
}

/** A second of stereo PCM16: the caller loud in its first half, the assistant in its second. */
function stereoWav(sampleRateHz = 8000): Buffer {
  const header = Buffer.alloc(44);
  const bytes = sampleRateHz * 4;
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + bytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(2, 22);
  header.writeUInt32LE(sampleRateHz, 24);
  header.writeUInt32LE(sampleRateHz * 4, 28);
  header.writeUInt16LE(4, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(bytes, 40);
  const samples = Buffer.alloc(bytes);
  for (let frame = 0; frame < sampleRateHz; frame++) {
    const isFirstHalf = frame < sampleRateHz / 2;
    samples.writeInt16LE(isFirstHalf ? 16384 : 0, frame * 4);
    samples.writeInt16LE(isFirstHalf ? 0 : -8192, frame * 4 + 2);
  }
  return Buffer.concat([header, samples]);
}

describe('the console', () => {
  it('pages through all conversations, newest first, none twice and none missing', async () => {
    const ids: string[] = [];
    for (let at = 0; at < 7; at++) ids.push(await talk(`wants phone ${at}`));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page: Page<ConversationRow> = await read(
        `conversations?limit=3${cursor === undefined ? '' : `&cursor=${cursor}`}`,
      );
      expect(page.total).toBe(7);
      seen.push(...page.items.map((row) => row.conversationId));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(seen).toEqual([...ids].reverse());
    const broken = await fetch(`${bench.server.url}/api/v1/conversations?cursor=zzz`, {
      headers: { cookie },
    });
    expect(broken.status).toBe(400);
  });

  it('finds by words said, by lead, by channel and by class', async () => {
    const complaint = await talk('my phone is broken 100% 手机坏了');
    const call = await talk('please call me');
    const found = async (query: string) =>
      (await read<Page<ConversationRow>>(`conversations?${query}`)).items.map((row) => row.conversationId);
    expect(await found('query=BROKEN')).toEqual([complaint]);
    expect(await found(`query=${encodeURIComponent('手机')}`)).toEqual([complaint]);
    expect(await found('query=100%25')).toEqual([complaint]);
    expect(await found('query=0%25%25')).toEqual([]);
    expect(await found('query=lovelace&class=complaint')).toEqual([complaint]);
    expect(await found('channel=phone')).toEqual([call]);
    expect(await found('query=nobody-said-this')).toEqual([]);
  });

  it('shows a lead, its row and the numbers', async () => {
    const id = await talk('wants a tablet');
    const detail = await read<ConversationDetail>(`conversations/${id}`);
    expect(detail.row).toMatchObject({
      contactName: 'Ada Lovelace',
      scorePercent: 63,
      readiness: 'ready',
      leadClass: 'sales',
    });
    expect(detail.events.map((event: ConversationEvent) => event.sequence)).toEqual([1, 2, 3, 4]);
    expect(await read(`leads/${detail.lead!.leadId}`)).toEqual(detail.lead);
    expect((await read<Page<ScoredLead>>('leads?limit=1')).items).toEqual([detail.lead]);
    const overview = await read<Overview>('overview');
    expect(overview).toMatchObject({
      conversations: 10,
      leads: 10,
      byChannel: { web: 9, phone: 1 },
      generated: 0,
    });
    expect(overview.bySegment).toEqual([
      { name: { en: 'Upgraders' }, traits: [{ en: 'ask about phones' }], size: 10 },
    ]);
    expect(await read('leads/none')).toMatchObject({ code: 'leads.not-found' });
    expect(await read('conversations/none')).toMatchObject({ code: 'conversation.not-found' });
  });

  it('plays a recording in ranges, with the peaks of both channels', async () => {
    const { store } = bench.server;
    const { conversation } = await bench.server.runtime.openConversation({
      workspaceId: DEFAULT_WORKSPACE,
      channel: 'phone',
    });
    const path = join(store.recordings.folder, 'a', 'call.wav');
    mkdirSync(dirname(path), { recursive: true });
    const wav = stereoWav();
    writeFileSync(path, wav);
    await store.recordings.add({ ...conversation, recordingId: toRecordingId(systemIds.next()), path });
    const { recording } = await read<ConversationDetail>(`conversations/${conversation.conversationId}`);
    expect(recording).toMatchObject({ durationMs: 1000, sampleRateHz: 8000, channels: 2 });
    const { caller, assistant } = recording!.peaks;
    expect([caller[0], caller.at(-1), assistant[0], assistant.at(-1)]).toEqual([0.5, 0, 0, 0.25]);
    const range = (value: string) =>
      fetch(bench.server.url + recording!.url, { headers: { cookie, range: value } });
    const part = await range('bytes=44-47');
    expect(part.status).toBe(206);
    expect(part.headers.get('content-type')).toMatch(/audio\/(x-)?wav/);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(wav.subarray(44, 48));
    expect((await range('bytes=99999999-')).status).toBe(416);
    const outside = {
      ...conversation,
      recordingId: toRecordingId(systemIds.next()),
      path: join(bench.folder, 'x.wav'),
    };
    await expect(store.recordings.add(outside)).rejects.toMatchObject({ code: 'input.invalid' });
  });

  it('hears what changes, live', async () => {
    const socket = bench.connect('', '/console', cookie);
    await once(socket, 'connect');
    const { conversation } = await bench.server.runtime.openConversation({
      workspaceId: DEFAULT_WORKSPACE,
      channel: 'web',
    });
    socket.emit('watch', conversation.conversationId);
    await read('session');
    const event = once<ConversationEvent>(socket, 'conversation.event');
    const row = once<ConversationRow>(socket, 'conversation.changed');
    await bench.server.runtime.exchange(textTurn(conversation.conversationId, 'live'));
    expect(await event).toMatchObject({ kind: 'turn.received', personal: { text: 'live' } });
    expect(await row).toMatchObject({ conversationId: conversation.conversationId });
  });
});
