/** Asks before a conversation goes: erased at the shop, or only forgotten on this device. Called by panel.tsx. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { useWidget } from './widget-model.js';

export function DeleteQuestion({ onDone }: { readonly onDone: () => void }) {
  const { brandName, conversation, phrases, reset, voice } = useWidget();
  const [step, setStep] = useState<'asking' | 'erasing' | 'failed'>('asking');
  const last = useRef<HTMLButtonElement>(null);
  useEffect(() => last.current?.focus(), []);
  const erase = async () => {
    setStep('erasing');
    voice.end();
    if (await conversation.erase()) onDone();
    else setStep('failed');
  };
  const clear = () => {
    reset();
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
      {step === 'failed' && (
        <p class="bad" role="alert">
          {phrases.deleteFailed}
        </p>
      )}
      <div class="question-actions">
        <button
          type="button"
          class="button danger"
          disabled={step === 'erasing'}
          onClick={() => void erase()}
        >
          {phrases.deleteAll}
        </button>
        <button type="button" class="button" onClick={clear}>
          {phrases.deleteHere}
        </button>
        <button type="button" class="button" ref={last} onClick={onDone}>
          {phrases.cancel}
        </button>
      </div>
    </section>
  );
}
