/** A runtime over a real store in a temporary folder, for the tests of bot/. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRuntime, type Runtime, type RuntimeParts } from '../../bot/runtime/index.js';
import { type BotStore, openStore } from '../../bot/store/index.js';
import {
  type ConversationEvent,
  type ConversationId,
  DEFAULT_WORKSPACE,
  type InboundTurn,
  systemClock,
  systemIds,
  toTurnId,
} from '../../protocol/index.js';
import { createEchoEngine } from './echo-engine.js';

export interface Bench {
  readonly folder: string;
  readonly store: BotStore;
  readonly runtime: Runtime;
  readonly handled: ConversationEvent[];
  readonly commits: number[];
  /** Closes runtime and store; the folder stays. */
  close(): Promise<void>;
  remove(): void;
}

export interface BenchOptions
  extends Partial<Pick<RuntimeParts, 'engine' | 'leadHandler' | 'limits' | 'clock'>> {
  readonly folder?: string;
}

export const newFolder = () => mkdtempSync(join(tmpdir(), 'leadline-test-'));

export async function openBench(options: BenchOptions = {}): Promise<Bench> {
  const folder = options.folder ?? newFolder();
  const handled: ConversationEvent[] = [];
  const commits: number[] = [];
  const clock = options.clock ?? systemClock;
  const store = await openStore({ folder, clock, ids: systemIds, onCommit: (size) => commits.push(size) });
  const runtime = createRuntime({
    store,
    engine: options.engine ?? createEchoEngine(),
    leadHandler: options.leadHandler ?? { handle: async (events) => void handled.push(...events) },
    clock,
    ids: systemIds,
    pack: { name: 'test', defaultLocale: 'en' },
    limits: options.limits,
  });
  await runtime.start();
  const close = async () => {
    await runtime.close();
    await store.close();
  };
  return {
    folder,
    store,
    runtime,
    handled,
    commits,
    close,
    remove: () => rmSync(folder, { recursive: true }),
  };
}

export const openWebConversation = (runtime: Runtime) =>
  runtime.openConversation({ workspaceId: DEFAULT_WORKSPACE, channel: 'web' });

export function textTurn(
  conversationId: ConversationId,
  text: string,
  turnId = systemIds.next(),
): InboundTurn {
  return {
    workspaceId: DEFAULT_WORKSPACE,
    conversationId,
    turnId: toTurnId(turnId),
    channel: 'web',
    input: { kind: 'text', text },
  };
}
