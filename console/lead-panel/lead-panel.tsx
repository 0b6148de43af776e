/** The lead beside its conversation: who it is, how good and why, what was heard. Everything shown leads back to its evidence. */
import type { ConversationDetail, ScoredLead } from '../../protocol/index.js';
import type { TranscriptView } from '../model/transcript.js';
import { EmptyNote } from '../ui/state-notes.js';
import { useWords } from '../words/use-words.js';
import { CleaningBlock, ContactBlock } from './contact-block.js';
import { HeardBlock } from './heard-block.js';
import { LeadHead } from './lead-head.js';
import { PlacementBlock } from './placement-block.js';
import { ScoreBlock } from './score-block.js';
import { WishesBlock } from './wishes-block.js';

interface LeadPanelProps {
  readonly detail: ConversationDetail;
  readonly view: TranscriptView;
  /** Called before a turn is shown, so that a phone can switch to the transcript. */
  readonly onShowTurn: () => void;
}

export function LeadPanel({ detail, view, onShowTurn }: LeadPanelProps) {
  const words = useWords();
  const { lead } = detail;
  if (!lead) return <EmptyNote text={words.lead.none} />;
  return <LoadedLead lead={lead} label={detail.row.contactName} view={view} onShowTurn={onShowTurn} />;
}

interface LoadedLeadProps extends Omit<LeadPanelProps, 'detail'> {
  readonly lead: ScoredLead;
  readonly label: string;
}

function LoadedLead({ lead, label, view, onShowTurn }: LoadedLeadProps) {
  const evidence = { view, onShowTurn };
  return (
    <>
      <LeadHead lead={lead} label={label} />
      <WishesBlock lead={lead} evidence={evidence} />
      <ScoreBlock lead={lead} evidence={evidence} />
      <PlacementBlock lead={lead} />
      <HeardBlock lead={lead} evidence={evidence} />
      <ContactBlock lead={lead} />
      <CleaningBlock lead={lead} />
    </>
  );
}
