/** The whole widget: the launcher, or the panel when it is open. Drawn by the element on every change of its model. */
import { useEffect, useRef } from 'preact/hooks';
import { directionOf, langTag, wordingOf } from '../locale/catalogue.js';
import { Icon } from './icon.js';
import { Panel } from './panel.js';
import { useWidget, WidgetContext, type WidgetModel } from './widget-model.js';

interface AppProps {
  readonly model: WidgetModel;
  /** Direction of the page or of the element, when one is set. */
  readonly direction: 'ltr' | 'rtl' | undefined;
}

export function App({ model, direction }: AppProps) {
  const { lang } = wordingOf(model.locale);
  return (
    <WidgetContext.Provider value={model}>
      <div class="root" lang={langTag(lang)} dir={direction ?? directionOf(lang)}>
        {model.isOpen && <Panel />}
        <Launcher />
      </div>
    </WidgetContext.Provider>
  );
}

function Launcher() {
  const { isOpen, open, phrases, unread, voice } = useWidget();
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (wasOpen.current && !isOpen) button.current?.focus({ preventScroll: true });
    wasOpen.current = isOpen;
  }, [isOpen]);
  const isCalling = voice.strip.kind === 'live' && !isOpen;
  const label = unread > 0 ? phrases.openChatUnread(unread) : phrases.openChat;
  return (
    <button
      type="button"
      class={isCalling ? 'launcher calling' : 'launcher'}
      part="launcher"
      ref={button}
      hidden={isOpen}
      aria-label={isCalling ? phrases.callInProgress : label}
      aria-haspopup="dialog"
      onClick={open}
    >
      <Icon name={isCalling ? 'mic' : 'chat'} size={24} />
      {isCalling && <span class="launcher-words">{phrases.callInProgress}</span>}
      {unread > 0 && (
        <span class="badge" aria-hidden="true">
          {unread > 9 ? '9+' : unread}
        </span>
      )}
    </button>
  );
}
