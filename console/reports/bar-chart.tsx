/** A horizontal bar chart that is also its own table: name, bar, count, share. Draws with SVG; no chart library. */
import type { ReactNode } from 'react';
import { regionOf } from '../model/clock-text.js';
import { useSettings } from '../settings/settings-store.js';
import { useWords } from '../words/use-words.js';

export interface Bar {
  readonly key: string;
  readonly name: string;
  readonly count: number;
  readonly note?: ReactNode;
  readonly tone?: 'good' | 'warn' | 'plain';
}

interface BarChartProps {
  readonly title: string;
  readonly bars: readonly Bar[];
}

export function BarChart({ title, bars }: BarChartProps) {
  const words = useWords();
  const { language } = useSettings();
  const total = bars.reduce((sum, bar) => sum + bar.count, 0);
  const number = new Intl.NumberFormat(regionOf(language));
  const share = new Intl.NumberFormat(regionOf(language), { style: 'percent', maximumFractionDigits: 0 });
  return (
    <table className="bar-chart">
      <caption>{title}</caption>
      <colgroup>
        <col className="bar-col-name" />
        <col />
        <col className="bar-col-number" />
        <col className="bar-col-number" />
      </colgroup>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{title}</th>
          <th scope="col" />
          <th scope="col">{words.reports.count}</th>
          <th scope="col">{words.reports.share}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map((bar) => (
          <tr key={bar.key}>
            <th scope="row">
              {bar.name}
              {bar.note}
            </th>
            <td className="bar-cell">
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect className="bar-track" width="100" height="10" />
                <rect
                  className={`bar-${bar.tone ?? 'fill'}`}
                  width={total === 0 ? 0 : (100 * bar.count) / total}
                  height="10"
                />
              </svg>
            </td>
            <td className="number">{number.format(bar.count)}</td>
            <td className="number bar-share">{total === 0 ? '' : share.format(bar.count / total)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
