/** The models: a list, and the card of the chosen one with its evaluation and what it was trained on. */
import { Link } from '@tanstack/react-router';
import type { ModelSummary } from '../../protocol/index.js';
import { useLayoutMode } from '../app/layout-mode.js';
import { Icon } from '../ui/icon.js';
import { Page } from '../ui/page.js';
import { EmptyNote, FaultNote, SkeletonLines, useDelayed } from '../ui/state-notes.js';
import { GeneratedTag } from '../ui/tags.js';
import { useModels } from '../wire/queries.js';
import { useWords } from '../words/use-words.js';
import { ModelCard } from './model-card.js';
import { modelName } from './model-names.js';

export function ModelsPage({ name }: { readonly name?: string }) {
  const words = useWords();
  const query = useModels();
  const isSlow = useDelayed(query.isPending);
  const body = () => {
    if (query.data === undefined && query.error) {
      return (
        <FaultNote
          error={query.error}
          text={words.states.modelsFailed}
          onRetry={() => void query.refetch()}
        />
      );
    }
    if (query.data === undefined) return isSlow ? <SkeletonLines heights={[36, 36, 36, 36]} /> : null;
    if (query.data.length === 0) return <EmptyNote text={words.models.empty} />;
    return <ListAndCard models={query.data} name={name} />;
  };
  return (
    <Page title={words.models.title} count={query.data ? String(query.data.length) : undefined} isFixed>
      {body()}
    </Page>
  );
}

interface ListAndCardProps {
  readonly models: readonly ModelSummary[];
  readonly name?: string;
}

function ListAndCard({ models, name }: ListAndCardProps) {
  const words = useWords();
  const isNarrow = useLayoutMode() === 'narrow';
  const chosen =
    name === undefined ? (isNarrow ? undefined : models[0]) : models.find((model) => model.name === name);
  const showsList = !isNarrow || name === undefined;
  const showsCard = !isNarrow || name !== undefined;
  return (
    <div className="models">
      {showsList && <ModelList models={models} chosen={chosen?.name} />}
      {showsCard && (
        <div className="model-pane">
          {isNarrow && (
            <Link to="/models" className="model-back">
              <Icon name="back" size={18} /> {words.models.all}
            </Link>
          )}
          {chosen ? <ModelCard model={chosen} /> : <EmptyNote text={words.models.unknown} />}
        </div>
      )}
    </div>
  );
}

function ModelList({
  models,
  chosen,
}: {
  readonly models: readonly ModelSummary[];
  readonly chosen?: string;
}) {
  const words = useWords();
  return (
    <nav className="model-list" aria-label={words.models.list}>
      {models.map((model) => (
        <Link
          key={model.name}
          to="/models/$name"
          params={{ name: model.name }}
          className="model-link"
          aria-current={model.name === chosen ? 'true' : undefined}
        >
          <span className="model-link-name">{modelName(model.name, words)}</span>
          <span className="meta">{model.version}</span>
          <span className="model-link-task">{modelName(model.task, words)}</span>
          {model.isTrainedOnGenerated && <GeneratedTag />}
        </Link>
      ))}
    </nav>
  );
}
