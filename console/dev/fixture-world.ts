/** The whole world of the development server: conversations, rows, models and figures, all fixture data and labelled so. */
import {
  type ConsoleSession,
  type ConversationDetail,
  type ConversationRow,
  LEAD_CLASSES,
  type ModelSummary,
  type Overview,
  type ScoredLead,
  seededRandom,
  shownClass,
} from '../../protocol/index.js';
import { EventLog } from './event-log.js';
import { FIXTURE_RATE_HZ, type FixtureRecording, makeRecording } from './fixture-audio.js';
import { CALL_MS, chineseChat, phoneCall } from './fixture-conversations.js';
import { bareLead, callLead, chatLead } from './fixture-leads.js';

export interface FixtureWorld {
  readonly session: ConsoleSession;
  readonly details: ReadonlyMap<string, ConversationDetail>;
  readonly rows: readonly ConversationRow[];
  readonly models: readonly ModelSummary[];
  readonly overview: Overview;
  readonly recording: FixtureRecording;
}

const SEED = 20251124;
const MINUTE = 60_000;
const RECORDING_ID = 'fixture-recording';

const NAMES = [
  ['Ana Souza', 'Norte Foods', 'Asked for the bulk price list'],
  ['Tom Becker', 'Becker Werkzeuge', 'Will decide after the trial'],
  ['Priya Nair', 'Nimbus Labs', 'Compared Galaxy S24 and Pixel 8'],
  ['王芳', '青禾教育', '问是否支持分期付款'],
  ['Omar Haddad', '', 'Wants a call back on Thursday'],
  ['Grace Lin', 'Lin & Co', 'Only browsing for now'],
  ['Jonas Vik', 'Fjordline', 'Asked about repair times'],
  ['Sara Cohen', 'Cohen Retail', 'Fibre 500 for a new shop in Leeds before the end of the month'],
  ['陈静', '', '宽带两天没网了，要求赔偿'],
  ['', '', 'Where is my order 48213?'],
] as const;

const SEGMENTS = [
  { en: 'Bulk buyers', zh: '批量采购' },
  { en: 'Careful comparers', zh: '谨慎比较' },
  { en: 'Existing customers', zh: '老客户' },
];
const CHANNELS = ['web', 'phone', 'voice-web', 'web'] as const;

export function makeWorld(nowMs: number, rowCount = 128): FixtureWorld {
  const call = phoneCall(nowMs);
  const chat = chineseChat(nowMs);
  const bare = bareChat(nowMs);
  const recording = makeRecording(call.spans, CALL_MS, SEED);
  const details = [
    detailOf(call, callLead(call), recording),
    detailOf(chat, chatLead(chat)),
    detailOf(bare, bareLead(bare)),
  ];
  const rows = [...details.map((detail) => detail.row), ...makeRows(nowMs, rowCount - details.length)];
  return {
    session: {
      brand: { en: 'Aurora Mobile (fixture)', zh: '极光手机（样例）' },
      flowTitles: { buy_phone: { en: 'order a phone', zh: '买手机' } },
      locales: ['en', 'zh'],
      timeZone: 'Europe/London',
      currency: 'GBP',
      speechLocales: ['en'],
    },
    details: new Map(details.map((detail) => [detail.row.conversationId, detail])),
    rows: rows.sort((a, b) => b.lastActiveMs - a.lastActiveMs),
    models: makeModels(nowMs),
    overview: overviewOf(rows),
    recording,
  };
}

function bareChat(nowMs: number): EventLog {
  const log = new EventLog('fixture-bare', nowMs - 50 * MINUTE);
  log.add(0, {
    kind: 'conversation.started',
    data: { channel: 'web', locale: 'en', pack: 'aurora', isGenerated: true },
  });
  log.caller({ text: 'hello?', atMs: 1500, intent: 'out_of_scope', confidence: 0.38 });
  log.reply({
    text: 'Hello. I can help with phones, plans and broadband. What are you looking for?',
    key: 'greeting',
    why: 'Nothing of the pack fits well enough, so the greeting asks what is wanted.',
    atMs: 1800,
    choices: ['Buy a phone', 'My broadband', 'Talk to a person'],
  });
  return log;
}

function detailOf(log: EventLog, lead: ScoredLead, recording?: FixtureRecording): ConversationDetail {
  const { score } = lead;
  const row: ConversationRow = {
    conversationId: log.conversationId,
    contactName: lead.contact.name ?? '',
    channel: lead.channel,
    locale: lead.locale,
    startedMs: log.startedMs,
    lastActiveMs: lead.lastActiveMs,
    headline: lead.headline,
    isGenerated: lead.isGenerated,
    leadClass: shownClass(lead.classification),
    ...(lead.contact.company ? { company: lead.contact.company } : {}),
    ...(lead.segment ? { segmentName: lead.segment.name } : {}),
    ...(score.kind === 'scored'
      ? { scorePercent: Math.round(score.value * 100), readiness: score.readiness }
      : {}),
  };
  const info = recording && {
    recordingId: RECORDING_ID,
    url: `/api/v1/recordings/${RECORDING_ID}`,
    durationMs: CALL_MS,
    sampleRateHz: FIXTURE_RATE_HZ,
    channels: 2 as const,
    peaks: recording.peaks,
  };
  return { row, lead, events: log.events, ...(info ? { recording: info } : {}) };
}

function makeRows(nowMs: number, count: number): ConversationRow[] {
  const random = seededRandom(SEED);
  let atMs = nowMs - 12 * MINUTE;
  return Array.from({ length: count }, (_, index) => {
    const [contactName, company, headline] = random.pick(NAMES);
    atMs -= Math.round(random.next() * 90) * MINUTE;
    const scorePercent = Math.round(5 + random.next() * 85);
    const isScored = random.next() > 0.1;
    return {
      conversationId: `fixture-row-${index}`,
      contactName,
      channel: random.pick(CHANNELS),
      locale: /\p{Script=Han}/u.test(headline) ? 'zh' : 'en',
      startedMs: atMs - 3 * MINUTE,
      lastActiveMs: atMs,
      headline: { [/\p{Script=Han}/u.test(headline) ? 'zh' : 'en']: headline },
      isGenerated: true,
      leadClass: random.next() < 0.5 ? 'sales' : random.pick(LEAD_CLASSES),
      segmentName: random.pick(SEGMENTS),
      ...(company ? { company } : {}),
      ...(isScored ? { scorePercent, readiness: readinessOf(scorePercent) } : {}),
    };
  });
}

function readinessOf(percent: number): 'ready' | 'look' | 'not-yet' {
  if (percent >= 66) return 'ready';
  return percent >= 52 ? 'look' : 'not-yet';
}

function tally(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

function overviewOf(rows: readonly ConversationRow[]): Overview {
  return {
    conversations: rows.length,
    leads: rows.filter((row) => row.leadClass !== undefined).length,
    generated: rows.filter((row) => row.isGenerated).length,
    byChannel: tally(rows.map((row) => row.channel)),
    byClass: tally(rows.flatMap((row) => row.leadClass ?? [])),
    bySegment: SEGMENTS.map((name, index) => ({
      name,
      traits: [
        [
          { en: 'asks for more than five', zh: '一次要五台以上' },
          { en: 'names a date', zh: '说出日期' },
        ],
        [{ en: 'names a budget', zh: '说出预算' }],
        [{ en: 'gives an order number', zh: '提供订单号' }],
      ][index]!,
      size: rows.filter((row) => row.segmentName?.en === name.en).length,
    })),
    readiness: tally(rows.flatMap((row) => row.readiness ?? [])),
    responseMs: { p50: 742, p95: 1168, count: 214 },
  };
}

function makeModels(nowMs: number): ModelSummary[] {
  const shared = { trainedMs: nowMs - 600 * MINUTE, seed: 7, isTrainedOnGenerated: true, pictures: [] };
  const hash = (letter: string) => letter.repeat(64);
  return [
    {
      ...shared,
      name: 'lead-score',
      version: 'score-2025.11.24',
      task: 'score',
      rows: 384,
      metrics: [
        { name: 'auc', value: 0.781, low: 0.702, high: 0.853 },
        { name: 'brier', value: 0.164, low: 0.139, high: 0.19 },
        { name: 'ece', value: 0.041 },
        { name: 'lift10', value: 2.4, low: 1.8, high: 3.1 },
      ],
      sha256: hash('a'),
    },
    {
      ...shared,
      name: 'lead-class',
      version: 'class-2025.11.24',
      task: 'classify',
      rows: 384,
      metrics: [{ name: 'accuracy', value: 0.913, low: 0.874, high: 0.945 }],
      sha256: hash('b'),
    },
    {
      ...shared,
      name: 'segments',
      version: 'segment-2025.11.24',
      task: 'segment',
      rows: 384,
      metrics: [],
      sha256: hash('c'),
    },
    {
      ...shared,
      name: 'intents',
      version: 'intents-2025.11.24',
      task: 'intents',
      rows: 2140,
      isTrainedOnGenerated: false,
      metrics: [
        { name: 'accuracy', value: 0.957, low: 0.941, high: 0.97 },
        { name: 'oosRecall', value: 0.712, low: 0.66, high: 0.761 },
        { name: 'medianMs', value: 0.21 },
        { name: 'modelBytes', value: 1_430_212 },
      ],
      sha256: hash('d'),
    },
  ];
}
