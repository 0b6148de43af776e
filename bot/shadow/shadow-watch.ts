/**
 * Runs challengers beside the active versions in a live server: hears every reading after it was answered, asks both versions on another
 * thread, keeps what they said. It never answers anybody, and no turn waits for it. Used by bot/roles.
 */
import type { ModelRegistry } from '../../learning/index.js';
import type { Clock, ScoredLead, ShadowReport, WorkspaceId } from '../../protocol/index.js';
import { type HeardStep, UNDERSTANDING } from '../models/index.js';
import type { LoadedPack } from '../pack/index.js';
import type { BotStore, TrialOf } from '../store/index.js';
import { describeError, type Logger, type Metrics } from '../telemetry/index.js';
import { ShadowLane } from './shadow-lane.js';
import { ShadowLog } from './shadow-log.js';
import type { ShadowAnswer, ShadowQuestion } from './shadow-question.js';
import { openSideReader, type SideReader, type SideReaderOrder } from './side-reader.js';
import { trialOf, trialReport } from './trial-report.js';
import { SHADOWED, type ShadowedName } from './version-reader.js';

export interface ShadowWatchSettings {
  readonly store: Pick<BotStore, 'shadowReadings' | 'knownOutcomes' | 'conversations' | 'leads' | 'feed'>;
  readonly registry: ModelRegistry;
  readonly pack: LoadedPack;
  readonly workspaceId: WorkspaceId;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'dropped'>;
  /** Where the versions of a trial are run; a thread of their own when absent. */
  readonly openReader?: (order: SideReaderOrder, signal: AbortSignal) => Promise<SideReader>;
}

export interface ShadowWatch {
  /** Follows the registry: begins and ends trials. */
  refresh(): Promise<void>;
  /** Tells of an answered turn; returns at once. */
  heard(step: HeardStep): void;
  /** Undefined while no version of the model is on trial. */
  report(model: string): Promise<ShadowReport | undefined>;
  /** Resolves once everything heard so far is read and stored. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

interface Trial {
  readonly of: TrialOf;
  readonly lane: ShadowLane;
  setAside: number;
}

export function watchTrials(settings: ShadowWatchSettings): ShadowWatch {
  return new Trials(settings);
}

class Trials implements ShadowWatch {
  readonly #settings: ShadowWatchSettings;
  readonly #log: ShadowLog;
  readonly #trials = new Map<ShadowedName, Trial>();
  readonly #stopListening: () => void;
  #last: Promise<void> = Promise.resolve();

  constructor(settings: ShadowWatchSettings) {
    this.#settings = settings;
    const { store, workspaceId, clock, logger, metrics } = settings;
    this.#log = new ShadowLog({
      readings: store.shadowReadings,
      ...{ workspaceId, clock },
      onFailure(error, lost) {
        metrics.dropped('shadow', lost);
        logger.error({ err: describeError(error), lost }, 'Readings of a trial were not stored.');
      },
    });
    this.#stopListening = store.feed.onLead((lead) => this.#heardLead(lead));
  }

  refresh(): Promise<void> {
    this.#last = this.#last.then(() => this.#follow()).catch((error) => this.#tellFailure(error));
    return this.#last;
  }

  heard(step: HeardStep): void {
    try {
      this.#offerStep(step);
    } catch (error) {
      this.#tellFailure(error);
    }
  }

  #offerStep({ input, outcome, version, expects }: HeardStep): void {
    const trial = this.#trials.get(UNDERSTANDING);
    const { turn, now, locale } = input;
    if (trial === undefined || version !== trial.of.active) return;
    if (turn.workspaceId !== this.#settings.workspaceId) return;
    const live = outcome.bot.understanding?.intent;
    const text = turn.input.text.trim();
    const question = async (): Promise<ShadowQuestion> => ({
      kind: 'utterance',
      text,
      context: { locale, channel: turn.channel, expects: expects(), now },
    });
    const keep = (answer: ShadowAnswer) => {
      // A quick reply, or the label of one, is answered without any model.
      if (answer.active.label !== live) trial.setAside += 1;
      else this.#keep(trial, { conversationId: turn.conversationId, moment: turn.turnId, answer });
    };
    trial.lane.offer({ question, keep });
  }

  async report(model: string): Promise<ShadowReport | undefined> {
    const { store, registry, workspaceId, pack } = this.#settings;
    await this.#log.flush();
    const report = await trialReport({ store, registry, workspaceId, country: pack.dialogs.country }, model);
    const trial = this.#trials.get(model as ShadowedName);
    if (report === undefined || trial?.of.challenger !== report.challenger) return report;
    const { problem, lost } = trial.lane;
    return {
      ...report,
      state: problem === undefined ? 'reading' : 'halted',
      ...(problem && { problem: `${problem.message} [${problem.code}]` }),
      missed: { ...lost, setAside: trial.setAside },
    };
  }

  async idle(): Promise<void> {
    for (const { lane } of this.#trials.values()) await lane.idle();
    await this.#log.flush();
  }

  async close(): Promise<void> {
    this.#stopListening();
    await this.#last;
    await Promise.all([...this.#trials.values()].map(({ lane }) => lane.close()));
    await this.#log.flush();
  }

  async #follow(): Promise<void> {
    for (const name of SHADOWED) {
      const wanted = await trialOf(this.#settings.registry, name).catch(() => undefined);
      const present = this.#trials.get(name);
      if (present?.of.active === wanted?.active && present?.of.challenger === wanted?.challenger) continue;
      this.#trials.delete(name);
      await present?.lane.close();
      if (wanted !== undefined) this.#trials.set(name, this.#begin(wanted));
    }
  }

  #begin(of: TrialOf): Trial {
    const { registry, pack, clock, logger, metrics, openReader = openInThread } = this.#settings;
    const lane = new ShadowLane({
      clock,
      onDrop: () => metrics.dropped('shadow'),
      onHalt: (fault) => logger.error({ ...of, err: describeError(fault) }, 'A trial was halted.'),
      async open(signal) {
        const active = await registry.load(of.model, of.active);
        const challenger = await registry.load(of.model, of.challenger);
        return openReader({ packFolder: pack.folder, active, challenger }, signal);
      },
    });
    return { of, lane, setAside: 0 };
  }

  #heardLead(lead: ScoredLead): void {
    const { store, workspaceId } = this.#settings;
    if (lead.workspaceId !== workspaceId) return;
    const { conversationId, lastSequence } = lead;
    for (const [name, trial] of this.#trials) {
      if (name === UNDERSTANDING || !wasReadBy(lead, trial.of)) continue;
      trial.lane.offer({
        async question() {
          const stored = await store.leads.findProfile(workspaceId, conversationId);
          // Newer events came meanwhile: their own reading follows.
          if (stored?.lastSequence !== lastSequence) return undefined;
          return { kind: 'profile', profile: stored.profile };
        },
        keep: (answer) => this.#keep(trial, { conversationId, moment: String(lastSequence), answer }),
      });
    }
  }

  #keep(
    trial: Trial,
    { answer, ...of }: Pick<ScoredLead, 'conversationId'> & { moment: string; answer: ShadowAnswer },
  ): void {
    this.#log.add({ trial: trial.of, ...of, atMs: this.#settings.clock.now(), ...answer });
  }

  #tellFailure(error: unknown): void {
    this.#settings.logger.error({ err: describeError(error) }, 'A trial could not be followed.');
  }
}

const openInThread = (order: SideReaderOrder, signal: AbortSignal) => openSideReader(order, { signal });

/** Whether the lead was read by the active version of the trial; what has no version to show passes. */
function wasReadBy(lead: ScoredLead, { model, active }: TrialOf): boolean {
  const score = lead.score.kind === 'scored' ? lead.score.modelVersion : undefined;
  const versions: Readonly<Record<string, string | undefined>> = {
    'lead-class': lead.classification.modelVersion,
    'lead-score': score,
    'lead-segments': lead.segment?.modelVersion,
  };
  const version = versions[model];
  return version === undefined || version === `${model} ${active}`;
}
