/** A card of a reply: picture, title, facts and buttons. Called by bot-reply.tsx; a picture that does not load leaves no hole. */
import { useState } from 'preact/hooks';
import type { BotPart } from '../../protocol/index.js';
import { useWidget } from './widget-model.js';

type CardPart = Extract<BotPart, { kind: 'card' }>;

interface ProductCardProps {
  readonly card: CardPart;
  /** Buttons stand only under the latest reply. */
  readonly isActive: boolean;
  /** One of several cards: none of them claims to be the main way on. */
  readonly isOneOfMany: boolean;
}

export function ProductCard({ card, isActive, isOneOfMany }: ProductCardProps) {
  const { conversation, server } = useWidget();
  const [isBroken, setBroken] = useState(false);
  const picture = isBroken ? undefined : pictureUrl(card.image, server);
  return (
    <section class="card" aria-label={card.title}>
      {picture !== undefined && (
        <div class="card-art">
          <img src={picture} alt="" loading="lazy" onError={() => setBroken(true)} />
        </div>
      )}
      <div class="card-body" dir="auto">
        <h3>{card.title}</h3>
        {card.subtitle !== '' && <p class="card-subtitle">{card.subtitle}</p>}
        {card.facts.length > 0 && (
          <ul class="card-facts">
            {card.facts.map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
          </ul>
        )}
        {isActive && card.actions.length > 0 && (
          <div class="card-actions">
            {card.actions.map((action) => (
              <button
                key={action.value}
                type="button"
                dir="auto"
                class={action.isPrimary && !isOneOfMany ? 'button primary' : 'button'}
                onClick={() => conversation.say(action.label, action.value)}
              >
                {action.label}
              </button>
            ))}
          </div>
        )}
      </div>
    </section>
  );
}

/** Absolute http(s) address of a picture, or undefined when there is none or its scheme is not safe. */
function pictureUrl(image: string | undefined, server: string): string | undefined {
  if (image === undefined || image === '') return undefined;
  try {
    const url = new URL(image, server);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
  } catch {
    return undefined;
  }
}
