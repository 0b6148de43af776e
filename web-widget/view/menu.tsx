/** The header's menu: new conversation, delete, languages. Keyboard as in the ARIA menu pattern. Called by header.tsx. */
import { useEffect, useRef } from 'preact/hooks';
import { langTag, languageOf, nativeName } from '../locale/catalogue.js';
import { Icon } from './icon.js';
import { useWidget } from './widget-model.js';

interface MenuProps {
  readonly onClose: () => void;
  readonly onDelete: () => void;
}

export function Menu({ onClose, onDelete }: MenuProps) {
  const { conversation, locale, phrases, reset, setLocale } = useWidget();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.querySelector<HTMLElement>('[role^=menuitem]')?.focus(), []);
  const run = (action: () => void) => () => {
    action();
    onClose();
  };
  const locales = conversation.state.visit?.locales ?? [];
  return (
    <div
      class="menu"
      ref={list}
      role="menu"
      tabIndex={-1}
      aria-label={phrases.menu}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return moveInMenu(event, list.current);
        event.stopPropagation();
        onClose();
      }}
      onFocusOut={(event) => {
        if (!list.current?.contains(event.relatedTarget as Node | null)) onClose();
      }}
    >
      <button type="button" role="menuitem" onClick={run(reset)}>
        {phrases.newConversation}
      </button>
      <button type="button" role="menuitem" onClick={run(onDelete)}>
        {phrases.deleteConversation}
      </button>
      {locales.length > 1 && <hr />}
      {locales.length > 1 &&
        locales.map((other) => {
          const isCurrent = languageOf(other) === languageOf(locale);
          return (
            <button
              key={other}
              type="button"
              role="menuitemradio"
              aria-checked={isCurrent}
              lang={langTag(other)}
              onClick={run(() => setLocale(other))}
            >
              {nativeName(other)}
              {isCurrent && <Icon name="check" size={16} />}
            </button>
          );
        })}
    </div>
  );
}

function moveInMenu(event: KeyboardEvent, list: HTMLElement | null): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || list === null) return;
  event.preventDefault();
  const items = [...list.querySelectorAll<HTMLElement>('[role^=menuitem]')];
  const root = list.getRootNode() as ShadowRoot;
  const current = items.indexOf(root.activeElement as HTMLElement);
  items[(current + step + items.length) % items.length]?.focus();
}
