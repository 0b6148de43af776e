/** The reports: how many conversations and leads, of which kinds, how ready, how fast answers came, and what is generated. */
import { type Overview, pickText } from '../../protocol/index.js';
import { regionOf } from '../model/clock-text.js';
import { useSettings } from '../settings/settings-store.js';
import { Page } from '../ui/page.js';
import { QueryBody } from '../ui/query-body.js';
import { GeneratedTag } from '../ui/tags.js';
import { useOverview } from '../wire/queries.js';
import { useWords } from '../words/use-words.js';
import { type Bar, BarChart } from './bar-chart.js';
import { Figures } from './figures.js';

export function ReportsPage() {
  const words = useWords();
  const query = useOverview();
  return (
    <Page title={words.reports.title}>
      <div className="report">
        <QueryBody
          query={query}
          skeleton={[64, 20, 20, 20, 20]}
          failed={words.states.reportsFailed}
          empty={words.reports.empty}
          isEmpty={(overview) => overview.conversations === 0}
        >
          {(overview) => <Report overview={overview} />}
        </QueryBody>
      </div>
    </Page>
  );
}

function Report({ overview }: { readonly overview: Overview }) {
  const words = useWords();
  const { language } = useSettings();
  const number = new Intl.NumberFormat(regionOf(language));
  return (
    <>
      {overview.generated > 0 && (
        <p className="report-note">
          <GeneratedTag />
          {words.reports.generatedNote(
            number.format(overview.generated),
            number.format(overview.conversations),
          )}
        </p>
      )}
      <Figures overview={overview} />
      <Charts overview={overview} />
    </>
  );
}

const READINESS_TONES: Readonly<Record<string, Bar['tone']>> = {
  ready: 'good',
  look: 'warn',
  'not-yet': 'plain',
};
const READINESS_ORDER = ['ready', 'look', 'not-yet'];

function barsOf(counts: Readonly<Record<string, number>>, names: Readonly<Record<string, string>>): Bar[] {
  return Object.entries(counts)
    .map(([key, count]) => ({ key, count, name: names[key] ?? key }))
    .sort((a, b) => b.count - a.count);
}

function Charts({ overview }: { readonly overview: Overview }) {
  const words = useWords();
  const readiness = barsOf(overview.readiness, words.readiness)
    .map((bar) => ({ ...bar, tone: READINESS_TONES[bar.key] ?? ('plain' as const) }))
    .sort((a, b) => READINESS_ORDER.indexOf(a.key) - READINESS_ORDER.indexOf(b.key));
  return (
    <div className="charts">
      <BarChart title={words.reports.byReadiness} bars={readiness} />
      <BarChart title={words.reports.byChannel} bars={barsOf(overview.byChannel, words.channels)} />
      <BarChart title={words.reports.byClass} bars={barsOf(overview.byClass, words.classes)} />
      {overview.bySegment.length > 0 && <SegmentChart overview={overview} />}
    </div>
  );
}

function SegmentChart({ overview }: { readonly overview: Overview }) {
  const words = useWords();
  const { language } = useSettings();
  const bars = [...overview.bySegment]
    .sort((a, b) => b.size - a.size)
    .map((segment, index) => ({
      key: `${index}`,
      name: pickText(segment.name, language),
      count: segment.size,
      note: segment.traits.length > 0 && (
        <span className="bar-note">
          {segment.traits.map((trait) => pickText(trait, language)).join(' · ')}
        </span>
      ),
    }));
  return <BarChart title={words.reports.bySegment} bars={bars} />;
}
