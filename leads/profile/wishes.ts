/**
 * The wishes of a conversation as a rep reads them: worded, without repetitions, the primary one first. Called by scoring, which
 * takes the headline from the first; it invents nothing and mixes no two wishes.
 */
import { WISH_STAGES, type Wish, type WishStage } from '../../protocol/index.js';
import type { LeadPack } from '../lead-pack.js';
import type { ConversationProfile } from './conversation-profile.js';
import { type HeardWish, heardWishes } from './heard-wishes.js';
import { evidenceOf } from './raw-lead.js';
import { type WordedWish, wordWish } from './wish-words.js';

/** More than a rep reads; the transcript has the rest. */
const MOST = 6;

type ReadWish = HeardWish & WordedWish;

export function wishesOf(profile: ConversationProfile, pack: LeadPack): readonly Wish[] {
  const worded = heardWishes(profile).flatMap((heard): ReadWish[] => {
    const words = wordWish(heard, pack);
    return words ? [{ ...heard, ...words }] : [];
  });
  return byWeight(
    worded.filter((wish, i) => !isSaidAgain(wish, worded.slice(i + 1))),
    pack,
  )
    .slice(0, MOST)
    .map(({ purpose, stage, text, moment }) => ({
      purpose,
      stage,
      text,
      evidence: evidenceOf(profile.conversationId, moment),
    }));
}

/** Whether a later wish for the same purpose holds all of it; what was agreed stands for itself. */
function isSaidAgain(wish: ReadWish, later: readonly ReadWish[]): boolean {
  if (wish.stage === 'agreed') return false;
  return later.some(
    ({ purpose, known }) =>
      purpose === wish.purpose && Object.entries(wish.known).every(([slot, value]) => known[slot] === value),
  );
}

const RANKS: Readonly<Record<WishStage, number>> = { agreed: 0, open: 1, 'given-up': 1, asked: 2 };

/**
 * What was agreed, then what was begun, then what was asked: the first two by the pack's order of importance and of one purpose the
 * unfinished before the dropped; among equals the latest.
 */
function byWeight(wishes: readonly ReadWish[], pack: LeadPack): readonly ReadWish[] {
  const importance = Object.keys(pack.headlines);
  const ranked = wishes.map((wish, i) => ({
    wish,
    keys: [
      RANKS[wish.stage],
      wish.stage === 'asked' ? 0 : importance.indexOf(wish.purpose),
      WISH_STAGES.indexOf(wish.stage),
      -i,
    ],
  }));
  ranked.sort((a, b) => a.keys.map((key, i) => key - b.keys[i]!).find((each) => each !== 0) ?? 0);
  return ranked.map(({ wish }) => wish);
}
