/** The score: point, interval, track, state word, reasons, where it starts from, and what the model was trained on. */
import { Link } from '@tanstack/react-router';
import { pickText, type ScoredLead } from '../../protocol/index.js';
import { readModelVersion } from '../model/model-version.js';
import { plainName } from '../model/plain-names.js';
import { readScore, type Scored, type ScoreReading } from '../model/score-points.js';
import { versionText } from '../models/model-names.js';
import { useSettings } from '../settings/settings-store.js';
import { ReadinessTag } from '../ui/tags.js';
import { useModels } from '../wire/queries.js';
import { useWords } from '../words/use-words.js';
import type { EvidencePlace } from './evidence-button.js';
import { Reasons } from './reasons.js';
import { ScoreTrack } from './score-track.js';

/** Conversions below which the screen says that figures are not steady yet. */
const STEADY_CONVERSIONS = 120;

interface ScoreBlockProps {
  readonly lead: ScoredLead;
  readonly evidence: EvidencePlace;
}

export function ScoreBlock({ lead, evidence }: ScoreBlockProps) {
  const words = useWords();
  const { language } = useSettings();
  const { score } = lead;
  if (score.kind === 'insufficient') {
    return (
      <section className="lead-block" aria-label={words.lead.score}>
        <h3 className="block-title">{words.lead.score}</h3>
        <p className="score-insufficient">{words.lead.insufficient}</p>
        <p className="meta">{pickText(score.why, language)}</p>
      </section>
    );
  }
  const reading = readScore(score);
  return (
    <section className="lead-block" aria-label={words.lead.score}>
      <div className="block-head">
        <h3 className="block-title">{words.lead.score}</h3>
        <ReadinessTag readiness={score.readiness} />
      </div>
      <ScorePoint score={score} reading={reading} />
      <ScoreTrack reading={reading} />
      <Reasons reading={reading} evidence={evidence} />
      <ScoreNotes score={score} reading={reading} />
    </section>
  );
}

interface ScoredProps {
  readonly score: Scored;
  readonly reading: ScoreReading;
}

function ScorePoint({ score, reading }: ScoredProps) {
  const words = useWords();
  const goal = words.lead.goals[score.goal] ?? plainName(score.goal).toLowerCase();
  return (
    <div className="score-point">
      <span className="score-number">{reading.point}</span>
      <div>
        <p className="score-interval">
          {words.lead.between} <strong>{reading.low}</strong> {words.lead.and} <strong>{reading.high}</strong>
        </p>
        <p className="meta">{words.lead.goal(goal, score.windowDays)}</p>
      </div>
    </div>
  );
}

function ScoreNotes({ score, reading }: ScoredProps) {
  const words = useWords();
  const few = score.trainedOnConversions < STEADY_CONVERSIONS;
  return (
    <div className="score-notes">
      <p>{words.lead.base(reading.base)}</p>
      {score.coverage !== undefined && <p>{words.lead.coverage(`${Math.round(score.coverage * 100)}%`)}</p>}
      {few && <p>{words.lead.fewConversions(score.trainedOnConversions)}</p>}
      {score.isTrainedOnGenerated && <p>{words.lead.trainedOnGenerated}</p>}
      <ModelLink version={score.modelVersion} />
    </div>
  );
}

/** To the card of the model that scored; a newer version may be active by now, so the link says which one it was. */
function ModelLink({ version }: { readonly version: string }) {
  const words = useWords();
  const models = useModels().data;
  const scored = readModelVersion(version);
  const name = models?.find((model) => model.name === scored.model)?.name;
  const label = `${words.lead.modelCard} · ${versionText(version, words)}`;
  return name === undefined ? (
    <Link to="/models" title={version}>
      {label}
    </Link>
  ) : (
    <Link to="/models/$name" params={{ name }} title={version}>
      {label}
    </Link>
  );
}
