/** The intents of a conversation in order, as the strip above the transcript shows them. Pure. */
import type { TranscriptView } from './transcript.js';

export interface IntentStep {
  readonly intent: string;
  /** The first turn in which it was meant. */
  readonly turnId: string;
  readonly startMs?: number;
  readonly confidence?: number;
  /** Turns in a row that were understood the same way. */
  readonly turns: number;
}

/** Consecutive turns of one intent become one step; turns that only answer a question carry no intent and are skipped. */
export function intentSteps(view: TranscriptView): IntentStep[] {
  const steps: IntentStep[] = [];
  for (const turn of view.turns) {
    if (turn.kind !== 'caller' || turn.intent === undefined) continue;
    const last = steps.at(-1);
    if (last?.intent === turn.intent) {
      steps[steps.length - 1] = { ...last, turns: last.turns + 1 };
      continue;
    }
    steps.push({
      intent: turn.intent,
      turnId: turn.turnId,
      turns: 1,
      ...(turn.startMs === undefined ? {} : { startMs: turn.startMs }),
      ...(turn.confidence === undefined ? {} : { confidence: turn.confidence }),
    });
  }
  return steps;
}
