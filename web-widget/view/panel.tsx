/** The open chat: header, bar, log and dock, with its keyboard. Called by app.tsx; modal only where it covers the screen. */
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { DeleteQuestion } from './delete-question.js';
import { Dock } from './dock.js';
import { Header } from './header.js';
import { Log } from './log.js';
import { OfflineBar, OpenFailed, Skeleton } from './visit-states.js';
import { useWidget } from './widget-model.js';

const FULL_SCREEN = '(max-width: 479px)';
const FOCUSABLE = 'button:not([disabled]),textarea:not([disabled]),a[href],[tabindex="0"]';

export function Panel() {
  const { brandName, close, conversation, phrases, voice } = useWidget();
  const panel = useRef<HTMLElement>(null);
  const [isMenuOpen, setMenuOpen] = useState(false);
  const [isDeleting, setDeleting] = useState(false);
  const { phase } = conversation.state;
  useEffect(() => focusFirst(panel.current), []);
  useKeptFocus(panel, `${isDeleting} ${voice.strip.kind}`);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab' && matchMedia(FULL_SCREEN).matches) keepInside(event, panel.current);
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    if (isDeleting) setDeleting(false);
    else if (voice.strip.kind === 'asking') voice.end();
    else if (voice.strip.kind !== 'live') close();
  };
  return (
    <section
      class="panel"
      part="panel"
      ref={panel}
      role="dialog"
      aria-modal={matchMedia(FULL_SCREEN).matches}
      aria-label={phrases.panel(brandName)}
      onKeyDown={onKeyDown}
    >
      <Header isMenuOpen={isMenuOpen} onMenu={setMenuOpen} onDelete={() => setDeleting(true)} />
      <OfflineBar />
      {phase.kind === 'failed' && <OpenFailed code={phase.code} />}
      {(phase.kind === 'loading' || phase.kind === 'idle') && <Skeleton />}
      {phase.kind === 'ready' && <Log />}
      {isDeleting ? <DeleteQuestion onDone={() => setDeleting(false)} /> : <Dock />}
    </section>
  );
}

/** When what is docked changes and takes the focused button with it, the focus goes back to the panel's first place. */
function useKeptFocus(panel: RefObject<HTMLElement | null>, docked: string): void {
  const before = useRef(docked);
  useEffect(() => {
    if (before.current === docked) return;
    before.current = docked;
    const root = panel.current?.getRootNode();
    if (root instanceof ShadowRoot && root.activeElement === null) focusFirst(panel.current);
  }, [docked, panel]);
}

/** The field on a desk; the heading where a focused field would raise a keyboard over the conversation. */
function focusFirst(panel: HTMLElement | null): void {
  const selector = matchMedia('(pointer: fine)').matches ? 'textarea' : 'h2';
  panel?.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true });
}

function keepInside(event: KeyboardEvent, panel: HTMLElement | null): void {
  if (panel === null) return;
  const stops = [...panel.querySelectorAll<HTMLElement>(FOCUSABLE)];
  const active = (panel.getRootNode() as ShadowRoot).activeElement;
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (active !== edge) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
}
