/** Why a score is what it is: up to five signed reasons with a bar and their evidence, and the rest behind one row. */
import { useState } from 'react';
import { pickText } from '../../protocol/index.js';
import { type ReasonPoints, type ScoreReading, signedPoints } from '../model/score-points.js';
import { useSettings } from '../settings/settings-store.js';
import { Icon } from '../ui/icon.js';
import { useWords } from '../words/use-words.js';
import { EvidenceButton, type EvidencePlace } from './evidence-button.js';

interface ReasonsProps {
  readonly reading: ScoreReading;
  readonly evidence: EvidencePlace;
}

export function Reasons({ reading, evidence }: ReasonsProps) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const listed = isOpen ? [...reading.shown, ...reading.more] : reading.shown;
  const largest = Math.max(1, ...reading.shown.map((entry) => Math.abs(entry.points)));
  return (
    <>
      <h4 className="block-title">{words.lead.why}</h4>
      <ul className="reasons">
        {listed.map((entry) => (
          <Reason key={entry.reason.feature} entry={entry} largest={largest} evidence={evidence} />
        ))}
        {reading.unexplained !== 0 && (
          <li className="reason">
            <Points points={reading.unexplained} />
            <span className="reason-text">{words.lead.unexplained}</span>
          </li>
        )}
      </ul>
      {reading.more.length > 0 && (
        <button type="button" className="more-button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? words.lead.fewer : words.lead.more(reading.more.length, signedPoints(reading.morePoints))}
          <Icon name="chevron" size={14} />
        </button>
      )}
    </>
  );
}

interface ReasonProps {
  readonly entry: ReasonPoints;
  readonly largest: number;
  readonly evidence: EvidencePlace;
}

function Reason({ entry, largest, evidence }: ReasonProps) {
  const words = useWords();
  const { language } = useSettings();
  const { reason, points } = entry;
  const share = (100 * Math.abs(points)) / largest;
  return (
    <li className="reason">
      <Points points={points} />
      <span className="reason-text">{pickText(reason.text, language)}</span>
      {reason.source === 'history' || !reason.evidence ? (
        <span className="reason-source">{reason.source === 'history' ? words.lead.history : ''}</span>
      ) : (
        <EvidenceButton evidence={reason.evidence} place={evidence} />
      )}
      <svg className="reason-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect className="bar-track" width="100" height="4" />
        <rect className={points < 0 ? 'bar-bad' : 'bar-good'} width={share} height="4" />
      </svg>
    </li>
  );
}

function Points({ points }: { readonly points: number }) {
  const tone = points < 0 ? 'points-bad' : 'points-good';
  return <span className={`reason-points ${points === 0 ? '' : tone}`}>{signedPoints(points)}</span>;
}
