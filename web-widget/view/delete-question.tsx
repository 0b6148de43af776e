/** Asks before a conversation goes, and says what goes and what does not. Called by panel.tsx. */
import { useEffect, useRef } from 'preact/hooks';
import { useWidget } from './widget-model.js';

export function DeleteQuestion({ onDone }: { readonly onDone: () => void }) {
  const { brandName, conversation, phrases, reset } = useWidget();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const run = (action: () => void) => () => {
    action();
    onDone();
  };
  return (
    <section
      class="question"
      role="alertdialog"
      aria-labelledby="delete-title"
      aria-describedby="delete-text"
    >
      <h3 id="delete-title">{phrases.deleteTitle}</h3>
      <p id="delete-text">{phrases.deleteExplained(brandName)}</p>
      <div class="question-actions">
        <button type="button" class="button danger" ref={first} onClick={run(reset)}>
          {phrases.deleteHere}
        </button>
        <button type="button" class="button" onClick={run(() => conversation.say(phrases.erasureTurn))}>
          {phrases.askErasure}
        </button>
        <button type="button" class="button" onClick={onDone}>
          {phrases.cancel}
        </button>
      </div>
    </section>
  );
}
