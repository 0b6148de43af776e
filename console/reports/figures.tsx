/** The figures at the top of the reports, each with what it counts. */
import type { ReactNode } from 'react';
import type { Overview } from '../../protocol/index.js';
import { regionOf } from '../model/clock-text.js';
import { useSettings } from '../settings/settings-store.js';
import { useWords } from '../words/use-words.js';

export function Figures({ overview }: { readonly overview: Overview }) {
  const words = useWords();
  const { language } = useSettings();
  const number = new Intl.NumberFormat(regionOf(language));
  const share = new Intl.NumberFormat(regionOf(language), { style: 'percent', maximumFractionDigits: 0 });
  return (
    <dl className="figures">
      <Figure name={words.reports.conversations} value={number.format(overview.conversations)} />
      <Figure name={words.reports.leads} value={number.format(overview.leads)} />
      <Figure
        name={words.reports.generatedShare}
        value={share.format(overview.generated / Math.max(1, overview.conversations))}
      />
      <AnswerTime overview={overview} />
    </dl>
  );
}

function AnswerTime({ overview }: { readonly overview: Overview }) {
  const words = useWords();
  const { language } = useSettings();
  const { responseMs } = overview;
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
  if (!responseMs || responseMs.count === 0) {
    return <Figure name={words.reports.answer} value="–" note={words.reports.notMeasured} />;
  }
  const count = new Intl.NumberFormat(regionOf(language)).format(responseMs.count);
  return (
    <Figure
      name={words.reports.answer}
      value={seconds(responseMs.p50)}
      note={
        <>
          {words.reports.spread(seconds(responseMs.p95))}
          <br />
          {words.reports.measured(count)}
        </>
      }
    />
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly note?: ReactNode;
}

function Figure({ name, value, note }: FigureProps) {
  return (
    <div className="figure">
      <dt>{name}</dt>
      <dd>
        <span className="figure-value">{value}</span>
        {note && <span className="figure-note">{note}</span>}
      </dd>
    </div>
  );
}
