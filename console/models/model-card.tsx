/** The card of one model: what it does, when and on what it was trained, how well it did, and the checksum of its file. */
import type { ModelSummary } from '../../protocol/index.js';
import { useNow } from '../app/use-now.js';
import { regionOf, whenText } from '../model/clock-text.js';
import { metricText, plotOf } from '../model/metric-text.js';
import { readModelVersion } from '../model/model-version.js';
import { useSettings } from '../settings/settings-store.js';
import { Icon } from '../ui/icon.js';
import { useTimeContext, useWords } from '../words/use-words.js';
import { metricName, modelName, taskOf } from './model-names.js';
import { RetrainingNote } from './retraining-note.js';
import { ShadowBlock } from './shadow-block.js';

type Metric = ModelSummary['metrics'][number];

export function ModelCard({ model }: { readonly model: ModelSummary }) {
  const words = useWords();
  return (
    <article className="model-card">
      <h2 className="report-title">{modelName(model.name, words)}</h2>
      {model.problem !== undefined && (
        <p className="model-warning" role="alert">
          <Icon name="alert" size={18} />
          <span>
            <strong>{words.models.refused}.</strong> {words.models.refusedNote} <code>{model.problem}</code>
          </span>
        </p>
      )}
      {model.isTrainedOnGenerated && (
        <p className="model-warning">
          <Icon name="alert" size={18} />
          <span>
            <strong>{words.models.onGenerated}</strong> {words.models.onGeneratedNote}
          </span>
        </p>
      )}
      <Facts model={model} />
      <h3 className="block-title">{words.models.metrics}</h3>
      {model.metrics.length === 0 ? (
        <p className="meta">{words.models.noMetrics}</p>
      ) : (
        <Metrics metrics={model.metrics} />
      )}
      {model.name === 'lead-score' && <RetrainingNote model={model.name} />}
      {model.challenger !== undefined && <ShadowBlock model={model.name} />}
      <Pictures model={model} />
    </article>
  );
}

/** Each opens in a tab of its own, where it can be enlarged and saved. */
function Pictures({ model }: { readonly model: ModelSummary }) {
  const words = useWords();
  if (model.pictures.length === 0 && model.errorsUrl === undefined) return null;
  return (
    <>
      <h3 className="block-title">{words.models.pictures}</h3>
      <div className="model-pictures">
        {model.pictures.map(({ name, url }) => (
          <a key={name} href={url} target="_blank" rel="noreferrer">
            <img src={url} alt={words.models.pictureNames[name] ?? name} loading="lazy" />
          </a>
        ))}
      </div>
      {model.errorsUrl !== undefined && (
        <p>
          <a href={model.errorsUrl} target="_blank" rel="noreferrer">
            {words.models.errors}
          </a>
        </p>
      )}
    </>
  );
}

function Facts({ model }: { readonly model: ModelSummary }) {
  const words = useWords();
  const { language } = useSettings();
  const context = useTimeContext();
  const now = useNow();
  const figure = new Intl.NumberFormat(regionOf(language));
  const task = taskOf(model, words);
  const { number } = readModelVersion(model.version);
  const facts: readonly (readonly [string, string, boolean?])[] = [
    ...(task === '' ? [] : [[words.models.task, task] as const]),
    [words.models.version, number === undefined ? model.version : `${number} · ${model.version}`],
    [words.models.trained, whenText(model.trainedMs, now, context, words.time)],
    [words.models.rows, figure.format(model.rows)],
    [words.models.seed, String(model.seed)],
    ...(model.challenger === undefined ? [] : [[words.models.challenger, model.challenger] as const]),
    ...(model.drift === undefined
      ? []
      : [[words.models.drift, words.models.driftVerdict(model.drift.verdict, model.drift.rows)] as const]),
    ...(model.rescoring === undefined
      ? []
      : [
          [
            words.models.rescoring,
            words.models.rescored(model.rescoring.done, model.rescoring.total),
          ] as const,
        ]),
    [words.models.checksum, model.sha256, true],
  ];
  return (
    <dl className="facts model-facts">
      {facts.map(([name, value, isCode]) => (
        <div className="fact" key={name}>
          <dt>{name}</dt>
          <dd className="fact-value">{isCode ? <code>{value}</code> : value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Metrics({ metrics }: { readonly metrics: readonly Metric[] }) {
  const words = useWords();
  return (
    <table className="metrics">
      <thead>
        <tr>
          <th scope="col">{words.models.metric}</th>
          <th scope="col" className="number">
            {words.models.value}
          </th>
          <th scope="col">{words.models.interval}</th>
          <td className="metric-plot-head" />
        </tr>
      </thead>
      <tbody>
        {metrics.map((metric) => (
          <MetricRow key={metric.name} metric={metric} />
        ))}
      </tbody>
    </table>
  );
}

function MetricRow({ metric }: { readonly metric: Metric }) {
  const words = useWords();
  const { language } = useSettings();
  const text = (value: number) => metricText(metric.name, value, regionOf(language));
  const plot = plotOf(metric);
  return (
    <tr>
      <th scope="row">{metricName(metric.name, words)}</th>
      <td className="number">{text(metric.value)}</td>
      <td className="metric-interval">
        {metric.low === undefined || metric.high === undefined || metric.low === metric.high
          ? words.models.noInterval
          : `${text(metric.low)} – ${text(metric.high)}`}
      </td>
      <td className="metric-plot">
        {plot && (
          <svg width="100%" height="16" aria-hidden="true">
            <rect className="track-rail" y="6" width="100%" height="4" rx="2" />
            <rect
              className="track-band"
              x={`${plot.low}%`}
              y="4"
              width={`${Math.max(0.6, plot.high - plot.low)}%`}
              height="8"
              rx="3"
            />
            <svg x={`${plot.value}%`} overflow="visible" aria-hidden="true">
              <rect className="track-point" x="-1.5" y="2" width="3" height="12" rx="1.5" />
            </svg>
          </svg>
        )}
      </td>
    </tr>
  );
}
