/**
 * Runs flow dialogs on botbuilder's dialog stack without any of its storage: the stack is a plain object that comes in
 * with the scene and goes out with the state. Called by the conductor only; nothing is sent through the adapter. Of the package
 * only what is used is loaded: its index brings recognisers of ten languages, which more than doubles the time every process needs to start.
 */
import {
  type Activity,
  ActivityTypes,
  BotAdapter,
  type ResourceResponse,
  TurnContext,
} from 'botbuilder-core';
import type { DialogContext, DialogState as DialogStack } from 'botbuilder-dialogs';
import { DialogReason } from 'botbuilder-dialogs/lib/dialog.js';
import { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js';
import { Fault } from '../../protocol/index.js';
import type { DialogPack } from '../pack/dialog-pack.js';
import type { Flow } from '../pack/flow-file.js';
import {
  dialogIdOf,
  type FlowProgress,
  isTracked,
  newProgress,
  type StepScene,
  type WaitingWish,
} from './engine-parts.js';
import { FlowDialog, type FlowStart, progressOf, SCENE } from './flow-dialog.js';

/** Flows deeper than this on the stack are too many for anyone to return to. */
const MAX_DEPTH = 3;

/** Replies are collected in the scene; an attempt to send is a defect. */
class SilentAdapter extends BotAdapter {
  override async sendActivities(): Promise<ResourceResponse[]> {
    throw new Fault('dialogs.failed-step', 'A dialog tried to send by itself.');
  }
  override async updateActivity(): Promise<void> {}
  override async deleteActivity(): Promise<void> {}
  override async continueConversation(): Promise<void> {}
}

export interface RunningFlow {
  readonly flow: Flow;
  readonly progress: FlowProgress;
}

/** The stack of one step. */
export interface FlowStack {
  readonly running: RunningFlow | undefined;
  /** Lets the running flow take the turn. */
  proceed(): Promise<void>;
  /** Begins a flow on top of the running one, or goes back to it when it waits below. */
  start(flow: Flow, isOffered?: boolean): Promise<void>;
  /** Puts a flow in line directly below the running one: it begins when that one ends. */
  putInLine(flow: Flow, wish: WaitingWish): void;
  /** Ends the running flow unfinished; the one below asks again, or begins where it was in line. */
  abandon(): Promise<void>;
  /** The running flow asks its open question again. */
  askAgain(): Promise<void>;
}

export interface FlowStacks {
  readonly dialogIds: ReadonlySet<string>;
  open(scene: StepScene): Promise<FlowStack>;
}

export function createFlowStacks(pack: DialogPack): FlowStacks {
  const stackOf = (context: TurnContext) => (context.turnState.get(SCENE) as StepScene).state.stack;
  const dialogs = new DialogSet({
    get: async (context: TurnContext) => stackOf(context),
    set: async () => undefined,
    delete: async () => undefined,
  });
  const flows = new Map<string, Flow>();
  for (const flow of pack.flows) {
    dialogs.add(new FlowDialog(flow));
    flows.set(dialogIdOf(flow), flow);
  }
  const adapter = new SilentAdapter();
  return {
    dialogIds: new Set(flows.keys()),
    async open(scene) {
      const activity: Partial<Activity> = {
        type: ActivityTypes.Message,
        text: scene.text,
        channelId: scene.channel,
      };
      const context = new TurnContext(adapter, activity);
      context.turnState.set(SCENE, scene);
      return createStack(await dialogs.createContext(context), flows, scene);
    },
  };
}

function createStack(context: DialogContext, flows: ReadonlyMap<string, Flow>, scene: StepScene): FlowStack {
  const runningNow = () => {
    const instance = context.activeDialog;
    const flow = instance === undefined ? undefined : flows.get(instance.id);
    const progress = progressOf(instance);
    return flow === undefined || progress === undefined ? undefined : { flow, progress };
  };
  const drop = () => {
    const running = runningNow();
    context.stack.pop();
    if (running !== undefined && running.progress.waiting === undefined && isTracked(running.flow)) {
      scene.drafts.push({ kind: 'flow.abandoned', data: { flow: running.flow.flow, turnId: scene.turnId } });
    }
  };
  const resume = async () => {
    const top = context.activeDialog;
    if (progressOf(top)?.waiting === undefined) await context.repromptDialog();
    else await context.dialogs.find(top!.id)!.resumeDialog(context, DialogReason.endCalled);
  };
  return {
    get running() {
      return runningNow();
    },
    async proceed() {
      await context.continueDialog();
    },
    async start(flow, isOffered = false) {
      const id = dialogIdOf(flow);
      if (context.stack.some((instance) => instance.id === id)) {
        while (context.activeDialog?.id !== id) drop();
        await context.continueDialog();
        return;
      }
      while (context.stack.length >= MAX_DEPTH) drop();
      await context.beginDialog(id, { recallsAll: isOffered } satisfies FlowStart);
    },
    async abandon() {
      drop();
      await resume();
    },
    putInLine(flow, wish) {
      const id = dialogIdOf(flow);
      if (context.stack.some((instance) => instance.id === id)) return;
      context.stack.splice(-1, 0, { id, state: { ...newProgress(), waiting: wish } });
    },
    askAgain: resume,
  };
}

export type { DialogStack };
