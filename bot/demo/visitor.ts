/**
 * One simulated visitor: follows the steps of the scenario, answers what the bot asks from the persona, refuses, hesitates and leaves as
 * the hidden drivers have it. Called by world.ts for each planned visit.
 */
import { assertNever, type BotTurn, type Random } from '../../protocol/index.js';
import type { VisitChannel } from './visit-channel.js';
import { answerTo, lineOf, type VisitorAnswer, type WordSource, wordsOf } from './visitor-words.js';
import type { DriverName, Drivers, VisitStep } from './world-file.js';
import type { PlannedVisit } from './world-plan.js';

/** Most answers to one chain of questions, whatever the patience; a bot that asks more has lost the visitor. */
const LONGEST_CHAIN = 14;

/** Talks until the scenario ends or the visitor leaves; the reason goes into `conversation.ended`. */
export async function visitBot(
  source: WordSource,
  visit: PlannedVisit,
  channel: VisitChannel,
): Promise<void> {
  const visitor = new Visitor(source, visit, channel);
  await visitor.run();
  await channel.end(visit.channel === 'phone' ? 'hung-up' : 'left');
}

type Mood = 'staying' | 'left';

class Visitor {
  #patience: number;
  readonly #refused = new Set<string>();

  constructor(
    private readonly source: WordSource,
    private readonly visit: PlannedVisit,
    private readonly channel: VisitChannel,
  ) {
    this.#patience = visit.persona.patience;
  }

  async run(): Promise<void> {
    let hasSpoken = false;
    for (const step of this.visit.scenario.steps) {
      if (!applies(step, this.visit.persona.drivers, this.source.random)) continue;
      const text = wordsOf(this.source, step);
      if (text === undefined) continue;
      const bot = await this.channel.say({ text });
      hasSpoken = true;
      if ((await this.#answerAll(bot, step)) === 'left') return;
    }
    const greeting = lineOf(this.source, 'greeting');
    if (!hasSpoken && greeting) await this.channel.say({ text: greeting });
  }

  /** Answers question after question until the bot asks nothing more. */
  async #answerAll(first: BotTurn, step: VisitStep): Promise<Mood> {
    const asked = new Map<string, number>();
    let bot = first;
    for (let i = 0; i < LONGEST_CHAIN; i++) {
      if (!isAsking(bot)) return 'staying';
      const slot = bot.expects?.slot ?? bot.expects?.form ?? '';
      const times = (asked.get(slot) ?? 0) + 1;
      asked.set(slot, times);
      if (--this.#patience < 0 || times > 3) return this.#leave();
      const answer = this.#answer(bot, step, times);
      if (answer === undefined) return 'staying';
      bot = await this.channel.say(answer);
    }
    return 'left';
  }

  #answer(bot: BotTurn, step: VisitStep, times: number): VisitorAnswer | undefined {
    const { random } = this.source;
    const slot = bot.expects?.slot;
    if (slot && this.#objects(slot)) return times === 1 ? this.#line('mismatch') : undefined;
    if (bot.expects?.form === 'yes-no') return this.#line(this.#agrees() ? 'yes' : 'no');
    if (bot.expects?.form === 'choice' && slot === undefined) return this.#choose(bot, step);
    if (slot && this.#isPrivate(slot) && this.#refuses(slot)) return this.#line('refuse');
    if (slot && times === 1 && !this.#isPrivate(slot) && random.next() < 0.05) return this.#line('unsure');
    return answerTo(this.source, bot);
  }

  /** "Did you mean ...?": the intent of the step when it is offered, else whatever; some ignore the question. */
  #choose(bot: BotTurn, step: VisitStep): VisitorAnswer | undefined {
    const offered = bot.parts.flatMap((part) => (part.kind === 'choices' ? part.choices : []));
    const meant = offered.find((choice) => step.intent !== undefined && choice.value.includes(step.intent));
    const choice = meant ?? (this.source.random.next() < 0.3 ? offered[0] : undefined);
    return choice && { text: choice.label, value: choice.value };
  }

  #isPrivate(slot: string): boolean {
    return this.source.world.slots.private.includes(slot);
  }

  #agrees(): boolean {
    const { interest } = this.visit.persona.drivers;
    const willing = this.visit.leadClass === 'sales' ? rising(interest, 0.42) : 0.75;
    return this.source.random.next() < willing;
  }

  #objects(slot: string): boolean {
    switch (this.visit.leadClass) {
      case 'sales':
      case 'service':
        return false;
      case 'complaint':
        return this.source.world.slots.selling.includes(slot);
      case 'partner':
      case 'job':
        return !this.#isPrivate(slot);
      case 'spam':
      case 'other':
        return true;
      default:
        return assertNever(this.visit.leadClass);
    }
  }

  /** The less interest, the likelier; who refused once may still give in. */
  #refuses(slot: string): boolean {
    if (this.#refused.has(slot)) return this.source.random.next() < 0.6;
    const { interest } = this.visit.persona.drivers;
    const refuses = this.source.random.next() < 0.9 * (1 - rising(interest, 0.42));
    if (refuses) this.#refused.add(slot);
    return refuses;
  }

  #line(name: string): VisitorAnswer | undefined {
    const text = lineOf(this.source, name);
    return text === undefined ? undefined : { text };
  }

  /** Some say so, some just go. */
  async #leave(): Promise<Mood> {
    const words = this.#line('leave');
    if (words && this.source.random.next() < 0.6) await this.channel.say(words);
    return 'left';
  }
}

/** A pending question: a slot, a yes or no, or a choice; an open floor is none. */
function isAsking(bot: BotTurn): boolean {
  const { expects } = bot;
  if (expects === undefined) return false;
  return expects.slot !== undefined || expects.form !== 'free';
}

/** From 0 to 1, one half at `middle`. */
function rising(driver: number, middle: number): number {
  return 1 / (1 + Math.exp(-13 * (driver - middle)));
}

function applies(step: VisitStep, drivers: Drivers, random: Random): boolean {
  if (random.next() >= step.chance) return false;
  const blurred = (name: DriverName) => drivers[name] + 0.12 * random.normal();
  const names = Object.keys(drivers) as DriverName[];
  return names.every((name) => {
    const least = step.needs[name];
    const below = step.below[name];
    return (least === undefined || blurred(name) >= least) && (below === undefined || blurred(name) < below);
  });
}
