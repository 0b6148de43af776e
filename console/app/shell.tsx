/** The frame of every page: rail (or bottom bar), connection bar, content. Holds no data of its own. */
import { Link, Outlet } from '@tanstack/react-router';
import { useEffect, useSyncExternalStore } from 'react';
import { useSettings } from '../settings/settings-store.js';
import { Icon, type IconName, Mark } from '../ui/icon.js';
import { ApiFault } from '../wire/api.js';
import { connectLive, useIsLive } from '../wire/live.js';
import { queryClient, useSession } from '../wire/queries.js';
import { useWords } from '../words/use-words.js';

const PAGES = [
  { to: '/inbox', name: 'inbox' },
  { to: '/leads', name: 'leads' },
  { to: '/reports', name: 'reports' },
  { to: '/models', name: 'models' },
] as const satisfies readonly { to: string; name: IconName }[];

export function Shell() {
  const words = useWords();
  useDocument();
  useEffect(() => connectLive(queryClient), []);
  return (
    <div className="shell">
      <a className="skip-link" href="#content">
        {words.skip}
      </a>
      <nav className="rail" aria-label={words.nav.label}>
        <div className="rail-mark">
          <Mark />
        </div>
        {PAGES.map((page) => (
          <RailLink key={page.name} {...page} />
        ))}
        <div className="rail-gap" />
        <RailLink to="/settings" name="settings" />
      </nav>
      <div className="shell-body">
        <ConnectionBar />
        <main id="content" className="shell-content" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </div>
  );
}

function RailLink({
  to,
  name,
}: (typeof PAGES)[number] | { readonly to: '/settings'; readonly name: 'settings' }) {
  const words = useWords();
  return (
    <Link to={to} className="rail-link" activeProps={{ 'aria-current': 'page' }}>
      <Icon name={name} size={22} />
      <span>{words.nav[name]}</span>
    </Link>
  );
}

function subscribeOnline(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

function ConnectionBar() {
  const words = useWords();
  const isOnline = useSyncExternalStore(subscribeOnline, () => navigator.onLine);
  const isLive = useIsLive();
  const error = useSession().error;
  const isSignedOut = error instanceof ApiFault && (error.status === 401 || error.status === 403);
  if (isSignedOut) return <Bar text={words.states.signedOut} />;
  if (!isOnline) return <Bar text={words.states.offline} />;
  return isLive ? null : <Bar text={words.states.notLive} />;
}

function Bar({ text }: { readonly text: string }) {
  return (
    <div className="connection-bar" role="status">
      <Icon name="alert" size={16} />
      {text}
    </div>
  );
}

/** Keeps the language and density of the document and its title in step with the settings. */
function useDocument(): void {
  const { language, density } = useSettings();
  const brand = useSession().data?.brand;
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.documentElement.dataset.density = density;
    const name = brand?.[language] ?? brand?.en;
    document.title = name ? `${name} · Leadline` : 'Leadline';
  }, [language, density, brand]);
}
