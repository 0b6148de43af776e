/** One turn of the bot: bubbles with sources, cards, and quick replies under the latest. Called by log.tsx. */
import type { BotPart } from '../../protocol/index.js';
import { langTag } from '../locale/catalogue.js';
import { Citations } from './citations.js';
import { ProductCard } from './product-card.js';
import { RichText } from './rich-text.js';
import { useWidget } from './widget-model.js';

interface BotReplyProps {
  readonly locale: string;
  /** Undefined once erased. */
  readonly parts: readonly BotPart[] | undefined;
  readonly isLatest: boolean;
  /** What was heard of it, when the visitor spoke over it. */
  readonly cutTo?: string;
}

export function BotReply({ locale, parts, isLatest, cutTo }: BotReplyProps) {
  const { phrases } = useWidget();
  const cards = parts?.filter((part) => part.kind === 'card').length ?? 0;
  const drawPart = (part: BotPart) => (
    <ReplyPart part={part} isActive={isLatest} isOneOfMany={cards > 1} isCut={cutTo !== undefined} />
  );
  return (
    <article class="turn bot" lang={langTag(locale)}>
      <span class="unseen">{phrases.assistant}</span>
      {parts === undefined && <p class="bubble note-only">{phrases.erased}</p>}
      {cutTo !== undefined && cutTo !== '' && (
        <div class="bubble">
          <p dir="auto">{cutTo} …</p>
        </div>
      )}
      {parts?.map(drawPart)}
      {cutTo !== undefined && <p class="under">{phrases.cut}</p>}
    </article>
  );
}

interface ReplyPartProps {
  readonly part: BotPart;
  readonly isActive: boolean;
  readonly isOneOfMany: boolean;
  readonly isCut: boolean;
}

function ReplyPart({ part, isActive, isOneOfMany, isCut }: ReplyPartProps) {
  const { conversation } = useWidget();
  switch (part.kind) {
    case 'say':
      if (isCut || part.text === '') return null;
      return (
        <>
          <div class="bubble">
            <RichText source={part.text} />
          </div>
          {part.citations.length > 0 && <Citations citations={part.citations} />}
        </>
      );
    case 'card':
      return <ProductCard card={part} isActive={isActive} isOneOfMany={isOneOfMany} />;
    case 'choices':
      if (!isActive) return null;
      return (
        <div class="choices">
          {part.choices.map((choice) => (
            <button
              key={choice.value}
              type="button"
              class="choice"
              dir="auto"
              onClick={() => conversation.say(choice.label, choice.value)}
            >
              {choice.label}
            </button>
          ))}
        </div>
      );
    case 'handoff':
      // The line in the log comes from the event `handoff.requested`.
      return null;
  }
}
