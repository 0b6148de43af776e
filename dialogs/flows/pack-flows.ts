/** Which flow of a pack an intent starts. */
import type { DialogPack } from '../pack/dialog-pack.js';
import type { Flow } from '../pack/flow-file.js';

/** The flow an intent starts; undefined when it has none. */
export const flowOfIntent = (pack: DialogPack, intent: string): Flow | undefined =>
  pack.flows.find((flow) => flow.intents.includes(intent));
