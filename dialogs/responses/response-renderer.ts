/**
 * Turns a response key into words, written and spoken, in a locale. ICU messages are compiled once; variants rotate from a
 * start that depends on the conversation, so that a reply never repeats at once and a turn run again says the same.
 */
import { IntlMessageFormat } from 'intl-messageformat';
import { Fault, type Locale } from '../../protocol/index.js';
import { forVoice, regional } from '../../text/index.js';
import type { DialogPack } from '../pack/dialog-pack.js';
import type { Response } from '../pack/response-catalog.js';
import type { MessageValues } from './message-values.js';

export interface RenderedResponse {
  readonly text: string;
  readonly speech: string;
}

export interface RenderRequest {
  readonly key: string;
  readonly locale: Locale;
  readonly values: MessageValues;
  /** Which variant, modulo their number. */
  readonly variant: number;
}

export interface ResponseRenderer {
  has(key: string, locale: Locale): boolean;
  /** Throws Fault `dialogs.unknown-response` when no locale of the pack has the key, or the message lacks a value. */
  render(request: RenderRequest): RenderedResponse;
}

/** ICU messages of the pack, compiled at first use; a locale without the key falls back to the pack's default locale. */
export function createResponseRenderer(pack: DialogPack): ResponseRenderer {
  const compiled = new Map<string, IntlMessageFormat>();
  const format = (message: string, locale: Locale, values: Readonly<Record<string, string>>) => {
    const id = `${locale}\u0000${message}`;
    let ready = compiled.get(id);
    if (ready === undefined) {
      ready = new IntlMessageFormat(message, regional(locale), undefined, { ignoreTag: true });
      compiled.set(id, ready);
    }
    return String(ready.format(values));
  };
  return {
    has: (key, locale) => pack.responses[locale]?.[key] !== undefined,
    render({ key, locale, values, variant }) {
      const response = findResponse(pack, key, locale);
      const pick = (list: readonly string[]) => list[variant % list.length]!;
      const shown = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.text]));
      const said = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.speech]));
      try {
        return {
          text: format(pick(response.text), locale, shown),
          speech: forVoice(format(pick(response.speech ?? response.text), locale, said), locale),
        };
      } catch (cause) {
        throw new Fault(
          'dialogs.unknown-response',
          `The response "${key}" in ${locale} cannot be filled in.`,
          {
            fields: { key, locale },
            cause,
          },
        );
      }
    },
  };
}

function findResponse(pack: DialogPack, key: string, locale: Locale): Response {
  const response = pack.responses[locale]?.[key] ?? pack.responses[pack.defaultLocale]?.[key];
  if (response === undefined) {
    throw new Fault('dialogs.unknown-response', `The pack has no response "${key}".`, {
      fields: { key, locale },
    });
  }
  return response;
}
