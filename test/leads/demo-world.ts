/** The generated world as the tests of leads/ use it: pack, scripted bot, and a run with its events and hidden truth. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type GeneratedVisit, runWorld, worldFileSchema, worldStartMs } from '../../bot/demo/index.js';
import { loadPack } from '../../bot/pack/index.js';
import { type ConversationEvent, ManualClock } from '../../protocol/index.js';
import { ScriptedBot, trainIntents } from './scripted-bot.js';

export const NOW_MS = Date.UTC(2026, 4, 20, 14, 10, 0);

export const worldFile = worldFileSchema.parse(parse(readFileSync('packs/aurora/world.yaml', 'utf8')));
export const loaded = loadPack('packs/aurora');
export const demoPack = loaded.dialogs;
export const leadPack = loaded.leads;

let intents: ReturnType<typeof trainIntents> | undefined;

export interface LivedVisit extends GeneratedVisit {
  readonly events: readonly ConversationEvent[];
}

export async function liveWorld(seed: number, conversations: number): Promise<readonly LivedVisit[]> {
  const clock = new ManualClock(worldStartMs(worldFile, NOW_MS));
  intents ??= trainIntents(demoPack);
  const bot = new ScriptedBot(demoPack, await intents, clock, seed);
  const goal = { name: 'purchase', windowDays: 30 };
  const visits = await runWorld({
    world: worldFile,
    pack: demoPack,
    goal,
    seed,
    nowMs: NOW_MS,
    converse: bot,
    clock,
    conversations,
  });
  return visits.map((visit) => ({ ...visit, events: bot.talks.get(visit.conversationId)!.events }));
}
