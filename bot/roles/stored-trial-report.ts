/** The report of a trial from the data folder itself. For commands while no server runs there; it changes nothing. */
import { type Clock, type ShadowReport, systemIds, toWorkspaceId } from '../../protocol/index.js';
import type { Settings } from '../config/index.js';
import { openModelHome } from '../models/index.js';
import { loadPack } from '../pack/index.js';
import { trialReport } from '../shadow/index.js';
import { openStore } from '../store/index.js';
import { packFolder } from './start-bot.js';

/** Undefined while no version is on trial. Faults `store.busy`, `pack.*`. */
export async function storedTrialReport(
  { dataDir, packDir, workspace }: Settings,
  clock: Clock,
  model: string,
): Promise<ShadowReport | undefined> {
  const { registry } = openModelHome(dataDir, clock);
  const { country } = loadPack(packFolder(packDir)).dialogs;
  const store = await openStore({ folder: dataDir, clock, ids: systemIds });
  try {
    return await trialReport({ store, registry, country, workspaceId: toWorkspaceId(workspace) }, model);
  } finally {
    await store.close();
  }
}
