/** Where the visitor writes: a growing field, the microphone and the send button. Called by dock.tsx. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { MAX_TURN_CHARACTERS } from '../../protocol/index.js';
import { Icon } from './icon.js';
import { useWidget } from './widget-model.js';

/** The count of characters left shows from here on. */
const COUNT_FROM = MAX_TURN_CHARACTERS - 200;
const MAX_FIELD_HEIGHT = 132;

export function Composer() {
  const { conversation, draft, phrases, voice } = useWidget();
  const [text, setText] = useState('');
  const [isFull, setFull] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const isReady = conversation.state.phase.kind === 'ready';
  useEffect(() => fitHeight(field.current, text), [text]);
  useEffect(() => {
    if (draft !== undefined) setText(draft.text);
  }, [draft]);

  const send = () => {
    const outcome = conversation.say(text);
    setFull(outcome === 'full');
    if (outcome === 'queued') setText('');
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes (Chinese, Japanese), Enter belongs to it; 229 is how older browsers say so.
    const isComposing = event.isComposing || event.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <MicButton isReady={isReady} hasSpeech={voice.hasSpeech()} onPress={() => voice.ask()} />
      <textarea
        ref={field}
        rows={1}
        dir="auto"
        value={text}
        maxLength={MAX_TURN_CHARACTERS}
        placeholder={phrases.write}
        aria-label={phrases.write}
        enterkeyhint="send"
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <button type="submit" class="send" aria-label={phrases.send} disabled={!isReady || text.trim() === ''}>
        <Icon name="send" />
      </button>
      {text.length >= COUNT_FROM && (
        <p class="composer-note">{phrases.charactersLeft(MAX_TURN_CHARACTERS - text.length)}</p>
      )}
      {isFull && (
        <p class="composer-note bad" role="alert">
          {phrases.tooManyUnsent}
        </p>
      )}
    </form>
  );
}

interface MicButtonProps {
  readonly isReady: boolean;
  readonly hasSpeech: boolean;
  readonly onPress: () => void;
}

function MicButton({ isReady, hasSpeech, onPress }: MicButtonProps) {
  const { phrases } = useWidget();
  const label = hasSpeech || !isReady ? phrases.talk : phrases.noSpeech;
  return (
    <button type="button" class="mic" aria-label={label} title={label} disabled={!isReady} onClick={onPress}>
      <Icon name={hasSpeech || !isReady ? 'mic' : 'micOff'} />
    </button>
  );
}

/** The field grows with its lines up to five. Height is set through the object model, which a strict CSP allows. */
function fitHeight(field: HTMLTextAreaElement | null, text: string): void {
  if (field === null) return;
  field.style.blockSize = '';
  if (text !== '') field.style.blockSize = `${Math.min(field.scrollHeight + 2, MAX_FIELD_HEIGHT)}px`;
}
