/** What the version on trial read beside the active one: how often they agree, who was right, how long each took, and where they differ. */
import { Link } from '@tanstack/react-router';
import type { BoundedFigure, ShadowDisagreement, ShadowOpinion, ShadowReport } from '../../protocol/index.js';
import { regionOf } from '../model/clock-text.js';
import { plainName } from '../model/plain-names.js';
import { useSettings } from '../settings/settings-store.js';
import { Icon } from '../ui/icon.js';
import { useShadow } from '../wire/queries.js';
import type { Words } from '../words/en.js';
import { useWords } from '../words/use-words.js';

const SHOWN = 20;

export function ShadowBlock({ model }: { readonly model: string }) {
  const words = useWords();
  const { data: report } = useShadow(model);
  if (report === undefined) return null;
  return (
    <section>
      <h3 className="block-title">{words.shadow.title}</h3>
      {report.problem !== undefined && (
        <p className="model-warning" role="alert">
          <Icon name="alert" size={18} />
          <span>
            <strong>{words.shadow.halted}.</strong> {words.shadow.haltedNote} <code>{report.problem}</code>
          </span>
        </p>
      )}
      {report.readings === 0 ? <p className="meta">{words.shadow.none}</p> : <Figures report={report} />}
      <Disagreements report={report} />
    </section>
  );
}

/** Figures in the reader's own way of writing numbers. */
function useFigures() {
  const region = regionOf(useSettings().language);
  const percent = new Intl.NumberFormat(region, { style: 'percent', maximumFractionDigits: 1 });
  const plain = new Intl.NumberFormat(region, { maximumFractionDigits: 4 });
  const signed = new Intl.NumberFormat(region, { maximumFractionDigits: 4, signDisplay: 'exceptZero' });
  return {
    percent: (value: number) => percent.format(value),
    plain: (value: number) => plain.format(value),
    signed: (value: number) => signed.format(value),
    signedRange: ({ value, low, high }: BoundedFigure) =>
      `${signed.format(value)} (${signed.format(low)} – ${signed.format(high)})`,
  };
}

function factsOf(
  report: ShadowReport,
  words: Words,
  figures: ReturnType<typeof useFigures>,
): readonly (readonly [string, string])[] {
  const { shadow } = words;
  const { agreement, difference, outcomes, latency, missed } = report;
  const { percent, plain, signed, signedRange } = figures;
  const lost = missed.full + missed.late + missed.failed;
  const facts: [string, string][] = [[shadow.readings, plain(report.readings)]];
  if (agreement !== undefined) {
    const { value, low, high } = agreement;
    facts.push([shadow.agreement, `${percent(value)} (${percent(low)} – ${percent(high)})`]);
  }
  if (difference !== undefined)
    facts.push([
      shadow.difference,
      shadow.differenceText(signed(difference.mean), plain(difference.meanAbsolute), plain(difference.most)),
    ]);
  if (outcomes !== undefined) {
    const { rows, activeBrier, challengerBrier, brierGain, auc } = outcomes;
    facts.push([shadow.outcomes, shadow.outcomesText(rows, outcomes.won)]);
    facts.push([
      shadow.brier,
      shadow.pair(plain(activeBrier), plain(challengerBrier), signedRange(brierGain)),
    ]);
    if (auc !== undefined)
      facts.push([shadow.auc, shadow.pair(plain(auc.active), plain(auc.challenger), signedRange(auc.gain))]);
  }
  if (latency !== undefined)
    facts.push([
      shadow.latency,
      shadow.latencyText(plain(latency.active.medianMs), plain(latency.challenger.medianMs)),
    ]);
  if (lost > 0) facts.push([shadow.missed, plain(lost)]);
  return facts;
}

function Figures({ report }: { readonly report: ShadowReport }) {
  const words = useWords();
  const figures = useFigures();
  return (
    <dl className="facts model-facts">
      {factsOf(report, words, figures).map(([name, value]) => (
        <div className="fact" key={name}>
          <dt>{name}</dt>
          <dd className="fact-value">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Disagreements({ report }: { readonly report: ShadowReport }) {
  const words = useWords();
  const listed = report.disagreements.slice(0, SHOWN);
  if (listed.length === 0) return null;
  return (
    <table className="metrics">
      <caption className="block-title">{words.shadow.disagreements}</caption>
      <thead>
        <tr>
          <th scope="col">{words.shadow.said}</th>
          <th scope="col">{words.shadow.active}</th>
          <th scope="col">{words.shadow.challenger}</th>
        </tr>
      </thead>
      <tbody>
        {listed.map((each) => (
          <Disagreement key={`${each.conversationId} ${each.atMs} ${each.text}`} each={each} />
        ))}
      </tbody>
    </table>
  );
}

function Disagreement({ each }: { readonly each: ShadowDisagreement }) {
  const words = useWords();
  const { percent } = useFigures();
  const text = ({ label, value }: ShadowOpinion) =>
    `${words.shadow.labels[label] ?? plainName(label)}${value === undefined ? '' : ` ${percent(value)}`}`;
  return (
    <tr>
      <th scope="row">
        <Link to="/inbox/$conversationId" params={{ conversationId: each.conversationId }}>
          {each.text ?? words.shadow.erased}
        </Link>
      </th>
      <td>{text(each.active)}</td>
      <td>{text(each.challenger)}</td>
    </tr>
  );
}
