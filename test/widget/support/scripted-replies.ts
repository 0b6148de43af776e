/** The canned replies of the scripted server, in English and Chinese. Called by scripted-server.ts; made up for tests, never shipped. */
import type { BotPart, Citation } from '../../../protocol/index.js';

export function say(text: string, citations: readonly Citation[] = []): BotPart {
  return { kind: 'say', key: citations.length > 0 ? 'knowledge' : 'scripted', text, speech: text, citations };
}

const choices = (...labels: readonly string[]): BotPart => ({
  kind: 'choices',
  choices: labels.map((label) => ({ label, value: `choice:${label}` })),
});

export function openingParts(locale: string): readonly BotPart[] {
  return locale.startsWith('zh')
    ? [say('您好，我是极光手机的 AI 助手。今天想看点什么？'), choices('买手机', '看套餐', '查宽带')]
    : [
        say('Hi, I am the AI assistant of Aurora Mobile. What are you looking for today?'),
        choices('Buy a phone', 'Compare plans', 'Check broadband'),
      ];
}

interface Rule {
  readonly when: RegExp;
  readonly en: readonly BotPart[];
  readonly zh: readonly BotPart[];
}

const delivery = (passage: string, title: string): Citation => ({
  document: 'delivery.md',
  title,
  passage,
  score: 0.82,
});

const RULES: readonly Rule[] = [
  {
    when: /^echo /,
    en: [],
    zh: [],
  },
  {
    when: /compare|两款|比较/i,
    en: [
      say('Two phones fit that budget:'),
      card('pixel-8a', 'Pixel 8a', '£399'),
      card('galaxy-a55', 'Galaxy A55', '£369'),
    ],
    zh: [
      say('这个预算内有两款：'),
      card('pixel-8a', 'Pixel 8a', '£399'),
      card('galaxy-a55', 'Galaxy A55', '£369'),
    ],
  },
  {
    when: /buy|iphone|买/i,
    en: [
      say('The **iPhone 15** in blue is in stock. It comes in three sizes:\n\n- 128GB\n- 256GB\n- 512GB'),
      phoneCard(
        '£699 without a contract',
        ['6.1-inch OLED', '48 MP camera', 'USB-C'],
        'Choose this',
        'Compare',
      ),
      choices('128GB', '256GB', 'When can you deliver?'),
    ],
    zh: [
      say('蓝色 **iPhone 15** 有货，共三种容量：\n\n- 128GB\n- 256GB\n- 512GB'),
      phoneCard('裸机 £699', ['6.1 英寸 OLED', '4800 万像素', 'USB-C'], '选这款', '对比'),
      choices('128GB', '256GB', '多久能送到？'),
    ],
  },
  {
    when: /deliver|island|送/i,
    en: [
      say('Yes, we deliver to the islands. It takes 3 to 5 working days and costs £7.95.', [
        delivery(
          'Yes, we deliver to the islands. Delivery to the Scottish Highlands and islands takes 3 to 5 working days and costs £7.95.',
          'Delivery: Islands and Highlands',
        ),
      ]),
    ],
    zh: [
      say('可以送到离岛，需要 3 到 5 个工作日，运费 7.95 英镑。', [
        delivery(
          '可以送到离岛。苏格兰高地和群岛需要 3 到 5 个工作日，运费 7.95 英镑。',
          '配送：离岛和苏格兰高地',
        ),
      ]),
    ],
  },
];

/** Parts for `text`; `echo X` answers X itself, so that a test can make the bot say anything. */
export function replyParts(text: string, locale: string): readonly BotPart[] {
  if (text.startsWith('echo ')) return [say(text.slice('echo '.length))];
  const rule = RULES.find(({ when }) => when.test(text));
  if (rule !== undefined) return locale.startsWith('zh') ? rule.zh : rule.en;
  return [say(locale.startsWith('zh') ? `您说的是：${text}` : `You said: ${text}`)];
}

function phoneCard(subtitle: string, facts: readonly string[], first: string, second: string): BotPart {
  return {
    kind: 'card',
    title: 'iPhone 15',
    subtitle,
    facts,
    image: '/art/iphone-15.svg',
    actions: [
      { label: first, value: 'product:iphone-15', isPrimary: true },
      { label: second, value: 'compare:iphone-15', isPrimary: false },
    ],
  };
}

function card(id: string, title: string, subtitle: string): BotPart {
  const actions = [{ label: title, value: `product:${id}`, isPrimary: true }];
  return { kind: 'card', title, subtitle, facts: [], image: `/art/${id}.svg`, actions };
}
