/** The hand-written conversations of the fixture: one phone call in English, one chat in Chinese, one bare chat. */
import { EventLog } from './event-log.js';

export const CALL_MS = 63_000;
const MINUTE = 60_000;

/** A phone call with a barge-in, two flows and an answer from knowledge. */
export function phoneCall(nowMs: number): EventLog {
  const log = new EventLog('fixture-call', nowMs - 4 * MINUTE);
  log.add(0, {
    kind: 'conversation.started',
    data: { channel: 'phone', locale: 'en', pack: 'aurora', isGenerated: true },
    personal: { callerNumber: '+442079460958' },
  });
  log.reply({
    text: 'Thanks for calling Aurora Mobile. This call is recorded and I am an automated assistant. How can I help?',
    key: 'opening',
    why: 'Every call opens with the greeting and the recording notice.',
    atMs: 400,
    speechMs: 7600,
  });
  log.add(8000, {
    kind: 'consent.recorded',
    data: { scope: 'recording', isGranted: true, evidence: 'opening' },
  });
  log.caller({
    text: 'Hi, I want to buy phones for our delivery drivers. We need about forty of them.',
    atMs: 9200,
    speechMs: 6100,
    intent: 'buy_phone',
    confidence: 0.96,
    slots: [['quantity', 'forty', '40']],
  });
  log.add(15_400, { kind: 'flow.started', data: { flow: 'buy_phone', turnId: log.turnId } });
  log.reply({
    text: 'Happy to help with forty handsets. The **Galaxy A55** is water resistant and lasts two days, and the **Fairphone 5** can be repaired on the road. Which',
    key: 'buy_phone.ask_product',
    why: 'The flow buy_phone needs a product, and two match “delivery drivers”.',
    atMs: 15_980,
    speechMs: 9000,
    cut: {
      playedMs: 6900,
      playedText: 'Happy to help with forty handsets. The Galaxy A55 is water resistant',
    },
  });
  callOrder(log);
  callEnding(log);
  return log;
}

function callOrder(log: EventLog): void {
  log.caller({
    text: 'Galaxy A55 please, in navy. And we have to roll out before the first of December, so timing matters more than price.',
    atMs: 23_100,
    speechMs: 9400,
    intent: 'buy_phone',
    confidence: 0.91,
    slots: [
      ['product', 'Galaxy A55', 'galaxy-a55'],
      ['color', 'navy', 'navy'],
      ['date', 'first of December', '2025-12-01'],
    ],
  });
  log.reply({
    text: 'Forty Galaxy A55 in navy, needed by 1 December. We have 36 in stock and the rest arrives within five working days.',
    key: 'buy_phone.confirm',
    why: 'All slots of buy_phone are filled; stock of galaxy-a55 is 36.',
    atMs: 33_240,
    speechMs: 6800,
  });
}

function callEnding(log: EventLog): void {
  log.caller({
    text: 'Good. How would we be invoiced?',
    atMs: 41_200,
    speechMs: 2300,
    intent: 'ask_invoice',
    confidence: 0.88,
  });
  log.reply({
    text: 'Business orders are invoiced by e-mail with 30 days to pay.',
    key: 'knowledge',
    why: 'No flow covers this; the passage “Invoices for business customers” answers it.',
    atMs: 44_310,
    speechMs: 4200,
    citations: [
      {
        document: 'business.md',
        title: 'Business orders',
        passage:
          'Invoices for business customers are sent by e-mail on the day of dispatch. Payment is due within 30 days.',
        score: 0.82,
      },
    ],
  });
  log.caller({
    text: 'I still have to ask our finance lead, she signs anything over ten thousand. My number is 020 7946 0958.',
    atMs: 49_400,
    speechMs: 7800,
    intent: 'leave_contact',
    confidence: 0.79,
    slots: [['phone', '020 7946 0958', '+442079460958']],
  });
  log.reply({
    text: 'Thank you. I have noted your number, and a colleague calls you back tomorrow morning. Goodbye.',
    key: 'leave_contact.done',
    why: 'The flow leave_contact has a phone number and is complete.',
    atMs: 57_900,
    speechMs: 4600,
  });
  log.add(62_600, {
    kind: 'flow.completed',
    data: { flow: 'buy_phone', turnId: log.turnId, action: 'quote' },
    personal: { slots: {} },
  });
  log.add(CALL_MS, { kind: 'conversation.ended', data: { reason: 'hangup' } });
}

/** A text chat in Chinese, over midnight, with a choice and a refusal to answer. */
export function chineseChat(nowMs: number): EventLog {
  const log = new EventLog('fixture-zh', nowMs - 26 * 60 * MINUTE, 'zh');
  log.add(0, {
    kind: 'conversation.started',
    data: { channel: 'web', locale: 'zh', pack: 'aurora', isGenerated: false, page: '/' },
  });
  log.reply({
    text: '您好，我是极光手机的智能助手。请问有什么可以帮您？',
    key: 'opening',
    why: '每次会话以问候开始。',
    atMs: 400,
  });
  log.caller({
    text: '我要买手机，预算三千左右',
    atMs: 21_000,
    intent: 'buy_phone',
    confidence: 0.94,
    slots: [
      ['product', '手机', 'phone'],
      ['budget', '三千左右', '3000'],
    ],
  });
  log.reply({
    text: '好的。这几款符合您的预算：\n- **小米14**\n- **华为P60**\n\n您更看重拍照还是续航？',
    key: 'buy_phone.ask_use',
    why: '流程 buy_phone 还缺少产品。',
    atMs: 21_300,
    choices: ['拍照', '续航'],
  });
  chineseEnding(log);
  return log;
}

function chineseEnding(log: EventLog): void {
  log.caller({ text: '拍照', atMs: 40_000, isChoice: true, intent: 'buy_phone', confidence: 0.9 });
  log.reply({
    text: '那就推荐小米14，徕卡相机。方便留下您的电话吗？',
    key: 'ask_phone',
    why: '流程 buy_phone 还缺少电话。',
    atMs: 40_300,
  });
  log.caller({ text: '保修多久？', atMs: 25 * 60 * MINUTE, intent: 'ask_warranty', confidence: 0.83 });
  log.reply({
    text: '所有手机保修 24 个月，电池保修 12 个月。',
    key: 'knowledge',
    why: '没有流程能回答；知识库中的“保修”一节给出了答案。',
    atMs: 25 * 60 * MINUTE + 300,
    citations: [
      {
        document: 'warranty.md',
        title: '保修与退货',
        passage: '所有手机自购买之日起保修 24 个月，电池保修 12 个月。',
        score: 0.77,
      },
    ],
  });
}
