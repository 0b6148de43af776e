/** `leadline chat`: talk to the bot in the terminal, one line a turn; ends with the lead that the conversation became. */
import { createInterface } from 'node:readline';
import { type BotTurn, systemIds, textOf, toTurnId } from '../../protocol/index.js';
import { atDesk } from '../at-desk.js';
import type { CommandContext, ExitCode } from '../command.js';
import { leadLines } from '../lead-lines.js';
import type { SettingFlags } from '../settings-of.js';

export interface ChatOptions {
  readonly locale?: string;
  readonly isInspecting: boolean;
  readonly flags: SettingFlags;
  readonly input: NodeJS.ReadableStream;
}

export async function chat(context: CommandContext, options: ChatOptions): Promise<ExitCode> {
  const { terminal, signal } = context;
  const at = await atDesk(context, { flags: options.flags, isSpoken: false });
  try {
    const { key, traceparent, bot } = await at.desk.open({ channel: 'terminal', locale: options.locale });
    printReply(context, bot, '', options.isInspecting);
    terminal.note('Type, Enter sends; an empty line or Ctrl-D ends the conversation.');
    for await (const line of createInterface({ input: options.input, signal })) {
      const text = line.trim();
      if (text === '') break;
      const reply = await at.desk.exchange({
        ...key,
        turnId: toTurnId(systemIds.next()),
        channel: 'terminal',
        input: { kind: 'text', text },
        locale: options.locale,
        traceparent,
      });
      printReply(context, reply, text, options.isInspecting);
    }
    const lead = await at.desk.findLead(key.conversationId);
    terminal.emit({ event: 'ended', conversationId: key.conversationId, lead: lead ?? null });
    for (const text of leadLines(lead)) terminal.say(text);
    return 0;
  } finally {
    await at.close();
  }
}

function printReply({ terminal }: CommandContext, bot: BotTurn, turn: string, isInspecting: boolean): void {
  const { understanding, why } = bot;
  const slots = Object.fromEntries((understanding?.slots ?? []).map(({ name, value }) => [name, value]));
  const { intent, confidence } = understanding ?? {};
  terminal.emit({ turn, reply: textOf(bot), intent, confidence, slots, why });
  for (const part of bot.parts) {
    if (part.kind === 'say') terminal.say(`bot  ${part.text}`);
    if (part.kind === 'say') for (const { title } of part.citations) terminal.say(`     source: ${title}`);
    if (part.kind === 'choices')
      terminal.say(`     [${part.choices.map((choice) => choice.label).join('] [')}]`);
    if (part.kind === 'card') terminal.say(`     ${part.title}, ${part.subtitle}`);
  }
  if (!isInspecting) return;
  const ranked = (understanding?.alternatives ?? []).map(
    (reading) => `${reading.intent} ${(reading.confidence * 100).toFixed(0)}%`,
  );
  terminal.say(`     intents: ${ranked.join(', ') || '-'}; slots: ${JSON.stringify(slots)}; ${why}`);
}
