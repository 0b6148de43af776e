/** `leadline call WAV...`: each recording is one caller turn, at real time, over the real voice path; prints each turn and the lead. */
import { copyFileSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { callWithWavs, readCallerTurns, type VoiceTurnReport } from '../../bot/index.js';
import { type Codec, Fault, type ScoredLead, speechOf, systemIds } from '../../protocol/index.js';
import { atDesk, mustRecognise } from '../at-desk.js';
import type { CommandContext, ExitCode } from '../command.js';
import { leadLines } from '../lead-lines.js';
import type { SettingFlags } from '../settings-of.js';

export interface CallOptions {
  readonly files: readonly string[];
  readonly codec: string;
  readonly locale: string;
  readonly out?: string;
  readonly flags: SettingFlags;
}

const CODECS: readonly Codec[] = ['pcm16', 'pcmu', 'pcma'];

export async function call(context: CommandContext, options: CallOptions): Promise<ExitCode> {
  const { terminal, clock, signal, workingFolder } = context;
  const codec = CODECS.find((known) => known === options.codec);
  if (codec === undefined) throw new Fault('usage.wrong', `--codec is one of ${CODECS.join(', ')}.`);
  const files = options.files.map((file) => readBytes(resolve(workingFolder, file)));
  readCallerTurns(files);
  const at = await atDesk(context, { flags: options.flags, isSpoken: true });
  try {
    const { desk } = at;
    const speech = mustRecognise(at, options.locale);
    const report = await callWithWavs(
      { desk, speech, clock, ids: systemIds },
      {
        ...{ files, codec, signal },
        locale: options.locale,
        onOpening: ({ bot }) => terminal.say(`bot     ${speechOf(bot)}`),
        observer: { turnDone: (turn) => printTurn(context, turn) },
      },
    );
    const { conversationId } = report.opened.key;
    const out = options.out && resolve(workingFolder, options.out);
    const recording = copyTo(out, report.recordingPath, `${conversationId}.wav`);
    const lead = await desk.findLead(conversationId);
    const { endReason } = report;
    terminal.emit({ event: 'ended', conversationId, recording, endReason, lead: lead ?? null });
    printEnd(context, recording, lead);
    return report.turns.length === 0 ? 1 : 0;
  } finally {
    await at.close();
  }
}

function copyTo(out: string | undefined, path: string | undefined, name: string): string | undefined {
  if (out === undefined || path === undefined) return path;
  mkdirSync(out, { recursive: true });
  const copy = join(out, name);
  copyFileSync(path, copy);
  return copy;
}

/** An hour of telephone audio is 60 MB. */
const MOST_FILE_BYTES = 100_000_000;

function readBytes(file: string) {
  try {
    if (statSync(file).size > MOST_FILE_BYTES) {
      throw new Fault('input.too-large', `${basename(file)} is larger than 100 MB.`);
    }
    return { name: basename(file), bytes: readFileSync(file) };
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw new Fault('usage.wrong', `${basename(file)} cannot be read.`, { cause });
  }
}

function printTurn({ terminal }: CommandContext, turn: VoiceTurnReport): void {
  const { transcript, bot, responseMs, isCut } = turn;
  const understanding = bot.understanding;
  const slots = Object.fromEntries((understanding?.slots ?? []).map(({ name, value }) => [name, value]));
  const reply = speechOf(bot);
  const { intent, confidence } = understanding ?? {};
  terminal.emit({ transcript, intent, confidence, slots, reply, responseMs, isCut });
  terminal.say(`caller  ${transcript}`);
  const pairs = Object.entries(slots).map(([name, value]) => `${name}=${value}`);
  terminal.say(
    `        ${[`${intent ?? '-'} ${((confidence ?? 0) * 100).toFixed(0)}%`, ...pairs].join('  ')}`,
  );
  const answered =
    responseMs === undefined ? '' : `  (${Math.round(responseMs)} ms after the caller's last sound)`;
  terminal.say(`bot     ${reply}${isCut ? ' [cut off]' : ''}${answered}`);
}

function printEnd(
  { terminal }: CommandContext,
  recording: string | undefined,
  lead: ScoredLead | undefined,
): void {
  terminal.say(`\nrecording  ${recording ?? 'none'} (left: caller, right: bot)`);
  for (const line of leadLines(lead)) terminal.say(line);
}
