/** The sources under an answer from documents: numbered buttons that open the passage the answer rests on. Called by bot-reply.tsx. */
import { useState } from 'preact/hooks';
import type { Citation } from '../../protocol/index.js';
import { useWidget } from './widget-model.js';

export function Citations({ citations }: { readonly citations: readonly Citation[] }) {
  const { phrases } = useWidget();
  const [opened, setOpened] = useState<number | undefined>(undefined);
  const passage = opened === undefined ? undefined : citations[opened];
  return (
    <div class="sources">
      <span class="sources-label">{phrases.sources}</span>
      {citations.map((citation, index) => (
        <button
          key={citation.passage}
          type="button"
          class="source"
          aria-expanded={opened === index}
          onClick={() => setOpened(opened === index ? undefined : index)}
        >
          <span class="source-number">{index + 1}</span>
          <span class="source-title">{citation.title}</span>
        </button>
      ))}
      {passage !== undefined && (
        <blockquote class="passage" dir="auto">
          {passage.passage}
        </blockquote>
      )}
    </div>
  );
}
