/** The bottom of the panel: composer or voice strip, a note about speech where needed, and the way to a person. Called by panel.tsx. */
import { Composer } from './composer.js';
import { Icon } from './icon.js';
import { ConsentStrip, LiveVoiceStrip, problemWords } from './voice-strip.js';
import { useWidget } from './widget-model.js';

export function Dock() {
  const { conversation, phrases, reset, voice } = useWidget();
  const { strip } = voice;
  const { state } = conversation;
  if (state.isEnded && strip.kind !== 'live') {
    return (
      <footer class="dock ended">
        <button type="button" class="button primary" onClick={reset}>
          {phrases.newConversation}
        </button>
      </footer>
    );
  }
  return (
    <footer class={strip.kind === 'live' || strip.kind === 'asking' ? 'dock voiced' : 'dock'}>
      {strip.kind === 'asking' && <ConsentStrip />}
      {strip.kind === 'live' && <LiveVoiceStrip strip={strip} />}
      {strip.kind === 'problem' && (
        <div class="problem" role="alert">
          <Icon name="alert" size={16} />
          <p>{problemWords(strip.problem, phrases)}</p>
          <button
            type="button"
            class="icon-button small"
            aria-label={phrases.close}
            onClick={() => voice.end()}
          >
            <Icon name="close" size={16} />
          </button>
        </div>
      )}
      {(strip.kind === 'off' || strip.kind === 'problem') && <Composer />}
      <FootLine isRecorded={strip.kind === 'live'} />
    </footer>
  );
}

function FootLine({ isRecorded }: { readonly isRecorded: boolean }) {
  const { conversation, phrases, settings } = useWidget();
  const { phase, isPersonAsked } = conversation.state;
  return (
    <p class="foot">
      {isRecorded && <span>{phrases.recorded}</span>}
      <button
        type="button"
        class="link"
        disabled={phase.kind !== 'ready' || isPersonAsked}
        onClick={() => conversation.say(phrases.personTurn)}
      >
        <Icon name="person" size={14} />
        {isPersonAsked ? phrases.personAskedLine : phrases.talkToPerson}
      </button>
      {settings.privacyUrl !== undefined && (
        <a class="link" href={settings.privacyUrl} target="_blank" rel="noopener noreferrer">
          {phrases.privacy}
        </a>
      )}
    </p>
  );
}
