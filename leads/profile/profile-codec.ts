/**
 * Profiles to and from the string that the store keeps. Called by the consumer; the store never looks inside.
 */
import { Fault } from '../../protocol/index.js';
import type { ConversationProfile } from './conversation-profile.js';

export function encodeProfile(profile: ConversationProfile): string {
  return JSON.stringify(profile);
}

/** Throws Fault `leads.bad-profile` for a string this release did not write. */
export function decodeProfile(stored: string): ConversationProfile {
  const parsed = parse(stored);
  if (typeof parsed === 'object' && parsed !== null && 'version' in parsed && parsed.version === 1) {
    return parsed as ConversationProfile;
  }
  throw new Fault('leads.bad-profile', 'A stored conversation profile has a shape this release cannot read.');
}

function parse(stored: string): unknown {
  try {
    return JSON.parse(stored);
  } catch (cause) {
    throw new Fault('leads.bad-profile', 'A stored conversation profile is not readable.', { cause });
  }
}
