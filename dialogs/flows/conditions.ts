/** Decides the `when` of slots and finish steps from the slots of a flow and the facts of the moment. */
import type { Condition } from '../pack/flow-file.js';

export interface ConditionScope {
  readonly slots: Readonly<Record<string, string>>;
  readonly facts: Readonly<Record<string, string>>;
}

export function holds(condition: Condition | undefined, scope: ConditionScope): boolean {
  if (condition === undefined) return true;
  const value =
    condition.slot !== undefined
      ? scope.slots[condition.slot]
      : condition.fact !== undefined
        ? scope.facts[condition.fact]
        : undefined;
  if (condition.is !== undefined) {
    return condition.is.length === 0
      ? value === undefined
      : value !== undefined && condition.is.includes(value);
  }
  if (condition.isNot !== undefined) {
    return condition.isNot.length === 0
      ? value !== undefined
      : value === undefined || !condition.isNot.includes(value);
  }
  return value !== undefined;
}
