/** The leads of the fixture conversations: one ready, one that needs a look, one with too little to score. */
import {
  type Classification,
  DEFAULT_WORKSPACE,
  type Evidence,
  type LeadScore,
  type ScoredLead,
  type ScoreReason,
  toContactId,
  toConversationId,
  toLeadId,
  toSegmentId,
  toTurnId,
} from '../../protocol/index.js';
import type { EventLog } from './event-log.js';

const SCORE_VERSION = 'score-2025.11.24';

function evidence(log: EventLog, turn: number, offsetMs?: number): Evidence {
  return {
    conversationId: toConversationId(log.conversationId),
    turnId: toTurnId(`${log.conversationId}-t${turn}`),
    ...(offsetMs === undefined ? {} : { offsetMs }),
  };
}

function reason(
  [feature, en, zh]: readonly [string, string, string],
  contribution: number,
  from?: Evidence,
): ScoreReason {
  return {
    feature,
    contribution,
    text: { en, zh },
    source: from ? 'conversation' : 'history',
    ...(from ? { evidence: from } : {}),
  };
}

function frame(log: EventLog, label: Classification['label'], confidence: number) {
  return {
    leadId: toLeadId(`${log.conversationId}-lead`),
    workspaceId: DEFAULT_WORKSPACE,
    contactId: toContactId(`${log.conversationId}-contact`),
    conversationId: toConversationId(log.conversationId),
    startedMs: log.startedMs,
    lastActiveMs: log.events.at(-1)?.atMs ?? log.startedMs,
    lastSequence: log.events.length,
    updatedMs: log.events.at(-1)?.atMs ?? log.startedMs,
    classification: {
      isCertain: confidence >= 0.5,
      label,
      confidence,
      alternatives: [
        { label, confidence },
        { label: 'service' as const, confidence: (1 - confidence) * 0.4 },
      ],
      modelVersion: 'class-2025.11.24',
    },
  };
}

function scored(parts: {
  readonly base: number;
  readonly low: number;
  readonly high: number;
  readonly reasons: readonly ScoreReason[];
  readonly readiness: 'ready' | 'look' | 'not-yet';
}): LeadScore {
  return {
    kind: 'scored',
    value: parts.reasons.reduce((sum, entry) => sum + entry.contribution, parts.base),
    goal: 'purchase',
    windowDays: 30,
    salesLine: 0.6,
    modelVersion: SCORE_VERSION,
    coverage: 0.89,
    trainedOnConversions: 96,
    isTrainedOnGenerated: true,
    ...parts,
  };
}

function callScore(log: EventLog): LeadScore {
  return scored({
    base: 0.471,
    low: 0.637,
    high: 0.794,
    readiness: 'ready',
    reasons: [
      reason(['quantity', 'Clear need: 40 handsets', '需求明确：40 台'], 0.1764, evidence(log, 1, 9200)),
      reason(['deadline', 'Deadline within ten days', '十天内要货'], 0.1385, evidence(log, 2, 26_400)),
      reason(['authority', 'Someone else signs off', '需要他人批准'], -0.0911, evidence(log, 4, 49_400)),
      reason(['invoice', 'Asked how to be invoiced', '询问如何开票'], 0.0592, evidence(log, 3, 41_200)),
      reason(['history', 'No earlier contact', '以前没有联系过'], -0.0387),
      reason(['phone', 'Left a phone number', '留下了电话'], 0.0134, evidence(log, 4, 54_000)),
      reason(['length', 'Call longer than a minute', '通话超过一分钟'], 0.0049),
      reason(['hour', 'Called in business hours', '在营业时间来电'], -0.0034),
    ],
  });
}

export function callLead(log: EventLog): ScoredLead {
  return {
    ...frame(log, 'sales', 0.94),
    channel: 'phone',
    locale: 'en',
    isGenerated: true,
    contact: { name: 'Wei Zhang', phone: '+442079460958', company: 'Brightway Logistics' },
    heard: [
      { name: 'quantity', value: '40', surface: 'forty', evidence: evidence(log, 1, 9200) },
      {
        name: 'product',
        value: 'galaxy-a55',
        surface: 'Galaxy A55',
        label: { en: 'Galaxy A55', zh: 'Galaxy A55' },
        evidence: evidence(log, 2, 23_100),
      },
      {
        name: 'color',
        value: 'navy',
        surface: 'navy',
        label: { en: 'navy', zh: '深蓝' },
        evidence: evidence(log, 2, 23_100),
      },
      { name: 'date', value: '2025-12-01', surface: 'first of December', evidence: evidence(log, 2, 26_400) },
    ],
    cleaning: [
      {
        field: 'phone',
        kind: 'changed',
        before: '020 7946 0958',
        after: '+442079460958',
        why: 'UK number in E.164',
      },
      {
        field: 'name',
        kind: 'flagged',
        before: 'Wei Zhang',
        after: 'Wei Zhang',
        why: 'taken from the caller list',
      },
    ],
    wishes: [
      {
        purpose: 'request_quote',
        stage: 'open',
        text: { en: 'Wants a quote for 40 × Galaxy A55', zh: '想要 40 台Galaxy A55的报价' },
        evidence: evidence(log, 1, 9200),
      },
      {
        purpose: 'ask_price',
        stage: 'asked',
        text: { en: 'Asked for the price of Galaxy A55', zh: '询问Galaxy A55的价格' },
        evidence: evidence(log, 2, 23_100),
      },
    ],
    headline: { en: 'Wants a quote for 40 × Galaxy A55', zh: '想要 40 台Galaxy A55的报价' },
    segment: {
      segmentId: toSegmentId('bulk'),
      name: { en: 'Bulk buyers', zh: '批量采购' },
      traits: [
        { en: 'asks for more than five', zh: '一次要五台以上' },
        { en: 'names a date', zh: '说出日期' },
      ],
      shown: [{ en: 'names a date', zh: '说出日期' }],
      modelVersion: 'segment-2025.11.24',
    },
    score: callScore(log),
  };
}

export function chatLead(log: EventLog): ScoredLead {
  return {
    ...frame(log, 'sales', 0.87),
    channel: 'web',
    locale: 'zh',
    isGenerated: false,
    contact: { name: '李明', company: '华星科技', email: 'li.ming@example.com' },
    heard: [
      {
        name: 'product',
        value: 'phone',
        surface: '手机',
        label: { en: 'phone', zh: '手机' },
        evidence: evidence(log, 1),
      },
      { name: 'budget', value: '3000', surface: '三千左右', evidence: evidence(log, 1) },
    ],
    cleaning: [],
    wishes: [],
    headline: { zh: '想买手机，预算三千左右，看重拍照' },
    segment: {
      segmentId: toSegmentId('careful'),
      name: { en: 'Careful comparers', zh: '谨慎比较' },
      traits: [{ en: 'names a budget', zh: '说出预算' }],
      shown: [{ en: 'names a budget', zh: '说出预算' }],
      modelVersion: 'segment-2025.11.24',
    },
    score: scored({
      base: 0.471,
      low: 0.42,
      high: 0.66,
      readiness: 'look',
      reasons: [
        reason(['budget', 'Named a budget', '说出预算'], 0.1021, evidence(log, 1)),
        reason(['return', 'Came back the next day', '第二天回来'], 0.0488, evidence(log, 3)),
        reason(['phone', 'Left no phone number', '没有留电话'], -0.0776),
      ],
    }),
  };
}

export function bareLead(log: EventLog): ScoredLead {
  return {
    ...frame(log, 'other', 0.41),
    channel: 'web',
    locale: 'en',
    isGenerated: true,
    contact: {},
    heard: [],
    cleaning: [],
    wishes: [],
    headline: { en: 'hello?' },
    score: {
      kind: 'insufficient',
      why: {
        en: 'The visitor has said one line and answered no question.',
        zh: '访客只说了一句话，没有回答任何问题。',
      },
    },
  };
}
