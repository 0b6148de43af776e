import { describe, expect, it } from '@jest/globals';
import {
  featuresOf,
  foldEvents,
  isLocked,
  scoreFeatureRow,
  type TrainingConversation,
  trainLeadModels,
} from '../../leads/index.js';
import { seededRandom } from '../../protocol/index.js';
import { demoLeadPack, exchange, started, toEvents } from './lead-fixtures.js';

const pack = demoLeadPack();
const features = featuresOf(pack);
const random = seededRandom(3);
const conversations = Array.from({ length: 160 }, (_, i): TrainingConversation => {
  const turns = 1 + random.integer(6);
  const said = Array.from({ length: turns }, (_each, turn) =>
    exchange(`${i}-${turn}`, { text: 'what does it cost', intent: turn % 2 ? 'buy_phone' : 'ask_price' }),
  );
  return {
    events: toEvents(`lead-${i}`, [started(), ...said.flat()]),
    outcome: { isWon: random.next() < turns / 7 },
  };
});
const idOf = ({ events }: TrainingConversation) => events[0]!.conversationId;

/** The scores that a training on these outcomes gives everybody. */
async function scoresAfter(isFlipped: (id: string) => boolean) {
  const { models } = await trainLeadModels({
    ...{ pack, seed: 1, only: ['lead-score'] },
    conversations: conversations.map((each) =>
      isFlipped(idOf(each)) ? { ...each, outcome: { isWon: !each.outcome?.isWon } } : each,
    ),
  });
  const score = scoreFeatureRow(
    models['lead-score']!.files['model.json']!,
    features.features.map(({ name }) => name),
  );
  return conversations.map(({ events }) => score(features.rowOf(foldEvents(events)!)).value);
}

describe('leads of the locked test', () => {
  it('change no score whatever became of them; others do', async () => {
    const first = conversations.map(idOf).find((id) => !isLocked(id));
    const plain = await scoresAfter(() => false);
    expect(await scoresAfter(isLocked)).toEqual(plain);
    expect(await scoresAfter((id) => id === first)).not.toEqual(plain);
  }, 60_000);
});
