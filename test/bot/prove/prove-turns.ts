/**
 * kill -9 against acknowledged turns: visitors talk, the server process is killed at random moments, visitors send again
 * by id, and afterwards every acknowledged turn must be stored once and answered once, in order.
 */
import { openStore } from '../../../bot/store/index.js';
import {
  type ConversationEvent,
  DEFAULT_WORKSPACE,
  seededRandom,
  systemClock,
  systemIds,
  toConversationId,
} from '../../../protocol/index.js';
import { type ChildServer, startChild, type Variant } from './child-server.js';
import { Talker } from './talker.js';

export interface ProveOptions {
  readonly folder: string;
  readonly variant: Variant;
  readonly turns: number;
  readonly kills: number;
  readonly talkers: number;
  readonly seed: number;
}

export interface ProveFigures {
  readonly seed: number;
  readonly acknowledged: number;
  readonly kills: number;
  readonly resent: number;
  readonly rerun: number;
  /** Acknowledged and not stored. */
  readonly lost: number;
  /** Stored or answered more than once. */
  readonly duplicated: number;
  /** Stored and not answered. */
  readonly unanswered: number;
  /** Conversations with a gap or answers out of order. */
  readonly disordered: number;
  /** From killing to the next server's first line, the slowest. */
  readonly slowestRestartMs: number;
  /** Processor time of the dearest restart. */
  readonly dearestRestartCpuMs: number;
}

/** Keeps one server running and kills it at random moments. */
class Killer {
  kills = 0;
  rerun = 0;
  slowestRestartMs = 0;
  dearestRestartCpuMs = 0;
  #server: Promise<ChildServer>;
  readonly #options: ProveOptions;

  constructor(options: ProveOptions) {
    this.#options = options;
    this.#server = startChild(options);
  }

  readonly url = async () => (await this.#server).url;

  killNow(): void {
    this.kills++;
    this.#server = this.#server.then(async (server) => {
      await server.kill();
      const next = await startChild(this.#options);
      this.rerun += next.rerunTurns;
      this.slowestRestartMs = Math.max(this.slowestRestartMs, next.startMs);
      this.dearestRestartCpuMs = Math.max(this.dearestRestartCpuMs, next.startCpuMs);
      return next;
    });
  }

  async end(): Promise<void> {
    await (await this.#server).end();
  }
}

/** Kills after these many acknowledgements; never within the last ones, so that each kill meets traffic. */
function planKills({ seed, turns, kills }: ProveOptions): Set<number> {
  const random = seededRandom(seed);
  const moments = random.shuffle(Array.from({ length: Math.floor(turns * 0.9) }, (_, at) => at + 1));
  return new Set(moments.slice(0, kills));
}

export async function proveTurns(options: ProveOptions): Promise<ProveFigures> {
  const killer = new Killer(options);
  const moments = planKills(options);
  let acknowledged = 0;
  const onAck = () => {
    if (moments.has(++acknowledged)) killer.killNow();
  };
  const each = Math.ceil(options.turns / options.talkers);
  const talkers = Array.from(
    { length: options.talkers },
    (_, at) => new Talker({ name: `visitor ${at}`, url: killer.url, nextId: () => systemIds.next(), onAck }),
  );
  await Promise.all(talkers.map((talker) => talker.talk(each)));
  await killer.end();
  const { rerun, kills, slowestRestartMs, dearestRestartCpuMs } = killer;
  const resent = talkers.reduce((sum, talker) => sum + talker.resent, 0);
  const judged = await judge(options.folder, talkers);
  return {
    seed: options.seed,
    acknowledged,
    kills,
    resent,
    rerun,
    ...judged,
    slowestRestartMs: Math.round(slowestRestartMs),
    dearestRestartCpuMs: Math.round(dearestRestartCpuMs),
  };
}

async function judge(folder: string, talkers: readonly Talker[]) {
  const store = await openStore({ folder, clock: systemClock, ids: systemIds });
  const sum = { lost: 0, duplicated: 0, unanswered: 0, disordered: 0 };
  for (const talker of talkers) {
    const conversationId = toConversationId(talker.conversationId);
    const events = await store.conversations.eventsSince(
      { workspaceId: DEFAULT_WORKSPACE, conversationId },
      0,
    );
    judgeOne(talker, events, sum);
  }
  await store.close();
  return sum;
}

type Sum = { lost: number; duplicated: number; unanswered: number; disordered: number };

function judgeOne(talker: Talker, events: readonly ConversationEvent[], sum: Sum): void {
  const count = (kind: string, turnId: string) =>
    events.filter((event) => event.kind === kind && (event.data as { turnId?: string }).turnId === turnId)
      .length;
  for (const { turnId } of talker.acknowledged) {
    const received = count('turn.received', turnId);
    const replied = count('turn.replied', turnId);
    if (received === 0) sum.lost++;
    else if (replied === 0) sum.unanswered++;
    if (received > 1 || replied > 1) sum.duplicated++;
  }
  const replies = events.flatMap((event) => {
    if (event.kind !== 'turn.replied') return [];
    const part = event.personal?.parts[0];
    return part?.kind === 'say' ? [part.text] : [];
  });
  const expected = talker.acknowledged.map(({ text }, at) => `${at + 1}: ${text}`);
  const isInOrder = JSON.stringify(replies.slice(1)) === JSON.stringify(expected);
  const isGapFree = events.every((event, at) => event.sequence === at + 1);
  if (!isInOrder || !isGapFree) sum.disordered++;
}
