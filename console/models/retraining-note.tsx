/** One line on training a model again: how far it is, or how the last one ended. Nothing while none was begun. */
import type { RetrainingStatus } from '../../protocol/index.js';
import { useRetraining } from '../wire/queries.js';
import type { Words } from '../words/en.js';
import { useWords } from '../words/use-words.js';

export function RetrainingNote({ model }: { readonly model: string }) {
  const words = useWords();
  const { data: status } = useRetraining(model);
  if (status === undefined || status.kind === 'idle') return null;
  return (
    <section>
      <h3 className="block-title">{words.retraining.title}</h3>
      <p className="meta" aria-live="polite">
        {textOf(status, words)}
      </p>
    </section>
  );
}

function textOf(status: Exclude<RetrainingStatus, { kind: 'idle' }>, { retraining }: Words): string {
  if (status.kind === 'failed') return retraining.failed(status.problem);
  if (status.kind === 'done')
    return status.isActivated
      ? retraining.activated(status.version, status.verdict)
      : retraining.refused(status.version, status.verdict);
  const { progress } = status;
  const share = progress === undefined || progress.total === 0 ? 0 : progress.done / progress.total;
  return retraining.running(Math.round(share * 100));
}
