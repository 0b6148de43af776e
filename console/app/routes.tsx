/** The addresses of the console, all under /console. Unknown ones say so and lead to the inbox. */
import { createRootRoute, createRoute, createRouter, Link, Navigate } from '@tanstack/react-router';
import { InboxPage } from '../inbox/inbox-page.js';
import { LeadsPage } from '../leads/leads-page.js';
import { ModelsPage } from '../models/models-page.js';
import { ReportsPage } from '../reports/reports-page.js';
import { SettingsPage } from '../settings/settings-page.js';
import { EmptyNote, FaultNote } from '../ui/state-notes.js';
import { useWords } from '../words/use-words.js';
import { Shell } from './shell.js';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: Broken });
const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: () => <Navigate to="/inbox" replace />,
});
const inbox = createRoute({ getParentRoute: () => root, path: '/inbox', component: () => <InboxPage /> });
const conversation = createRoute({
  getParentRoute: () => root,
  path: '/inbox/$conversationId',
  component: ConversationAddress,
});
const leads = createRoute({ getParentRoute: () => root, path: '/leads', component: LeadsPage });
const reports = createRoute({ getParentRoute: () => root, path: '/reports', component: ReportsPage });
const models = createRoute({ getParentRoute: () => root, path: '/models', component: () => <ModelsPage /> });
const model = createRoute({ getParentRoute: () => root, path: '/models/$name', component: ModelAddress });
const settings = createRoute({ getParentRoute: () => root, path: '/settings', component: SettingsPage });

export const router = createRouter({
  routeTree: root.addChildren([home, inbox, conversation, leads, reports, models, model, settings]),
  basepath: '/console',
  defaultErrorComponent: Broken,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

function ConversationAddress() {
  const { conversationId } = conversation.useParams();
  return <InboxPage conversationId={conversationId} />;
}

function ModelAddress() {
  const { name } = model.useParams();
  return <ModelsPage name={name} />;
}

function NotFound() {
  const words = useWords();
  return <EmptyNote text={words.states.notFound} action={<Link to="/inbox">{words.states.toInbox}</Link>} />;
}

function Broken({ error, reset }: { readonly error: unknown; readonly reset: () => void }) {
  const words = useWords();
  return <FaultNote error={error} text={words.states.broken} onRetry={reset} />;
}
