/** "Why this reply": the runtime's own sentence, the readings it weighed, the responses it used. Shown when asked for. */
import type { AssistantTurn } from '../model/transcript.js';
import { Run } from '../ui/tags.js';
import { useWords } from '../words/use-words.js';

export function WhyReply({ turn }: { readonly turn: AssistantTurn }) {
  const words = useWords();
  const runtime = turn.runtimeMs < 10 ? turn.runtimeMs.toFixed(1) : String(Math.round(turn.runtimeMs));
  return (
    <div className="why-body">
      <p>
        <Run text={turn.why} />
      </p>
      <Readings turn={turn} />
      {turn.replyKeys.length > 0 && (
        <p>
          {words.conversation.whyResponses}: <code>{turn.replyKeys.join(', ')}</code>
        </p>
      )}
      <p>{words.conversation.whyRuntime(runtime)}</p>
    </div>
  );
}

function Readings({ turn }: { readonly turn: AssistantTurn }) {
  const words = useWords();
  if (turn.alternatives.length === 0) return null;
  return (
    <div>
      <p>{words.conversation.whyReading}</p>
      <ul className="readings">
        {turn.alternatives.map((reading) => (
          <li key={reading.intent}>
            <code>{reading.intent}</code>
            <svg className="reading-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
              <rect className="bar-track" width="100" height="6" />
              <rect className="bar-fill" width={Math.max(1, reading.confidence * 100)} height="6" />
            </svg>
            <span className="number">{Math.round(reading.confidence * 100)}%</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
