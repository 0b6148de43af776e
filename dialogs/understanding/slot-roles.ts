/**
 * Which understood slot plays which role in a pack: what `slots.yaml` declares, and what the domains of flow slots tell.
 * Built once per pack; slot reading and flows ask it instead of knowing any slot by name.
 */
import type { DialogPack } from '../pack/dialog-pack.js';
import type { Domain, FlowSlot } from '../pack/flow-file.js';
import type { SlotRole } from '../pack/slots-file.js';

export interface SlotRoles {
  /** What a slot's words are read as: its role, or `number` for a counting flow slot without one. */
  roleOf(slot: string): SlotRole | 'number' | undefined;
  /** Slots of a role that flows have, the most frequent first; where no flow has one, the declared ones. */
  slotsOf(role: SlotRole): readonly string[];
}

const ROLE_OF_DOMAIN: Readonly<Partial<Record<Domain['kind'], SlotRole | 'number'>>> = {
  catalog: 'product',
  money: 'price-limit',
  number: 'number',
  phone: 'phone',
  email: 'email',
  date: 'date',
  time: 'time',
  pattern: 'code',
};

export function createSlotRoles({ flows, slots }: Pick<DialogPack, 'flows' | 'slots'>): SlotRoles {
  const roles = new Map<string, SlotRole | 'number'>();
  const uses = new Map<string, number>();
  for (const [name, { role }] of Object.entries(slots)) {
    roles.set(name, role);
    uses.set(name, 0);
  }
  for (const slot of flows.flatMap((flow) => flow.slots)) {
    const role = ROLE_OF_DOMAIN[slot.domain.kind];
    if (role === undefined) continue;
    for (const [rank, name] of readsOf(slot).entries()) {
      if (!roles.has(name)) roles.set(name, role);
      uses.set(name, (uses.get(name) ?? 0) + (rank === 0 ? 1 : 0));
    }
  }
  const ordered = [...roles.keys()].sort((a, b) => uses.get(b)! - uses.get(a)!);
  return {
    roleOf: (slot) => roles.get(slot),
    slotsOf(role) {
      const all = ordered.filter((slot) => roles.get(slot) === role);
      const used = all.filter((slot) => uses.get(slot)! > 0);
      return used.length > 0 ? used : all;
    },
  };
}

/** Names of the understood slots that fill a flow slot. */
export const readsOf = (slot: FlowSlot): readonly string[] => slot.reads ?? [slot.name];
