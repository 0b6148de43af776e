/** The small labels of the console: score, state, generated, intent. Each says its meaning in words, never by colour alone. */
import { Tooltip } from '@mantine/core';
import { type ConversationRow, OUT_OF_SCOPE } from '../../protocol/index.js';
import { langOf } from '../model/plain-names.js';
import { useWords } from '../words/use-words.js';
import { Icon, type IconName } from './icon.js';

export type Readiness = NonNullable<ConversationRow['readiness']>;

const TONES: Readonly<Record<Readiness, string>> = { ready: 'good', look: 'warn', 'not-yet': 'plain' };
const SIGNS: Readonly<Record<Readiness, IconName>> = { ready: 'check', look: 'look', 'not-yet': 'wait' };

export function ScoreTag({ score, readiness }: { readonly score?: number; readonly readiness?: Readiness }) {
  const words = useWords();
  if (score === undefined)
    return (
      <span className="score-tag score-tag-none" title={words.unscored}>
        –
      </span>
    );
  const state = readiness ? (words.readiness[readiness] ?? '') : '';
  return (
    <span
      className={`score-tag tone-${readiness ? TONES[readiness] : 'plain'}`}
      role="img"
      aria-label={words.inbox.scoreOf(score, state)}
      title={state}
    >
      {score}
    </span>
  );
}

export function ReadinessTag({ readiness }: { readonly readiness: Readiness }) {
  const words = useWords();
  return (
    <span className={`state-tag tone-${TONES[readiness]}`}>
      <Icon name={SIGNS[readiness]} size={14} />
      {words.readiness[readiness]}
    </span>
  );
}

export function GeneratedTag() {
  const words = useWords();
  return (
    <span className="generated-tag" title={words.generatedHint}>
      {words.generated}
    </span>
  );
}

/** An intent by its machine name; the tooltip gives the confidence. */
export function IntentTag({ intent, confidence }: { readonly intent: string; readonly confidence?: number }) {
  const words = useWords();
  const percent = confidence === undefined ? undefined : `${Math.round(confidence * 100)}%`;
  const label = percent === undefined ? intent : words.conversation.confidence(percent);
  return (
    <Tooltip label={label} events={{ hover: true, focus: true, touch: true }} withArrow>
      <span className={`intent-tag ${intent === OUT_OF_SCOPE ? 'intent-tag-out' : ''}`}>
        <span>{intent}</span>
        {percent && <span className="intent-tag-confidence">{percent}</span>}
      </span>
    </Tooltip>
  );
}

/** Text in its own language, marked so that fonts, line breaks and screen readers follow. */
export function Run({ text, className }: { readonly text: string; readonly className?: string }) {
  return (
    <span lang={langOf(text)} className={className}>
      {text}
    </span>
  );
}
