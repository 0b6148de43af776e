/** The models: a list, and the card of the chosen one with its evaluation and what it was trained on. */
import { Link } from '@tanstack/react-router';
import type { ModelSummary } from '../../protocol/index.js';
import { useLayoutMode } from '../app/layout-mode.js';
import { Icon } from '../ui/icon.js';
import { Page } from '../ui/page.js';
import { QueryBody } from '../ui/query-body.js';
import { EmptyNote } from '../ui/state-notes.js';
import { GeneratedTag } from '../ui/tags.js';
import { useModels } from '../wire/queries.js';
import { useWords } from '../words/use-words.js';
import { ModelCard } from './model-card.js';
import { modelName, taskOf, versionText } from './model-names.js';

export function ModelsPage({ name }: { readonly name?: string }) {
  const words = useWords();
  const query = useModels();
  return (
    <Page title={words.models.title} count={query.data ? String(query.data.length) : undefined} isFixed>
      <QueryBody
        query={query}
        skeleton={[36, 36, 36, 36]}
        failed={words.states.modelsFailed}
        empty={words.models.empty}
        isEmpty={(models) => models.length === 0}
      >
        {(models) => <ListAndCard models={models} name={name} />}
      </QueryBody>
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
          <span className="meta">{versionText(model.version, words)}</span>
          <span className="model-link-task">{taskOf(model, words)}</span>
          {model.isTrainedOnGenerated && <GeneratedTag />}
        </Link>
      ))}
    </nav>
  );
}
