/** What a rep chose for this browser: language, density, appearance. Kept in localStorage; nothing here goes to the server. */
import { useSyncExternalStore } from 'react';

export interface ConsoleSettings {
  readonly language: 'en' | 'zh';
  readonly density: 'comfortable' | 'compact';
  readonly scheme: 'light' | 'dark' | 'auto';
}

const KEY = 'leadline.console.settings';
const listeners = new Set<() => void>();
let current: ConsoleSettings = read();

function isOneOf<Value extends string>(value: unknown, values: readonly Value[]): value is Value {
  return values.some((candidate) => candidate === value);
}

function read(): ConsoleSettings {
  const stored = parse(localStorage.getItem(KEY));
  const preferred = navigator.language.startsWith('zh') ? 'zh' : 'en';
  return {
    language: isOneOf(stored.language, ['en', 'zh']) ? stored.language : preferred,
    density: isOneOf(stored.density, ['comfortable', 'compact']) ? stored.density : 'comfortable',
    scheme: isOneOf(stored.scheme, ['light', 'dark', 'auto']) ? stored.scheme : 'auto',
  };
}

function parse(text: string | null): Readonly<Record<string, unknown>> {
  if (text === null) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

export function changeSettings(change: Partial<ConsoleSettings>): void {
  current = { ...current, ...change };
  localStorage.setItem(KEY, JSON.stringify(current));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSettings(): ConsoleSettings {
  return useSyncExternalStore(subscribe, () => current);
}
