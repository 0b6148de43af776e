/** A lead in a few lines of text, as `chat` and `call` end with it. */
import { pickText, type ScoredLead } from '../protocol/index.js';

const percent = (share: number) => Math.round(share * 100);
const REASONS_SHOWN = 5;

export function leadLines(lead: ScoredLead | undefined): readonly string[] {
  if (lead === undefined) return ['lead       not ready yet'];
  const { classification, score, segment, contact } = lead;
  const known = Object.entries(contact).flatMap(([name, value]) => (value ? [`${name} ${value}`] : []));
  const lines = [
    `lead       ${pickText(lead.headline, 'en')}`,
    `contact    ${known.join(', ') || 'nothing left'}`,
    `class      ${classification.isCertain ? '' : 'unclear, perhaps '}${classification.label} ${percent(classification.confidence)}%`,
    `segment    ${segment ? pickText(segment.name, 'en') : 'none'}`,
  ];
  if (score.kind === 'insufficient') return [...lines, `score      ${pickText(score.why, 'en')}`];
  const origin = score.isTrainedOnGenerated ? ', trained on generated data' : '';
  lines.push(
    `score      ${percent(score.value)}, likely between ${percent(score.low)} and ${percent(score.high)}${origin}`,
  );
  for (const reason of score.reasons.slice(0, REASONS_SHOWN)) {
    const points = percent(reason.contribution);
    lines.push(`           ${points < 0 ? '−' : '+'}${Math.abs(points)} ${pickText(reason.text, 'en')}`);
  }
  return lines;
}
