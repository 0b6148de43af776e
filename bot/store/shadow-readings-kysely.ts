/** ShadowReadings over Kysely: what two versions read side by side. Holds no words; bounded per model; the reports of trials read it. */
import type { Selectable } from 'kysely';
import { toConversationId, type WorkspaceId } from '../../protocol/index.js';
import type { ShadowReading, ShadowReadings, TrialOf } from './ports.js';
import type { Database, Tables, Work } from './schema.js';
import type { StoreParts } from './turn-store-kysely.js';

/** Readings kept per model; the oldest go first. */
export const MOST_READINGS = 10_000;
const KEY = [
  'workspace_id',
  'model',
  'active_version',
  'challenger_version',
  'conversation_id',
  'moment',
] as const;

function rowOf(workspaceId: WorkspaceId, reading: ShadowReading): Tables['shadow_readings'] {
  const { trial, conversationId, moment, atMs, active, challenger } = reading;
  return {
    workspace_id: workspaceId,
    model: trial.model,
    active_version: trial.active,
    challenger_version: trial.challenger,
    conversation_id: conversationId,
    moment,
    at_ms: atMs,
    active_label: active.label,
    active_value: active.value ?? null,
    active_took_ms: active.ms,
    challenger_label: challenger.label,
    challenger_value: challenger.value ?? null,
    challenger_took_ms: challenger.ms,
  };
}

const opinion = (label: string, value: number | null, ms: number) => ({
  label,
  ...(value !== null && { value: Number(value) }),
  ms: Number(ms),
});

function readingOf(row: Selectable<Tables['shadow_readings']>): ShadowReading {
  return {
    trial: { model: row.model, active: row.active_version, challenger: row.challenger_version },
    conversationId: toConversationId(row.conversation_id),
    moment: row.moment,
    atMs: Number(row.at_ms),
    active: opinion(row.active_label, row.active_value, row.active_took_ms),
    challenger: opinion(row.challenger_label, row.challenger_value, row.challenger_took_ms),
  };
}

async function add(work: Work, workspaceId: WorkspaceId, readings: readonly ShadowReading[]): Promise<void> {
  for (const reading of readings) {
    const row = rowOf(workspaceId, reading);
    await work
      .insertInto('shadow_readings')
      .values(row)
      .onConflict((conflict) => conflict.columns([...KEY]).doUpdateSet(row))
      .execute();
  }
  for (const model of new Set(readings.map(({ trial }) => trial.model)))
    await forgetOldest(work, workspaceId, model);
}

async function forgetOldest(work: Work, workspaceId: WorkspaceId, model: string): Promise<void> {
  const first = await work
    .selectFrom('shadow_readings')
    .select('at_ms')
    .where('workspace_id', '=', workspaceId)
    .where('model', '=', model)
    .orderBy('at_ms', 'desc')
    .offset(MOST_READINGS)
    .limit(1)
    .executeTakeFirst();
  if (first === undefined) return;
  await work
    .deleteFrom('shadow_readings')
    .where('workspace_id', '=', workspaceId)
    .where('model', '=', model)
    .where('at_ms', '<=', first.at_ms)
    .execute();
}

async function list(database: Database, workspaceId: WorkspaceId, trial: TrialOf) {
  const rows = await database
    .selectFrom('shadow_readings')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('model', '=', trial.model)
    .where('active_version', '=', trial.active)
    .where('challenger_version', '=', trial.challenger)
    .orderBy('at_ms', 'desc')
    .limit(MOST_READINGS)
    .execute();
  return rows.map(readingOf);
}

export function createShadowReadings({ database, writer }: StoreParts): ShadowReadings {
  return {
    add: (workspaceId, readings) => writer.write((work) => add(work, workspaceId, readings)),
    list: (workspaceId, trial) => list(database, workspaceId, trial),
  };
}
