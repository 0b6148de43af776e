/**
 * The custom element `<leadline-widget>`: reads its attributes, owns the conversation and the voice call, draws the view.
 * Registered by index.ts. It makes no HTML strings and no inline styles, so that it runs under a strict CSP.
 */
import { render } from 'preact';
import { systemClock, systemIds } from '../../protocol/index.js';
import { Conversation } from '../conversation/conversation.js';
import { unreadCount } from '../conversation/conversation-state.js';
import { createVisitEraser, createVisitMemory, createVisitOpener } from '../conversation/visit.js';
import { createSocketLinks } from '../conversation/visitor-link.js';
import { wordingOf } from '../locale/catalogue.js';
import { themeCss } from '../theme/theme-sheet.js';
import { App } from '../view/app.js';
import type { WidgetModel } from '../view/widget-model.js';
import { VoiceCall } from '../voice/voice-call.js';
import { createBrowserStore } from './browser-store.js';
import { OBSERVED_ATTRIBUTES, readSettings, type WidgetSettings } from './settings.js';
import { baseSheet } from './style-sheet.js';

/** Where the script came from: the server, unless the element says otherwise. */
const SCRIPT_ORIGIN = new URL((document.currentScript as HTMLScriptElement | null)?.src ?? location.href)
  .origin;

export interface PageContext {
  readonly page?: string;
  readonly campaign?: string;
}

export interface OpenOptions {
  /** Words put into the field for the visitor to send or change. */
  readonly draft?: string;
}

interface Parts {
  readonly conversation: Conversation;
  readonly voice: VoiceCall;
  readonly server: string;
}

export class LeadlineWidget extends HTMLElement {
  static readonly observedAttributes = OBSERVED_ATTRIBUTES;

  readonly #root = this.attachShadow({ mode: 'open' });
  readonly #themeSheet = new CSSStyleSheet();
  readonly #onOnline = () => this.#parts?.conversation.online();
  #settings: WidgetSettings = readSettings((name) => this.getAttribute(name));
  #parts: Parts | undefined;
  #isOpen = false;
  #isDrawing = false;
  #context: PageContext = {};
  #draft: { readonly text: string } | undefined;

  connectedCallback(): void {
    this.#root.adoptedStyleSheets = [baseSheet(), this.#themeSheet];
    this.#settings = readSettings((name) => this.getAttribute(name));
    const store = createBrowserStore();
    const memory = createVisitMemory(store);
    const server = new URL(this.getAttribute('server') ?? SCRIPT_ORIGIN, location.href).origin;
    const conversation = new Conversation(
      {
        openVisit: createVisitOpener(server),
        eraseVisit: createVisitEraser(server),
        openLink: createSocketLinks(server),
        memory,
        store,
        clock: systemClock,
        ids: systemIds,
        context: () => this.#visitContext(),
      },
      this.#settings.locale ?? memory.locale ?? (document.documentElement.lang || navigator.language),
    );
    const workletUrl = new URL('/voice-worklet.js', server).href;
    const voice = new VoiceCall({ conversation, clock: systemClock, workletUrl });
    this.#parts = { conversation, voice, server };
    conversation.subscribe(() => this.#changed());
    voice.subscribe(() => this.#changed());
    window.addEventListener('online', this.#onOnline);
    if (memory.token !== undefined) void conversation.start();
    this.#changed();
  }

  disconnectedCallback(): void {
    window.removeEventListener('online', this.#onOnline);
    this.#parts?.voice.end();
    this.#parts?.conversation.close();
    this.#parts = undefined;
    render(null, this.#root);
  }

  attributeChangedCallback(name: string): void {
    this.#settings = readSettings((attribute) => this.getAttribute(attribute));
    if (name === 'locale' && this.#settings.locale !== undefined) this.setLocale(this.#settings.locale);
    this.#changed();
  }

  /** Opens the panel, and the conversation with it. */
  open({ draft }: OpenOptions = {}): void {
    if (this.#parts === undefined) return;
    if (draft !== undefined) this.#draft = { text: draft };
    this.#changed();
    if (this.#isOpen) return;
    this.#isOpen = true;
    void this.#parts.conversation.start();
    this.#tell('leadline:opened');
  }

  /** Puts the panel away; the conversation, and a call, go on. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#changed();
    this.#tell('leadline:closed');
  }

  /** Words of the widget and of replies from now on: `en`, `zh`. */
  setLocale(locale: string): void {
    const current = this.#parts?.conversation.locale;
    if (current === undefined || current === locale) return;
    void this.#parts?.conversation.setLocale(locale);
    this.#changed();
    this.#tell('leadline:locale', { locale });
  }

  /** Forgets the conversation on this device and starts a new one when the panel is open. */
  async reset(): Promise<void> {
    this.#parts?.voice.end();
    await this.#parts?.conversation.reset({ isReopened: this.#isOpen });
  }

  /** The page and campaign that a conversation opened from now on is attributed to. */
  track(context: PageContext): void {
    this.#context = { ...this.#context, ...context };
  }

  #visitContext() {
    const { page = location.href, campaign = this.#settings.campaign ?? campaignOf(location.search) } =
      this.#context;
    return {
      page: page.slice(0, 2000),
      referrer: document.referrer === '' ? undefined : document.referrer.slice(0, 2000),
      campaign: campaign?.slice(0, 200),
    };
  }

  /** Draws once for all changes of the same task. */
  #changed(): void {
    if (this.#isDrawing || this.#parts === undefined) return;
    this.#isDrawing = true;
    queueMicrotask(() => {
      this.#isDrawing = false;
      this.#draw();
    });
  }

  #draw(): void {
    if (this.#parts === undefined) return;
    const model = this.#model(this.#parts);
    const { visit } = this.#parts.conversation.state;
    this.#themeSheet.replaceSync(
      themeCss(this.#settings.accent ?? visit?.brand.accent, this.#settings.radius),
    );
    render(<App model={model} direction={this.#direction()} />, this.#root);
    if (this.#isOpen && document.visibilityState === 'visible') this.#parts.conversation.markSeen();
  }

  #model({ conversation, voice, server }: Parts): WidgetModel {
    const { phrases } = wordingOf(conversation.locale);
    return {
      conversation,
      voice,
      server,
      phrases,
      settings: this.#settings,
      isOpen: this.#isOpen,
      draft: this.#draft,
      locale: conversation.locale,
      brandName: this.#settings.brand ?? conversation.state.visit?.brand.name ?? phrases.fallbackBrand,
      unread: this.#isOpen ? 0 : unreadCount(conversation.state),
      now: () => systemClock.now(),
      open: () => this.open(),
      close: () => this.close(),
      setLocale: (locale) => this.setLocale(locale),
      reset: () => void this.reset(),
    };
  }

  #direction(): 'ltr' | 'rtl' | undefined {
    const direction = this.getAttribute('dir') ?? document.documentElement.dir;
    return direction === 'rtl' || direction === 'ltr' ? direction : undefined;
  }

  #tell(name: string, detail: Readonly<Record<string, string>> = {}): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

function campaignOf(search: string): string | undefined {
  return new URLSearchParams(search).get('utm_campaign') ?? undefined;
}
