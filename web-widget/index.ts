/** The entry of widget.js: registers `<leadline-widget>` and offers the page `window.Leadline` for the first one on it. Loaded by a script tag. */
import { LeadlineWidget, type OpenOptions, type PageContext } from './element/leadline-widget.js';

const TAG = 'leadline-widget';

const leadline = {
  open: (options?: OpenOptions) => widget()?.open(options),
  close: () => widget()?.close(),
  setLocale: (locale: string) => widget()?.setLocale(locale),
  reset: async () => widget()?.reset(),
  track: (context: PageContext) => widget()?.track(context),
};

export type LeadlineApi = typeof leadline;

declare global {
  interface Window {
    Leadline?: LeadlineApi;
  }
}

function widget(): LeadlineWidget | undefined {
  const element = document.querySelector(TAG);
  return element instanceof LeadlineWidget ? element : undefined;
}

if (customElements.get(TAG) === undefined) {
  customElements.define(TAG, LeadlineWidget);
  window.Leadline = leadline;
}
