/** What the visitor wanted, in order, on one line: each step is a button that leads to its turn or plays it. */
import { useMemo } from 'react';
import { OUT_OF_SCOPE } from '../../protocol/index.js';
import { offsetText } from '../model/clock-text.js';
import { type IntentStep, intentSteps } from '../model/intent-strip.js';
import type { TranscriptView } from '../model/transcript.js';
import { useWords } from '../words/use-words.js';
import { useShowTurn } from './use-show-turn.js';

export function IntentStrip({ view }: { readonly view: TranscriptView }) {
  const words = useWords();
  const steps = useMemo(() => intentSteps(view), [view]);
  if (steps.length === 0) return null;
  return (
    <div className="intent-strip">
      <span className="intent-strip-label" id="intent-strip-label">
        {words.conversation.intents}
      </span>
      <ol aria-labelledby="intent-strip-label">
        {steps.map((step) => (
          <li key={step.turnId}>
            <StepButton step={step} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function StepButton({ step }: { readonly step: IntentStep }) {
  const words = useWords();
  const showTurn = useShowTurn();
  const offset = step.startMs === undefined ? undefined : offsetText(step.startMs);
  return (
    <button
      type="button"
      className={`intent-step ${step.intent === OUT_OF_SCOPE ? 'intent-tag-out' : ''}`}
      onClick={() => showTurn(step.turnId, step.startMs)}
    >
      {offset && <span className="intent-step-time">{offset}</span>}
      <span className="intent-step-name">{step.intent}</span>
      {step.turns > 1 && (
        <span className="intent-step-count" title={words.conversation.turnsOf(step.turns)}>
          ×{step.turns}
        </span>
      )}
    </button>
  );
}
