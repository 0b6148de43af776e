/**
 * Evaluates the end of turn of a pack in speech: trains its model without the utterances that are spoken here, speaks them with pauses inside
 * and after, hears them as the service would, and weighs waiting against cutting off. Called by `leadline eval endpointing` and the bench.
 */
import {
  type DialogPack,
  examplesOf,
  loadTurnEnd,
  type TurnEndModel,
  trainTurnEnd,
} from '../../dialogs/index.js';
import { areaUnderRoc, bootstrapInterval, type Interval } from '../../learning/index.js';
import { seededRandom } from '../../protocol/index.js';
import { LIVE_WAITS, shareOfPausesBeyond, type WaitPolicy, waitFor } from '../../speech/index.js';
import { type HeardPause, type Hearing, hearTurns } from './heard-turns.js';
import { scriptAnswers } from './scripted-answers.js';
import { type ScriptedTurn, scriptTurns, type TurnPart } from './turn-script.js';
import { utterancesOf, wordsOnly } from './utterance-split.js';
import { atCutoffs, atMeanWait, type WaitPoint, waitPoint } from './wait-curve.js';

export interface EndpointingRequest {
  readonly pack: DialogPack;
  /** Utterances of the test; half as many of the validation. */
  readonly utterances: number;
  readonly seed: number;
  readonly hearing: Hearing;
}

export interface JudgedPause extends HeardPause {
  /** Probability that the turn is finished; undefined where the recogniser had no words. */
  readonly finished: number | undefined;
}

export interface EndpointingPart {
  readonly part: TurnPart;
  readonly turns: number;
  /** Free turns, words as the recogniser gives them; neither punctuation nor duration is looked at. */
  readonly auc: Interval;
  /** The same pauses, judged from the words as they were meant: what recognition costs. */
  readonly aucTyped: number;
  /** Length of the steady sound before the pause alone, 0.5 is worthless: would it tell fillers? */
  readonly aucHeldSound: number;
  /** Answers to questions and free turns together, along the dial of the policy. */
  readonly curve: readonly WaitPoint[];
  /** Free turns alone. */
  readonly freeCurve: readonly WaitPoint[];
  /** What callers get. */
  readonly live: WaitPoint;
}

export interface EndpointingFigures {
  readonly parts: Readonly<Record<'validation' | 'test', EndpointingPart>>;
  /** Fixed silences on the same pauses. */
  readonly silence: readonly WaitPoint[];
  readonly pauses: readonly JudgedPause[];
}

/** Longest wait on the curves: the live cap of 1500 ms keeps late answers rare, but no rule that stops there can cut under 5 %. */
const CURVE_LONGEST_MS = 3000;
const DIALS = Array.from({ length: 100 }, (_, i) => Math.round(200 * 1.06 ** i));
const SILENCES = [300, 400, 500, 600, 850, 1000, 1600];
const ANSWERS_SHARE = 1 / 16;

/** Faults: those of training and of speech; rejects with the signal's reason. */
export async function evaluateEndpointing(request: EndpointingRequest): Promise<EndpointingFigures> {
  const turns = [
    ...turnsOf(request, 'validation', Math.ceil(request.utterances / 2)),
    ...turnsOf(request, 'test', request.utterances),
  ];
  const model = await trainWithout(turns, request);
  const heard = await hearTurns(turns, request.hearing);
  const pauses = heard.map((pause) => ({
    ...pause,
    finished: pause.text === undefined ? undefined : model.judge(pause.text),
  }));
  const partOf = (part: TurnPart) => figuresOf(part, pauses, { model, seed: request.seed });
  const test = pauses.filter(({ turn }) => turn.part === 'test');
  return {
    parts: { validation: partOf('validation'), test: partOf('test') },
    silence: SILENCES.map((silenceMs) => waitPoint(kindsOf(test), silenceMs, () => silenceMs)),
    pauses,
  };
}

function turnsOf({ pack, seed }: EndpointingRequest, part: TurnPart, count: number): readonly ScriptedTurn[] {
  const partSeed = seed + (part === 'test' ? 1 : 0);
  return scriptTurns({
    utterances: utterancesOf(examplesOf(pack), part).slice(0, count),
    answers: scriptAnswers(Math.ceil(count * ANSWERS_SHARE), partSeed),
    part,
    seed: partSeed,
  });
}

async function trainWithout(
  turns: readonly ScriptedTurn[],
  { pack, seed, hearing }: EndpointingRequest,
): Promise<TurnEndModel> {
  const spoken = new Set(turns.map(({ segments }) => wordsOnly(segments.join(' '))));
  const utterances = examplesOf(pack).filter(({ text }) => !spoken.has(wordsOnly(text)));
  const { artefact } = await trainTurnEnd(utterances, { seed, signal: hearing.signal });
  return loadTurnEnd(artefact);
}

const kindsOf = <T extends { readonly kind: 'hold' | 'end' }>(pauses: readonly T[]) => ({
  ends: pauses.filter(({ kind }) => kind === 'end'),
  holds: pauses.filter(({ kind }) => kind === 'hold'),
});

interface Judging {
  readonly model: TurnEndModel;
  readonly seed: number;
}

function figuresOf(part: TurnPart, all: readonly JudgedPause[], { model, seed }: Judging): EndpointingPart {
  const own = all.filter(({ turn }) => turn.part === part);
  const free = own.filter(({ turn }) => turn.kind === 'free');
  const heard = free.filter(({ finished }) => finished !== undefined);
  return {
    part,
    turns: new Set(own.map(({ turn }) => turn.id)).size,
    auc: bootstrapInterval(
      heard.length,
      (rows) =>
        aucOf(
          Array.from(rows, (row) => heard[row]!),
          ({ finished }) => finished!,
        ),
      {
        random: seededRandom(seed),
        draws: 300,
      },
    ),
    aucTyped: aucOf(heard, (pause) => model.judge(wordsMeant(pause))),
    aucHeldSound: aucOf(heard, ({ heldMs }) => -heldMs),
    curve: curveOf(own),
    freeCurve: curveOf(free),
    live: waitPoint(kindsOf(own), LIVE_WAITS.patienceMs, waitUnder(LIVE_WAITS)),
  };
}

const aucOf = (pauses: readonly JudgedPause[], score: (pause: JudgedPause) => number) =>
  areaUnderRoc(
    pauses.map(score),
    pauses.map(({ kind }) => (kind === 'end' ? 1 : 0)),
  );

function wordsMeant({ turn, kind }: HeardPause): string {
  return turn.segments.slice(0, kind === 'end' ? undefined : 1).join(' ');
}

function curveOf(pauses: readonly JudgedPause[]): readonly WaitPoint[] {
  const kinds = kindsOf(pauses);
  return DIALS.map((patienceMs) =>
    waitPoint(kinds, patienceMs, waitUnder({ patienceMs, longestMs: CURVE_LONGEST_MS })),
  );
}

const waitUnder =
  (policy: WaitPolicy) =>
  ({ turn, text, finished }: JudgedPause) =>
    waitFor(
      {
        expects: turn.expects,
        ...(text !== undefined && { text }),
        ...(finished !== undefined && { finished }),
      },
      policy,
    );

export interface Headline {
  readonly auc: number;
  /** Live-shaped, at a mean wait of at most 400 and 600 ms. */
  readonly falseCutoffs300: number | null;
  readonly falseCutoffs600: number | null;
  readonly vadFalseCutoffs300: number;
  readonly vadFalseCutoffs600: number;
  /** Mean wait at 5 % of live-shaped cut-offs. */
  readonly latencyAt5: number | null;
}

/** The figures that others publish too, read off a curve. */
export function headlineOf(auc: number, curve: readonly WaitPoint[]): Headline {
  return {
    auc,
    falseCutoffs300: atMeanWait(curve, 400)?.falseCutoffs ?? null,
    falseCutoffs600: atMeanWait(curve, 600)?.falseCutoffs ?? null,
    vadFalseCutoffs300: shareOfPausesBeyond(300),
    vadFalseCutoffs600: shareOfPausesBeyond(600),
    latencyAt5: atCutoffs(curve, 0.05)?.meanWaitMs ?? null,
  };
}
