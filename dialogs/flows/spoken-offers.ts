/**
 * Says on the phone what a screen would show: the cards and quick replies beside a question, unless its words list them.
 * Called once at the end of a step on a voice channel.
 */
import type { BotPart } from '../../protocol/index.js';
import { fold, forVoice, showList } from '../../text/index.js';
import { plain } from '../responses/message-values.js';
import type { StepScene } from './engine-parts.js';

/** More than this and a caller has forgotten the first. */
const SAID_AT_MOST = 3;

/** Answers and flows; yes, no, stop and a person need no list. */
const LISTED = /^(?:slot|flow):/;

export function sayOffers({ reply, locale }: StepScene): void {
  const labels = reply.parts.flatMap(labelsOf);
  const said = fold(reply.parts.flatMap((part) => (part.kind === 'say' ? part.speech : [])).join(' '));
  if (labels.length === 0 || labels.some((label) => said.includes(fold(forVoice(label, locale))))) return;
  const options = showList(labels.slice(0, SAID_AT_MOST), locale, 'conjunction');
  reply.say('offer.spoken', {
    options: plain(options),
    more: plain(labels.length > SAID_AT_MOST ? 'yes' : 'no'),
  });
}

function labelsOf(part: BotPart): readonly string[] {
  if (part.kind === 'card') return [part.title];
  if (part.kind !== 'choices') return [];
  return part.choices.filter(({ value }) => LISTED.test(value)).map(({ label }) => label);
}
