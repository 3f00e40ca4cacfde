import { isNumber, isTime } from '../../results/duckDbTypes.js';
import { isNested } from '../../results/text/textFormat.js';
import type { ColumnKind } from '../renderer/protocol.js';

/** What a grid must know of DuckDB's type: how a value stands in a cell, and which filters fit it. */
export function columnKind(storedType: string): ColumnKind {
  if (isNumber(storedType)) return 'number';
  if (isTime(storedType) || /^TIME\b/.test(storedType)) return 'time';
  if (storedType === 'BLOB') return 'binary';
  return isNested(storedType) ? 'nested' : 'other';
}
