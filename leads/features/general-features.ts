/**
 * The features that every business has, with their wording. A data table read by lead-feature.ts.
 */
import type { LocalizedText } from '../../protocol/index.js';
import type { ContactSlot } from '../lead-pack.js';
import type { ConversationProfile } from '../profile/conversation-profile.js';
import { findContactSlot } from '../profile/raw-lead.js';
import type { LeadFeature } from './lead-feature.js';

const words = (en: string, zh: string): LocalizedText => ({ en, zh });

function contactFeature(field: ContactSlot, what: LocalizedText, label?: LocalizedText): LeadFeature {
  const has = words(`Left ${what.en}`, `留下了${what.zh}`);
  const none = words(`Left no ${what.en?.replace(/^(?:a|an|their) /u, '')}`, `没有留下${what.zh}`);
  return {
    name: `has-${field}`,
    value: (profile, { pack }) => {
      // Who calls has left a number without saying it.
      const isShown = field === 'phone' && profile.callerNumber !== undefined;
      return isShown || findContactSlot(profile, pack, field) ? 1 : 0;
    },
    wording: { none, one: has },
    trait: { high: has, low: none },
    ...(label && { label }),
    moment: (profile, { pack }) => findContactSlot(profile, pack, field),
  };
}

function countFeature(
  name: string,
  count: (profile: ConversationProfile) => number,
  text: Pick<LeadFeature, 'wording' | 'trait' | 'label' | 'isMatterOfDegree'>,
): LeadFeature {
  return { name, value: count, ...text };
}

const flowsOf = (profile: ConversationProfile, kind: 'completed' | 'abandoned') =>
  profile.flows.filter((mark) => mark.kind === kind);

const minutesOf = (profile: ConversationProfile) =>
  Math.max(0, profile.lastActiveMs - profile.startedMs) / 60_000;

/** Different things they told us, contact data aside. */
function detailsOf(profile: ConversationProfile, contactSlots: readonly string[]): number {
  return new Set(profile.slots.flatMap((slot) => (contactSlots.includes(slot.name) ? [] : [slot.name]))).size;
}

export const GENERAL_FEATURES: readonly LeadFeature[] = [
  // How to reach somebody tells nothing of what they are after: it names no segment.
  contactFeature('phone', words('a phone number', '电话号码')),
  contactFeature('email', words('an e-mail address', '电子邮箱')),
  contactFeature('name', words('their name', '姓名')),
  contactFeature('company', words('a company name', '公司名称'), words('Companies', '企业客户')),
  {
    name: 'details',
    value: (profile, { pack }) => detailsOf(profile, Object.values(pack.contact)),
    wording: {
      none: words('Told us no details', '没有说明具体需求'),
      one: words('Told us one detail of what they want', '说明了一项具体需求'),
      many: words('Told us {count} details of what they want', '说明了 {count} 项具体需求'),
    },
    trait: { high: words('Say exactly what they want', '需求明确'), low: words('Stay vague', '需求不明确') },
    label: words('Clear needs', '需求明确'),
    isMatterOfDegree: true,
    moment: (profile) => profile.slots[0],
  },
  countFeature('turns', (profile) => profile.counts.visitorTurns, {
    wording: {
      none: words('Has said nothing yet', '还没有说话'),
      one: words('Wrote or spoke once', '只说了一次'),
      many: words('Wrote or spoke {times}', '一共说了 {count} 次'),
    },
    trait: { high: words('Long conversations', '对话较长'), low: words('Short conversations', '对话较短') },
    label: words('Talkative', '聊得多'),
    isMatterOfDegree: true,
  }),
  countFeature('questions', (profile) => profile.counts.questions, {
    wording: {
      none: words('Asked no questions', '没有提问'),
      one: words('Asked one question', '提了 1 个问题'),
      many: words('Asked {count} questions', '提了 {count} 个问题'),
    },
    trait: { high: words('Ask many questions', '提问多'), low: words('Ask few questions', '提问少') },
    label: words('Asking around', '多方打听'),
    isMatterOfDegree: true,
  }),
  countFeature('minutes', minutesOf, {
    wording: {
      none: words('Stayed less than a minute', '停留不到一分钟'),
      one: words('Stayed about a minute', '停留约一分钟'),
      many: words('Stayed about {count} minutes', '停留约 {count} 分钟'),
    },
    trait: { high: words('Stay long', '停留时间长'), low: words('Leave soon', '很快离开') },
    isMatterOfDegree: true,
  }),
  {
    name: 'abandoned',
    value: (profile) => flowsOf(profile, 'abandoned').length,
    wording: {
      none: words('Gave up nothing they started', '没有中途放弃'),
      one: words('Broke off what they had started', '中途放弃了一次'),
      many: words('Broke off {times}', '中途放弃了 {times}'),
    },
    trait: {
      high: words('Broke off what they had started', '中途放弃过'),
      low: words('Rarely break off', '很少中途放弃'),
    },
    label: words('Breaking off', '中途放弃'),
    moment: (profile) => flowsOf(profile, 'abandoned').at(-1),
  },
  {
    name: 'handoff',
    value: (profile) => (profile.handoff ? 1 : 0),
    wording: {
      none: words('Did not ask for a person', '没有要求人工'),
      one: words('Was passed to a person', '转接了人工'),
    },
    trait: {
      high: words('Passed to a person', '转接了人工'),
      low: words('Served by the assistant', '由助手完成'),
    },
    label: words('Passed to a person', '转接人工'),
    moment: (profile) => profile.handoff,
  },
  countFeature('phone-call', (profile) => (profile.channel === 'phone' ? 1 : 0), {
    wording: { none: words('Wrote in the chat', '通过网页联系'), one: words('Called by phone', '打来电话') },
    trait: { high: words('Called by phone', '打来电话'), low: words('Mostly chat', '多为网页聊天') },
    label: words('Callers', '来电客户'),
  }),
  countFeature('campaign', (profile) => (profile.campaign ? 1 : 0), {
    wording: {
      none: words('Came on their own', '自己找来'),
      one: words('Came through a campaign', '通过推广活动而来'),
    },
    trait: {
      high: words('Came through a campaign', '通过推广活动而来'),
      low: words('Came on their own', '自己找来'),
    },
    label: words('From a campaign', '推广来客'),
  }),
];
