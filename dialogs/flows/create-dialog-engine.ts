/**
 * The dialog engine: one turn in, one bot turn and the next state out. Built by bot/roles from a pack, its understander and
 * the two ports; loads nothing, saves nothing, sends nothing. A step that fails answers with an apology.
 */
import {
  type BotTurn,
  type ExpectedAnswer,
  Fault,
  isSpoken,
  type Locale,
  type Understanding,
} from '../../protocol/index.js';
import type { DialogEngine, DialogInput, DialogOutcome, OpeningInput } from '../dialog-engine.js';
import type { DialogPack } from '../pack/dialog-pack.js';
import type { ActionRunner, AnswerSource } from '../ports.js';
import { createResponseRenderer } from '../responses/response-renderer.js';
import { createCatalogIndex } from '../understanding/catalog-index.js';
import { createSlotRoles } from '../understanding/slot-roles.js';
import type { Understander } from '../understanding/understander.js';
import { carryOut } from './conductor.js';
import { type ConversationState, FREE, freshState, parseState, restoreState } from './conversation-state.js';
import { createFlowStacks, type FlowStack, type FlowStacks, type RunningFlow } from './dialog-stack.js';
import { dialogIdOf, type EngineParts, type StepScene } from './engine-parts.js';
import { commonValues } from './facts.js';
import { findLabel } from './flow-steps.js';
import { flowOfKeyword, noteKeywords } from './heard-keywords.js';
import { offerMenu } from './offers.js';
import { answerPaused, offerPaused } from './paused-flows.js';
import { Reply } from './reply.js';
import { findMissingResponses } from './required-responses.js';
import { type Move, route } from './route.js';
import { answerInTurn, planOfWishes } from './several-answers.js';
import { sayOffers } from './spoken-offers.js';
import { readTurn, type TurnMeaning, understandingShown } from './turn-meaning.js';

export interface DialogEngineOptions {
  readonly pack: DialogPack;
  readonly understander: Understander;
  readonly answers: AnswerSource;
  readonly actions: ActionRunner;
  /** Varies wordings between conversations (default 1). */
  readonly seed?: number;
  /** Told of a step that failed; the visitor has had an apology. */
  readonly onFailure?: (fault: Fault) => void;
}

/** Throws Fault `pack.invalid` when the pack lacks a response that the engine or a flow says. */
export function createDialogEngine(options: DialogEngineOptions): DialogEngine {
  const { pack, understander, answers, actions, seed = 1 } = options;
  const missing = findMissingResponses(pack);
  if (missing.length > 0) {
    const list = missing.map(({ locale, key }) => `${locale}: ${key}`);
    throw new Fault('pack.invalid', `Responses are missing: ${list.slice(0, 5).join(', ')}.`, {
      fields: { missing: list },
    });
  }
  const renderer = createResponseRenderer(pack);
  const parts: EngineParts = {
    pack,
    understander,
    answers,
    actions,
    renderer,
    catalog: createCatalogIndex(pack),
    roles: createSlotRoles(pack),
    seed,
  };
  const stacks = createFlowStacks(pack);
  return {
    open: async (input) => openConversation(input, parts),
    understand: async (text, context) => understander.understand(text, context),
    step: (input) => runStep(input, parts, { stacks, onFailure: options.onFailure }),
    expectation: (state) => expectationOf(state),
  };
}

const expectationOf = (state: string | undefined): ExpectedAnswer =>
  state === undefined ? FREE : (parseState(state)?.expects ?? FREE);

/** A small stable hash (FNV-1a), to start wordings at another variant in each conversation. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

interface SceneSource {
  readonly turn: Pick<DialogInput['turn'], 'conversationId' | 'turnId' | 'channel'>;
  readonly now: number;
  readonly signal?: AbortSignal;
  readonly state: ConversationState;
  readonly meaning: TurnMeaning;
}

function createScene({ turn, now, signal, state, meaning }: SceneSource, parts: EngineParts): StepScene {
  const locale = meaning.understanding.locale;
  const offset = (key: string) => hashOf(`${parts.seed}:${turn.conversationId}:${key}`);
  const reply = new Reply({ renderer: parts.renderer, locale, said: state.said, offset });
  return {
    parts,
    state,
    locale,
    now,
    signal,
    reply,
    understanding: meaning.understanding,
    text: meaning.text,
    said: meaning.text,
    turnId: turn.turnId,
    channel: turn.channel,
    drafts: [],
  };
}

const nothingSaid = (locale: Locale): TurnMeaning => ({
  text: '',
  understanding: { locale, intent: 'greet', confidence: 1, alternatives: [], slots: [] },
});

function localeOf(wanted: Locale, pack: DialogPack): Locale {
  if (pack.locales.includes(wanted)) return wanted;
  return pack.locales.find((locale) => locale.split('-')[0] === wanted.split('-')[0]) ?? pack.defaultLocale;
}

function openConversation(input: OpeningInput, parts: EngineParts): DialogOutcome {
  const state = freshState(localeOf(input.locale, parts.pack));
  const scene = createScene(
    { turn: input.conversation, now: input.now, state, meaning: nothingSaid(state.locale) },
    parts,
  );
  scene.reply.say('opening', commonValues(scene));
  offerMenu(scene);
  scene.reply.because('The conversation opens; the bot says that it is an assistant.');
  return conclude(scene, input.conversation.conversationId, undefined);
}

/** Turns the collected reply into the outcome; the scene's state becomes the stored one. */
function conclude(
  scene: StepScene,
  conversationId: BotTurn['conversationId'],
  understanding: Understanding | undefined,
): DialogOutcome {
  const { reply, state } = scene;
  state.locale = scene.locale;
  state.expects = reply.expects;
  state.lastParts = reply.parts;
  const bot: BotTurn = {
    turnId: scene.turnId,
    conversationId,
    locale: scene.locale,
    parts: reply.parts,
    expects: reply.expects,
    ...(understanding && { understanding }),
    why: reply.why,
  };
  return { state: JSON.stringify(state), bot, drafts: scene.drafts };
}

interface StepHooks {
  readonly stacks: FlowStacks;
  readonly onFailure?: (fault: Fault) => void;
}

async function runStep(input: DialogInput, parts: EngineParts, hooks: StepHooks): Promise<DialogOutcome> {
  try {
    return await tryStep(input, parts, hooks.stacks);
  } catch (thrown) {
    if (input.signal?.aborted) throw thrown;
    hooks.onFailure?.(
      thrown instanceof Fault
        ? thrown
        : new Fault('dialogs.failed-step', 'A step of a conversation failed.', { cause: thrown }),
    );
    return apologise(input, parts, hooks.stacks);
  }
}

async function tryStep(input: DialogInput, parts: EngineParts, stacks: FlowStacks): Promise<DialogOutcome> {
  const { turn, now, signal } = input;
  const restored = restoreState(input.state, localeOf(input.locale, parts.pack), stacks.dialogIds);
  const state = restored.state;
  const flowNow = parts.pack.flows.find((flow) => dialogIdOf(flow) === state.stack.dialogStack.at(-1)?.id);
  const meaning = readTurn(turn, {
    understander: parts.understander,
    state,
    running: flowNow && { flow: flowNow },
    catalog: parts.catalog,
    now,
  });
  const scene = createScene({ turn, now, signal, state, meaning }, parts);
  remember(scene);
  noteKeywords(scene);
  const stack = await stacks.open(scene);
  const offered = state.offered;
  state.offered = [];
  state.turns += 1;
  if (restored.kind === 'lost') scene.reply.say('state.lost', commonValues(scene));
  if (!(await answerSeveral(scene, stack.running, stacks)))
    await answerOne({ meaning, scene, stack, offered });
  if (scene.reply.isEmpty) scene.reply.say('unclear', commonValues(scene));
  if (isSpoken(scene.channel)) sayOffers(scene);
  const intentOfFlow = (name: string) => parts.pack.flows.find((flow) => flow.flow === name)?.intents[0];
  return conclude(scene, turn.conversationId, understandingShown(meaning, intentOfFlow));
}

/** Where the turn holds several wishes: answers them and returns true. Flows kept aside by a handoff come first. */
async function answerSeveral(scene: StepScene, running: RunningFlow | undefined, stacks: FlowStacks) {
  const isOne = scene.state.paused !== undefined || flowOfKeyword(scene) !== undefined;
  const plan = isOne ? [] : planOfWishes(scene, running);
  if (plan.length > 0) await answerInTurn(plan, scene, stacks);
  return plan.length > 0;
}

interface TurnAtHand {
  readonly meaning: TurnMeaning;
  readonly scene: StepScene;
  readonly stack: FlowStack;
  /** Intents that the bot's last turn offered. */
  readonly offered: readonly string[];
}

async function answerOne({ meaning, scene, stack, offered }: TurnAtHand): Promise<void> {
  const { parts, state } = scene;
  const chosen = parts.pack.flows.find((flow) => flow.flow === meaning.flow) ?? flowOfKeyword(scene);
  const named = stack.running && findLabel(stack.running.flow, scene)?.name;
  const move: Move =
    chosen === undefined
      ? route({
          pack: parts.pack,
          understanding: meaning.understanding,
          running: stack.running,
          named,
          offered,
        })
      : { kind: 'start', flow: chosen, isOffered: true };
  if (!(await answerPaused(move, stack, scene))) {
    const isLost = move.kind === 'unclear' && state.paused?.isOffered === false;
    if (!isLost) await carryOut(move, stack, scene);
    offerPaused(stack, scene);
  }
}

/** Keeps the last value of every slot, for flows that recall it and for the summary of a handoff. */
function remember({ state, understanding }: StepScene): void {
  for (const { name, value, surface } of understanding.slots) state.known[name] = { value, surface };
}

/** The state stays as it was before the step, so that the visitor can simply say it again. */
function apologise(input: DialogInput, parts: EngineParts, stacks: FlowStacks): DialogOutcome {
  const { state } = restoreState(input.state, localeOf(input.locale, parts.pack), stacks.dialogIds);
  const { turn, now } = input;
  const scene = createScene(
    { turn, now, state, meaning: { ...nothingSaid(state.locale), text: turn.input.text } },
    parts,
  );
  scene.reply.say('step.failed', commonValues(scene));
  scene.reply.expects = state.expects;
  scene.reply.because('A step failed; the state is as it was before.');
  return conclude(scene, turn.conversationId, undefined);
}
