/** The model desk over the control socket of the server that runs on a data folder. */
import type { ModelCard } from '../../learning/index.js';
import {
  Fault,
  type ModelSummary,
  type ModelVersionRow,
  type Page,
  type RetrainingStatus,
  type ShadowReport,
} from '../../protocol/index.js';
import type { ModelDesk } from '../models/index.js';
import { createControlClient } from './control-client.js';

export function createRemoteModelDesk(dataDir: string): ModelDesk {
  const client = createControlClient(dataDir);
  const at = (name: string) => `/api/v1/models/${encodeURIComponent(name)}`;
  const itemsOf = async <Item>(page: Promise<Page<Item>>) => (await page).items;
  return {
    list: () => itemsOf(client.get<Page<ModelSummary>>('/api/v1/models')),
    async find(name) {
      return (await this.list()).find((summary) => summary.name === name);
    },
    versions: (name) =>
      itemsOf(
        client.get<Page<ModelVersionRow>>(
          `/api/v1/model-versions${name === undefined ? '' : `?name=${encodeURIComponent(name)}`}`,
        ),
      ),
    card: (name, version = 'active') =>
      client.get<ModelCard>(`${at(name)}/versions/${encodeURIComponent(version)}`),
    file: () => Promise.reject(new Fault('input.unknown-route', 'Open the picture in the console.')),
    activate: (name, version) => client.post<ModelVersionRow>(`${at(name)}/activate`, { version }),
    rollback: (name) => client.post<ModelVersionRow>(`${at(name)}/rollback`, {}),
    challenge: (name, version) =>
      client.post<ModelVersionRow>(`${at(name)}/trial`, version === undefined ? {} : { version }),
    shadowReport: (name) => client.get<ShadowReport>(`${at(name)}/shadow`),
    retrain: (name) => client.post<RetrainingStatus>(`${at(name)}/retraining`, {}),
    cancelRetraining: (name) => client.post<RetrainingStatus>(`${at(name)}/retraining/cancel`, {}),
    retraining: (name) => client.get<RetrainingStatus>(`${at(name)}/retraining`),
    verify: (name) =>
      itemsOf(
        client.post<Page<ModelVersionRow>>('/api/v1/model-verifications', name === undefined ? {} : { name }),
      ),
  };
}
