/** What the view may see and do; the element fills it. Also the Preact context that carries it and the hook that reads it. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Conversation } from '../conversation/conversation.js';
import type { WidgetSettings } from '../element/settings.js';
import type { Phrases } from '../locale/phrases-en.js';
import type { VoiceCall } from '../voice/voice-call.js';

export interface WidgetModel {
  readonly conversation: Conversation;
  readonly voice: VoiceCall;
  readonly settings: WidgetSettings;
  readonly isOpen: boolean;
  /** Words the page put into the field; a new object each time. */
  readonly draft: { readonly text: string } | undefined;
  readonly locale: string;
  readonly phrases: Phrases;
  readonly brandName: string;
  /** Replies that came while the panel was closed. */
  readonly unread: number;
  /** Origin of the server, for pictures with relative addresses. */
  readonly server: string;
  now(): number;
  open(): void;
  close(): void;
  setLocale(locale: string): void;
  reset(): void;
}

export const WidgetContext = createContext<WidgetModel | undefined>(undefined);

export function useWidget(): WidgetModel {
  const model = useContext(WidgetContext);
  if (model === undefined) throw new Error('A part of the widget stands outside of WidgetContext.');
  return model;
}
