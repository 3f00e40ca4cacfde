/** How much is kept of results that no window uses. */
export interface Limits {
  readonly maxAgeMs: number;
  /** Of all that is stored, what windows use included. */
  readonly maxBytes: number;
}

/** All that no window uses is too much. */
export const nothingKept: Limits = { maxAgeMs: -Infinity, maxBytes: 0 };

/** Limits from the values of settings, which may be anything: what is no number is the default. */
export function toLimits(maxAgeDays: unknown, maxTotalSizeGB: unknown): Limits {
  return {
    maxAgeMs: atLeast(1, maxAgeDays, 14) * 86_400_000,
    maxBytes: atLeast(0.1, maxTotalSizeGB, 4) * 1e9,
  };
}

function atLeast(least: number, value: unknown, otherwise: number): number {
  return typeof value === 'number' && !Number.isNaN(value) ? Math.max(least, value) : otherwise;
}
