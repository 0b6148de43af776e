/** Prometheus metrics of one server; each server has its own registry, so that several can live in one process. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface MetricSources {
  readonly waitingTurns: () => number;
  readonly waitingWrites: () => number;
  readonly blockedConversations: () => number;
}

export interface Metrics {
  /** `outcome`: replied | apologised | failed. */
  turnHandled(turn: { readonly channel: string; readonly outcome: string; readonly runtimeMs: number }): void;
  /** Something was refused or thrown away because a bound was reached. */
  dropped(queue: string, count?: number): void;
  committed(size: number): void;
  faulted(code: string): void;
  relayed(outcome: 'handled' | 'failed', count: number): void;
  socketOpened(namespace: string): () => void;
  /** What a look at a model against the world found: index per column, and whether that is an alarm. */
  drifted(look: {
    readonly model: string;
    readonly psi: Readonly<Record<string, number>>;
    readonly isAlarm: boolean;
  }): void;
  watch(sources: MetricSources): void;
  render(): Promise<string>;
  readonly contentType: string;
  close(): void;
}

const RUNTIME_BUCKETS = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10_000];
const BATCH_BUCKETS = [1, 2, 4, 8, 16, 32, 64, 128, 256];

function createInstruments(register: Registry) {
  const registers = [register];
  return {
    turns: new Counter({
      name: 'leadline_turns_total',
      help: 'Turns handled.',
      labelNames: ['channel', 'outcome'],
      registers,
    }),
    runtime: new Histogram({
      name: 'leadline_turn_runtime_ms',
      help: 'Milliseconds from acknowledging a turn to its reply.',
      buckets: RUNTIME_BUCKETS,
      registers,
    }),
    dropped: new Counter({
      name: 'leadline_dropped_total',
      help: 'Refused or thrown away because a bound was reached.',
      labelNames: ['queue'],
      registers,
    }),
    commits: new Histogram({
      name: 'leadline_commit_batch_size',
      help: 'Writes that shared one synced transaction.',
      buckets: BATCH_BUCKETS,
      registers,
    }),
    faults: new Counter({
      name: 'leadline_faults_total',
      help: 'Faults answered.',
      labelNames: ['code'],
      registers,
    }),
    relayed: new Counter({
      name: 'leadline_relayed_events_total',
      help: 'Events given to the lead consumer.',
      labelNames: ['outcome'],
      registers,
    }),
    sockets: new Gauge({
      name: 'leadline_sockets',
      help: 'Open sockets.',
      labelNames: ['namespace'],
      registers,
    }),
  };
}

function createModelInstruments(register: Registry) {
  const registers = [register];
  return {
    psi: new Gauge({
      name: 'leadline_model_psi',
      help: 'Population stability index of a model input or score since training.',
      labelNames: ['model', 'column'],
      registers,
    }),
    driftAlarms: new Counter({
      name: 'leadline_model_drift_alarms_total',
      help: 'Looks at a model that found a shift.',
      labelNames: ['model'],
      registers,
    }),
  };
}

function watchDepths(register: Registry, sources: MetricSources): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [register],
      collect() {
        this.set(read());
      },
    });
  gauge('leadline_waiting_turns', 'Turns acknowledged and not yet replied to.', sources.waitingTurns);
  gauge('leadline_waiting_writes', 'Writes waiting for the next commit.', sources.waitingWrites);
  gauge(
    'leadline_blocked_conversations',
    'Conversations whose events await a retry.',
    sources.blockedConversations,
  );
}

export function createMetrics(): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const { turns, runtime, dropped, commits, faults, relayed, sockets } = createInstruments(register);
  const { psi, driftAlarms } = createModelInstruments(register);
  return {
    turnHandled({ channel, outcome, runtimeMs }) {
      turns.inc({ channel, outcome });
      runtime.observe(runtimeMs);
    },
    dropped: (queue, count = 1) => dropped.inc({ queue }, count),
    committed: (size) => commits.observe(size),
    faulted: (code) => faults.inc({ code }),
    relayed: (outcome, count) => relayed.inc({ outcome }, count),
    socketOpened(namespace) {
      sockets.inc({ namespace });
      return () => sockets.dec({ namespace });
    },
    drifted(look) {
      for (const [column, index] of Object.entries(look.psi)) psi.set({ model: look.model, column }, index);
      if (look.isAlarm) driftAlarms.inc({ model: look.model });
    },
    watch: (sources) => watchDepths(register, sources),
    render: () => register.metrics(),
    contentType: register.contentType,
    close: () => register.clear(),
  };
}
