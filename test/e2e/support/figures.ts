/** Prints the figures of many measured times in milliseconds beside the tests; none decides whether they pass. */
export function printTimes(what: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number): string => (sorted[Math.floor(sorted.length * part)] ?? NaN).toFixed(0);
  console.log(`      ${what}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms (${times.length} times)`);
}
