/** One figure of `npm run bench`, beside what it is measured against. */
export interface BenchRow {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  /** What it is measured against, in words; empty where there is nothing of the kind. */
  readonly peer: string;
  readonly theirs: number | null;
  /** Ours divided by theirs. */
  readonly ratio: number | null;
  /** The budget, such as `≤ 20`; empty where there is none. */
  readonly target: string;
  readonly met: boolean;
}

export interface Measured {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly peer?: string;
  readonly theirs?: number;
  /** What ours must be at most, or at least. */
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** Fills in what follows from the figures. */
export function toBenchRow(measured: Measured): BenchRow {
  const { name, unit, ours, peer = '', theirs, atMost, atLeast } = measured;
  const bounds = [
    ...(atMost === undefined ? [] : [`≤ ${atMost}`]),
    ...(atLeast === undefined ? [] : [`≥ ${atLeast}`]),
  ];
  return {
    name,
    unit,
    ours,
    peer,
    theirs: theirs ?? null,
    ratio: theirs === undefined ? null : Number((ours / theirs).toPrecision(3)),
    target: bounds.join(', '),
    met: ours <= (atMost ?? Infinity) && ours >= (atLeast ?? -Infinity),
  };
}

/** The middle one of several measurements. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
