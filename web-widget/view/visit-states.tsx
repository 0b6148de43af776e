/** What stands in the panel while there is no conversation to show: a skeleton, or what failed and how to go on. Called by panel.tsx. */
import { Icon } from './icon.js';
import { useWidget } from './widget-model.js';

/** In the geometry of what will come; invisible for the first 150 ms. */
export function Skeleton() {
  const { phrases } = useWidget();
  return (
    <div class="log skeleton" role="status">
      <span class="unseen">{phrases.loading}</span>
      <i class="bone when-bone" />
      <i class="bone bubble-bone" />
      <i class="bone bubble-bone short own" />
      <i class="bone bubble-bone" />
    </div>
  );
}

export function OpenFailed({ code }: { readonly code: string }) {
  const { conversation, phrases } = useWidget();
  return (
    <div class="log failed" role="alert">
      <Icon name="alert" size={24} />
      <p>{phrases.failed}</p>
      <p class="failed-code">{phrases.failedCode(code)}</p>
      <button type="button" class="button primary" onClick={() => void conversation.start()}>
        {phrases.retry}
      </button>
    </div>
  );
}

/** The thin bar under the header while the connection is away. */
export function OfflineBar() {
  const { conversation, phrases } = useWidget();
  if (conversation.state.phase.kind !== 'ready' || conversation.state.link !== 'offline') return null;
  return (
    <p class="offline" role="status">
      {navigator.onLine ? phrases.connecting : phrases.offline}
    </p>
  );
}
