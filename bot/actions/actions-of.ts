/** Which systems stand behind the actions of a pack's flows: the company's own, or the demo's. Called by bot/roles. */
import { type ActionRunner, createDemoActions } from '../../dialogs/index.js';
import { type Clock, Fault } from '../../protocol/index.js';
import { createHttpActions } from './action-runner-http.js';

export interface ActionSettings {
  readonly actionsUrl: string;
  readonly actionsSecret: string;
}

/** @throws Fault `settings.invalid` for an address without a secret: nobody could tell our requests from others. */
export function actionsOf({ actionsUrl, actionsSecret }: ActionSettings, clock: Clock): ActionRunner {
  if (actionsUrl === '') return createDemoActions();
  if (actionsSecret === '')
    throw new Fault(
      'settings.invalid',
      'actionsUrl needs actionsSecret, which its requests are signed with.',
      {
        fields: { setting: 'actionsSecret' },
      },
    );
  return createHttpActions({ url: actionsUrl, secret: actionsSecret, clock });
}
