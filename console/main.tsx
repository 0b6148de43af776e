/** Starts the console in the browser: nonce, theme, cache, addresses. Loaded by index.html and by nothing else. */
import '@mantine/core/styles.css';
import './styles/base.css';
import './styles/tags.css';
import './styles/shell.css';
import './styles/inbox.css';
import './styles/conversation.css';
import './styles/player.css';
import './styles/turns.css';
import './styles/lead-panel.css';
import './styles/pages.css';
import './styles/leads.css';
import './styles/reports.css';
import './styles/models.css';
import './styles/settings.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { adoptNonce, readNonce } from './app/nonce.js';
import { router } from './app/routes.js';
import { cssVariablesResolver, theme } from './app/theme.js';
import { useSettings } from './settings/settings-store.js';
import { queryClient } from './wire/queries.js';

function Console() {
  const { scheme } = useSettings();
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      getStyleNonce={readNonce}
      defaultColorScheme="auto"
      {...(scheme === 'auto' ? {} : { forceColorScheme: scheme })}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}

adoptNonce();
const place = document.getElementById('root');
if (place) {
  createRoot(place).render(
    <StrictMode>
      <Console />
    </StrictMode>,
  );
}
