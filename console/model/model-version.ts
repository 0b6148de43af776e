/** Versions of models as people read them: "Version 3" for `0003-1f2e3d4c`, whose second half is a checksum. Pure. */

export interface ModelVersionName {
  /** Name of the model; absent where the version came alone. */
  readonly model?: string;
  /** As the registry has it. */
  readonly version: string;
  /** Counted from 1 per model; absent for a version that no registry counted. */
  readonly number?: number;
}

/** Reads `lead-score 0001-5db0c88e`, as scores carry it, or the version alone. */
export function readModelVersion(text: string): ModelVersionName {
  const parts = text.trim().split(/\s+/);
  const version = parts.at(-1) ?? '';
  const counted = /^(\d+)-[0-9a-f]+$/.exec(version)?.[1];
  return {
    ...(parts.length > 1 && { model: parts[0] }),
    version,
    ...(counted !== undefined && { number: Number(counted) }),
  };
}
