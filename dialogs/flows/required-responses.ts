/** Every response key that the engine itself says, so that a pack is checked before a visitor meets a missing one. */
import type { DialogPack } from '../pack/dialog-pack.js';
import type { Domain, Flow } from '../pack/flow-file.js';

const ALWAYS = [
  'opening',
  'unanswered',
  'unclear',
  'clarify',
  'step.failed',
  'state.lost',
  'stop.idle',
  'flow.abandoned',
  'flow.back',
  'flow.resume',
  'wish.later',
  'wish.next',
  'offer.flow',
  'decline',
  'reprompt',
  'change.what',
  'handoff.stuck',
  'language.unknown',
  'reject.unknown-product',
  'slot.why',
  'slot.left-out',
  'slot.optional',
  'choice.yes',
  'choice.no',
  'choice.stop',
  'choice.skip',
  'choice.pick',
  'offer.spoken',
];

const REASONS: Readonly<Record<Domain['kind'], readonly string[]>> = {
  catalog: ['other-category', 'out-of-stock', 'unknown-product'],
  attribute: ['not-offered'],
  values: ['no-option'],
  options: ['no-option'],
  number: ['no-number', 'too-small', 'too-large'],
  money: ['no-number'],
  phone: ['phone-too-short', 'phone-too-long', 'phone-unknown-range'],
  email: ['no-email'],
  date: ['no-date', 'past-date', 'far-date', 'closed-day'],
  time: ['no-time', 'past-time', 'closed-time'],
  'yes-no': ['no-option'],
  pattern: ['no-code'],
  text: ['too-short-text', 'too-long-text'],
};

const reasonsOf = (domain: Domain): readonly string[] =>
  domain.kind === 'catalog' && domain.unlike !== undefined
    ? [...REASONS.catalog, 'same-product']
    : REASONS[domain.kind];

function keysOfFlow(flow: Flow): string[] {
  const keys = flow.confirm === undefined ? [] : [flow.confirm];
  for (const slot of flow.slots) {
    if (slot.domain.kind === 'catalog') keys.push('ask.which', 'ask.left', 'ask.nearest');
    keys.push(...(typeof slot.ask === 'string' ? [slot.ask] : slot.ask));
    if (slot.why !== undefined) keys.push(slot.why);
    for (const reason of reasonsOf(slot.domain)) keys.push(slot.rejects[reason] ?? `reject.${reason}`);
  }
  for (const step of flow.finish) {
    if (step.kind === 'say') keys.push(step.key);
    else if (step.kind === 'action') keys.push(step.done, step.failed);
    else if (step.kind === 'answer') keys.push(step.else);
    else if (step.kind === 'handoff') keys.push(step.say);
  }
  return keys;
}

/** The keys a pack's response catalogues must hold in every locale. */
export function requiredResponseKeys(pack: Pick<DialogPack, 'flows'>): readonly string[] {
  return [...new Set([...ALWAYS, ...pack.flows.flatMap(keysOfFlow)])];
}

export interface MissingResponse {
  readonly locale: string;
  readonly key: string;
}

/** Each key that flows or the engine say and a locale of the pack does not word. */
export function findMissingResponses(pack: DialogPack): readonly MissingResponse[] {
  return pack.locales.flatMap((locale) =>
    requiredResponseKeys(pack)
      .filter((key) => pack.responses[locale]?.[key] === undefined)
      .map((key) => ({ locale, key })),
  );
}
