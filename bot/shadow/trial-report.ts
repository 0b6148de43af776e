/** The report of a trial from what the store keeps: also where no server runs. The words of disagreements are looked up and masked each time, so that erased ones are gone. */
import type { ModelRegistry } from '../../learning/index.js';
import type { ConversationId, ShadowDisagreement, ShadowReport, WorkspaceId } from '../../protocol/index.js';
import { pickText } from '../../protocol/index.js';
import { maskPersonal, UNDERSTANDING } from '../models/index.js';
import type { BotStore, ShadowReading, TrialOf } from '../store/index.js';
import { isDisagreement, shadowFigures } from './shadow-report.js';

export interface TrialReportParts {
  readonly store: Pick<BotStore, 'shadowReadings' | 'knownOutcomes' | 'conversations' | 'leads'>;
  readonly registry: ModelRegistry;
  readonly workspaceId: WorkspaceId;
  /** Of the pack, for phone numbers without a prefix. */
  readonly country: string;
}

/** Disagreements that a report lists. */
const MOST_LISTED = 50;
const NOTHING_MISSED = { full: 0, late: 0, failed: 0, setAside: 0 };

/** The versions on trial; undefined while none is. */
export async function trialOf(registry: ModelRegistry, model: string): Promise<TrialOf | undefined> {
  const { history, challenger } = await registry.pointer(model);
  const [active] = history;
  return active === undefined || challenger === undefined ? undefined : { model, active, challenger };
}

/** Undefined while no version of the model is on trial. Faults of the store. */
export async function trialReport(parts: TrialReportParts, model: string): Promise<ShadowReport | undefined> {
  const { store, registry, workspaceId } = parts;
  const trial = await trialOf(registry, model);
  if (trial === undefined) return undefined;
  const readings = await store.shadowReadings.list(workspaceId, trial);
  const outcomes = await store.knownOutcomes(workspaceId, readings.at(-1)?.atMs ?? 0);
  const listed = readings.filter(isDisagreement).slice(0, MOST_LISTED);
  const disagreements: ShadowDisagreement[] = [];
  for (const reading of listed) disagreements.push(await disagreementOf(parts, reading));
  return {
    ...trial,
    state: 'waiting',
    ...shadowFigures(readings, outcomes),
    disagreements,
    missed: NOTHING_MISSED,
  };
}

async function disagreementOf(parts: TrialReportParts, reading: ShadowReading): Promise<ShadowDisagreement> {
  const { conversationId, atMs, trial, active, challenger } = reading;
  const text =
    trial.model === UNDERSTANDING
      ? await utteranceOf(parts, conversationId, reading.moment)
      : await headlineOf(parts, conversationId);
  const opinion = ({ label, value }: ShadowReading['active']) => ({
    label,
    ...(value !== undefined && { value }),
  });
  return {
    conversationId,
    atMs,
    active: opinion(active),
    challenger: opinion(challenger),
    ...(text !== undefined && { text }),
  };
}

async function utteranceOf(
  { store, workspaceId, country }: TrialReportParts,
  conversationId: ConversationId,
  turnId: string,
): Promise<string | undefined> {
  const events = await store.conversations.eventsSince({ workspaceId, conversationId }, 0);
  const text = events.flatMap((event) =>
    event.kind === 'turn.received' && event.data.turnId === turnId ? (event.personal?.text ?? []) : [],
  )[0];
  if (text === undefined) return undefined;
  const slots = events.flatMap((event) =>
    event.kind === 'turn.replied' ? (event.personal?.slots ?? []) : [],
  );
  return maskPersonal({ text, slots }, country);
}

async function headlineOf(
  { store, workspaceId, country }: TrialReportParts,
  conversationId: ConversationId,
): Promise<string | undefined> {
  const lead = await store.leads.findLead(workspaceId, conversationId);
  if (lead === undefined) return undefined;
  const known = [lead.contact.name, lead.contact.address, lead.contact.company];
  const slots = known.flatMap((surface) => (surface === undefined ? [] : [{ name: 'name', surface }]));
  return maskPersonal({ text: pickText(lead.headline, lead.locale), slots }, country);
}
