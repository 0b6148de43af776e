/** The 0 to 100 track of a score: interval band, point tick, dashed sales line. Never a gauge. */
import type { ScoreReading } from '../model/score-points.js';
import { useWords } from '../words/use-words.js';

const HEIGHT = 22;
const MIDDLE = HEIGHT / 2;

export function ScoreTrack({ reading }: { readonly reading: ScoreReading }) {
  const words = useWords();
  const { point, low, high, salesLine } = reading;
  // The word under the line keeps clear of 0 and 100 at the ends.
  const labelAt = Math.min(80, Math.max(20, salesLine));
  return (
    <div className="score-track">
      <svg
        width="100%"
        height={HEIGHT}
        role="img"
        aria-label={words.lead.trackLabel(point, low, high, salesLine)}
      >
        <rect className="track-rail" x="0" y={MIDDLE - 3} width="100%" height="6" rx="3" />
        <rect
          className="track-band"
          x={`${low}%`}
          y={MIDDLE - 5}
          width={`${Math.max(1, high - low)}%`}
          height="10"
          rx="5"
        />
        <line className="track-sales" x1={`${salesLine}%`} x2={`${salesLine}%`} y1="1" y2={HEIGHT - 3} />
        <svg x={`${point}%`} overflow="visible" aria-hidden="true">
          <rect className="track-point" x="-2" y={MIDDLE - 9} width="4" height="18" rx="2" />
        </svg>
      </svg>
      <div className="track-labels" aria-hidden="true">
        <span>0</span>
        <span className="track-sales-label" style={{ insetInlineStart: `${labelAt}%` }}>
          {words.lead.salesLine(salesLine)}
        </span>
        <span>100</span>
      </div>
    </div>
  );
}
