import type { GridWords, ResultOutput } from '../../src/notebooks/renderer/protocol.js';

/** Each sentence is its own name, with what is filled in behind it. */
const words = new Proxy({} as GridWords, { get: (_, name) => `${String(name)} {0} {1}` });

/** A result as the grid is handed it, with the columns `a`, `b` and so on. */
export function gridOutput(rows: number, columns = ['a', 'b']): ResultOutput {
  const first = Array.from({ length: Math.min(rows, 200) }, (_, at) =>
    columns.map((name) => `${name}${at}`),
  );
  return {
    id: 'one',
    columns: columns.map((name) => ({ name, type: 'VARCHAR', kind: 'other' })),
    rows,
    first: { rows: first, cut: [] },
    words,
    locale: 'en',
  };
}
