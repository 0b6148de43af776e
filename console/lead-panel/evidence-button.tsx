/** The way from a statement to the moment it rests on: plays the recording from there, or leads to the turn of a chat. */
import type { Evidence } from '../../protocol/index.js';
import { useShowTurn } from '../conversation/use-show-turn.js';
import { offsetText } from '../model/clock-text.js';
import type { TranscriptView } from '../model/transcript.js';
import { useWords } from '../words/use-words.js';

export interface EvidencePlace {
  readonly view: TranscriptView;
  /** Called before the turn is shown. */
  readonly onShowTurn: () => void;
}

interface EvidenceButtonProps {
  readonly evidence: Evidence;
  readonly place: EvidencePlace;
}

export function EvidenceButton({ evidence, place }: EvidenceButtonProps) {
  const words = useWords();
  const showTurn = useShowTurn();
  const spoken = place.view.turns.filter((turn) => turn.kind === 'caller');
  const index = spoken.findIndex((turn) => turn.turnId === evidence.turnId);
  const offsetMs = evidence.offsetMs ?? spoken[index]?.startMs;
  if (index < 0 && offsetMs === undefined) return <span className="reason-source" />;
  const offset = offsetMs === undefined ? undefined : offsetText(offsetMs);
  const label = offset === undefined ? words.lead.showTurn(index + 1) : words.lead.playEvidence(offset);
  return (
    <button
      type="button"
      className="evidence-button"
      aria-label={label}
      title={label}
      onClick={() => {
        place.onShowTurn();
        showTurn(evidence.turnId, offsetMs);
      }}
    >
      {offset ?? words.lead.turn(index + 1)}
    </button>
  );
}
