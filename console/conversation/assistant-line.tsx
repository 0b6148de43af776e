/** The assistant's turn: what was said and shown, where it comes from, how fast it came, and why. */
import { useState } from 'react';
import { assertNever, type BotPart, type Citation } from '../../protocol/index.js';
import { langOf } from '../model/plain-names.js';
import type { AssistantTurn } from '../model/transcript.js';
import { withKeys } from '../model/with-keys.js';
import { Icon } from '../ui/icon.js';
import { Run } from '../ui/tags.js';
import { useWords } from '../words/use-words.js';
import { MarkdownText } from './markdown-text.js';
import { TurnFrame } from './turn-frame.js';
import { WhyReply } from './why-reply.js';

interface AssistantLineProps {
  readonly turn: AssistantTurn;
  readonly isPlaying: boolean;
}

export function AssistantLine({ turn, isPlaying }: AssistantLineProps) {
  const words = useWords();
  const citations = (turn.parts ?? []).flatMap((part) => (part.kind === 'say' ? part.citations : []));
  const [isAsked, setAsked] = useState(false);
  const speaker = (
    <>
      {words.conversation.assistant} <span className="ai-tag">{words.conversation.ai}</span>
      {turn.responseMs !== undefined && <ResponseTime responseMs={turn.responseMs} />}
      <button type="button" className="why-button" aria-expanded={isAsked} onClick={() => setAsked(!isAsked)}>
        {words.conversation.why}
        <Icon name="chevron" size={14} />
      </button>
    </>
  );
  return (
    <TurnFrame turn={turn} isPlaying={isPlaying} speaker={speaker}>
      {turn.parts === undefined && <p className="turn-erased">{words.conversation.erased}</p>}
      {turn.cut ? <CutWords turn={turn} /> : <Parts parts={turn.parts ?? []} />}
      {citations.length > 0 && <Sources citations={citations} />}
      {isAsked && <WhyReply turn={turn} />}
    </TurnFrame>
  );
}

function ResponseTime({ responseMs }: { readonly responseMs: number }) {
  const words = useWords();
  return (
    <span className="response-time" title={words.conversation.responseHint}>
      {words.conversation.responseTime((responseMs / 1000).toFixed(1))}
    </span>
  );
}

/** A reply that the caller cut short: what was heard, then what was not. */
function CutWords({ turn }: { readonly turn: AssistantTurn }) {
  const words = useWords();
  const played = turn.cut?.playedText ?? '';
  return (
    <>
      {played !== '' && (
        <p className="turn-words" lang={langOf(played)}>
          {played} <span aria-hidden="true">…</span>
        </p>
      )}
      <p className="turn-cut">
        <Icon name="cut" size={16} />
        {words.conversation.cut}
      </p>
    </>
  );
}

function Parts({ parts }: { readonly parts: readonly BotPart[] }) {
  return withKeys(parts, (part) => part.kind).map(({ key, item }) => <Part key={key} part={item} />);
}

function Part({ part }: { readonly part: BotPart }) {
  const words = useWords();
  switch (part.kind) {
    case 'say':
      return <MarkdownText text={part.text} />;
    case 'choices':
      return (
        <p className="turn-choices">
          <span className="turn-choices-label">{words.conversation.offered}</span>
          {part.choices.map((choice) => (
            <span key={choice.value} className="quiet-tag" lang={langOf(choice.label)}>
              {choice.label}
            </span>
          ))}
        </p>
      );
    case 'card':
      return (
        <div className="turn-card" lang={langOf(part.title + part.subtitle)}>
          <strong>{part.title}</strong>
          <span className="turn-card-subtitle">{part.subtitle}</span>
          {part.facts.length > 0 && <span className="turn-card-facts">{part.facts.join(' · ')}</span>}
        </div>
      );
    case 'handoff':
      return (
        <p className="turn-handoff">
          <Icon name="person" size={16} />
          <span>
            {words.conversation.handoff}
            {part.summary && ': '}
            <Run text={part.summary} />
          </span>
        </p>
      );
    default:
      return assertNever(part);
  }
}

function Sources({ citations }: { readonly citations: readonly Citation[] }) {
  const words = useWords();
  return (
    <div className="sources">
      {withKeys(citations, (citation) => citation.document).map(({ key, item: citation }) => (
        <details key={key} className="source">
          <summary>
            <Icon name="document" size={14} />
            <Run text={citation.title || citation.document} />
            <span className="source-score">{words.conversation.sourceScore(citation.score.toFixed(2))}</span>
          </summary>
          <blockquote lang={langOf(citation.passage)}>{citation.passage}</blockquote>
        </details>
      ))}
    </div>
  );
}
