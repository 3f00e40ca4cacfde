import type { StoredResult } from '../storedResult.js';
import type { View } from '../view.js';
import type { Code, CodeTarget, CodeTargetId } from './codeRequest.js';
import { writeDuckDb } from './duckDbCode.js';
import { writePyIceberg } from './pyIcebergCode.js';
import { writeSpark } from './sparkCode.js';

/** By which the rows of a result can be read elsewhere, in the order in which they are offered. */
export const codeTargets: readonly CodeTarget[] = [
  { id: 'pyiceberg', name: 'PyIceberg', write: writePyIceberg },
  { id: 'duckdb', name: 'DuckDB', write: writeDuckDb },
  { id: 'spark', name: 'Spark', write: writeSpark },
  // It reads by Athena and Glue. Connections to them come with a writer of their own.
  { id: 'awswrangler', name: 'awswrangler', write: () => ({ refused: 'not-aws' }) },
];

/** Python that reads the rows of a view of a result, or why there is none. */
export function writeCode(id: CodeTargetId, result: StoredResult, view: View): Code {
  const target = codeTargets.find((one) => one.id === id);
  const query = result.origin?.query;
  if (target === undefined || query?.reads === undefined) return { refused: 'unknown-query' };
  const { connection, sql, reads } = query;
  const [name] = reads.ofSession;
  if (name !== undefined) return { refused: 'session-table', name };
  return target.write({ result, connection, sql, reads, view });
}
