/**
 * The question for a product when the visitor's words leave a choice: "which Pixel: the 8 or the 8a?", or what is left of
 * the range under a price. Called by flow-steps in place of the slot's own question.
 */

import { showList } from '../../text/index.js';
import type { FlowSlot } from '../pack/flow-file.js';
import { type MessageValues, plain } from '../responses/message-values.js';
import { nameOfProduct } from './displayed-values.js';
import { displayScene } from './facts.js';
import type { Filling } from './fill-slots.js';
import { fittingProducts, MAX_CARDS, type OfferScene } from './offers.js';

export interface ChoiceQuestion {
  readonly key: 'ask.which' | 'ask.left' | 'ask.nearest';
  readonly values: MessageValues;
}

/** Undefined where the slot's own question is the better one: nothing is known yet, or nothing new was said. */
export function choiceQuestion(
  offering: OfferScene,
  slot: FlowSlot,
  { filled, ambiguous }: Filling,
): ChoiceQuestion | undefined {
  const { progress, scene } = offering;
  const { products, isNarrowed, isUnmet } = fittingProducts(offering, slot);
  const meant = progress.meant?.[slot.name];
  const isMeant = meant !== undefined && meant.length <= MAX_CARDS;
  const isWished = filled.length > 0 || ambiguous.some((other) => other.slot === slot);
  if (products.length < 2 || !(isMeant || (isWished && (isNarrowed || isUnmet)))) return undefined;
  const shown = products.slice(0, MAX_CARDS).map(({ id }) => nameOfProduct(id, displayScene(scene)));
  const more = products.length > shown.length ? 'yes' : 'no';
  return {
    key: isUnmet ? 'ask.nearest' : isMeant ? 'ask.which' : 'ask.left',
    values: {
      options: plain(showList(shown, scene.locale, isMeant ? 'disjunction' : 'conjunction')),
      more: plain(more),
    },
  };
}
