/** On a phone: the two tabs of a conversation, with the score in the second. */
import type { KeyboardEvent } from 'react';
import type { ConversationRow } from '../../protocol/index.js';
import { ScoreTag } from '../ui/tags.js';
import { useWords } from '../words/use-words.js';

export type PaneTab = 'transcript' | 'lead';

interface PaneTabsProps {
  readonly tab: PaneTab;
  readonly onTab: (tab: PaneTab) => void;
  readonly row: ConversationRow;
}

export function PaneTabs({ tab, onTab, row }: PaneTabsProps) {
  const words = useWords();
  const other: PaneTab = tab === 'transcript' ? 'lead' : 'transcript';
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    onTab(other);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${other}"]`)?.focus();
  };
  return (
    <div className="pane-tabs" role="tablist" onKeyDown={move} tabIndex={-1}>
      {(['transcript', 'lead'] as const).map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          data-tab={name}
          aria-selected={tab === name}
          tabIndex={tab === name ? 0 : -1}
          className="pane-tab"
          onClick={() => onTab(name)}
        >
          {words.conversation[name]}
          {name === 'lead' && <ScoreTag score={row.scorePercent} readiness={row.readiness} />}
        </button>
      ))}
    </div>
  );
}
