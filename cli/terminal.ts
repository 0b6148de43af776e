/**
 * What a command prints and where: results on stdout (text, or one JSON object a line), progress and errors on stderr.
 * Commands get a Terminal; they never touch process.stdout themselves, so that tests can read what was said.
 */
import { type Clock, type Progress, type ProgressListener, toFault } from '../protocol/index.js';

export interface Terminal {
  readonly isJson: boolean;
  /** A person reads along: text mode, and stderr is a terminal. */
  readonly isForPeople: boolean;
  /** A line for people; silent in JSON mode. */
  say(line: string): void;
  /** One JSON object on a line of its own; silent in text mode. */
  emit(record: object): void;
  /** A remark on stderr, in both modes. */
  note(line: string): void;
  readonly onProgress: ProgressListener;
}

export interface Streams {
  readonly out: { write(text: string): unknown };
  readonly err: { write(text: string): unknown; readonly isTTY?: boolean };
}

/** Work shorter than this shows no progress. */
const QUIET_MS = 2000;
/** Off a terminal, a progress line at most this often. */
const LINE_EVERY_MS = 5000;

export function createTerminal(streams: Streams, isJson: boolean, clock: Clock): Terminal {
  const line = (stream: Streams['out'], text: string) => stream.write(`${text}\n`);
  return {
    isJson,
    isForPeople: !isJson && streams.err.isTTY === true,
    say: (text) => {
      if (!isJson) line(streams.out, text);
    },
    emit: (record) => {
      if (isJson) line(streams.out, JSON.stringify(record));
    },
    note: (text) => line(streams.err, text),
    onProgress: progressPrinter(streams.err, clock),
  };
}

function progressPrinter(err: Streams['err'], clock: Clock): ProgressListener {
  let stage = '';
  let stageStart = clock.monotonic();
  let lastLine = Number.NEGATIVE_INFINITY;
  let isClosed = false;
  return (progress) => {
    const now = clock.monotonic();
    if (progress.stage !== stage) {
      stage = progress.stage;
      stageStart = now;
      lastLine = Number.NEGATIVE_INFINITY;
      isClosed = false;
    }
    const isDone = progress.done >= progress.total;
    if (isClosed || now - stageStart < QUIET_MS || (!isDone && !err.isTTY && now - lastLine < LINE_EVERY_MS))
      return;
    lastLine = now;
    isClosed = isDone;
    const text = describeProgress(progress, now - stageStart);
    err.write(err.isTTY ? `\r\u001b[K${text}${isDone ? '\n' : ''}` : `${text}\n`);
  };
}

const BAR_WIDTH = 24;

/** "training intents [======----] 60%  12/s  3 s left" */
export function describeProgress(progress: Progress, elapsedMs: number): string {
  const share = progress.total === 0 ? 1 : Math.min(1, progress.done / progress.total);
  const filled = Math.round(share * BAR_WIDTH);
  const bar = '='.repeat(filled) + '-'.repeat(BAR_WIDTH - filled);
  const perSecond = elapsedMs > 0 ? (progress.done / elapsedMs) * 1000 : 0;
  const left = perSecond > 0 ? Math.ceil((progress.total - progress.done) / perSecond) : 0;
  const rate = perSecond >= 10 ? perSecond.toFixed(0) : perSecond.toFixed(1);
  return `${progress.stage} [${bar}] ${Math.round(share * 100)}%  ${rate}/s  ${left} s left`;
}

/** One sentence with its code, and file:line where the Fault knows one. */
export function describeFailure(thrown: unknown): string {
  const fault = toFault(thrown);
  const cause =
    fault.cause instanceof Error && fault.code === 'internal.unexpected' ? ` ${fault.cause.stack}` : '';
  return `${fault.message} [${fault.code}]${cause}`;
}
