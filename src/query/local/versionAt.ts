import { CatalogError, hasSnapshots, type TableVersion } from '../../catalog/catalog.js';
import { currentAt } from './currentAt.js';
import type { DuckDbContext } from '../../duckdb/duckDbApi.js';
import type { DuckDbClient } from '../../duckdb/duckDbClient.js';
import { tokenize, unquote } from '../../sql/tokens.js';
import { applyEdits } from '../../syntax/edits.js';
import { quoteText } from '../../util/quote.js';
import { QueryError } from '../queryEngine.js';
import type { AsOf } from './asOf.js';
import type { FoundTable } from './findTable.js';
import { toQueryError } from './toQueryError.js';

/**
 * Which version a clause of `sql` means. A number is a snapshot's id, a text a branch or tag, and a
 * time the snapshot that was current then; without a zone it is in UTC, as snapshots are shown.
 * DuckDB works the value out. Throws `QueryError` for the value and `CatalogError` for the table.
 */
export async function versionAt(
  sql: string,
  { unit, value }: AsOf,
  { catalog, table }: FoundTable,
  duckdb: DuckDbClient,
  context: DuckDbContext,
  signal: AbortSignal,
): Promise<NonNullable<TableVersion>> {
  const expression = `(${withZones(sql.slice(value.start, value.end))})`;
  const wrong = (what: string): QueryError => new QueryError('syntax', what, { span: value });
  const evaluate = async (select: string, what: string): Promise<string> => {
    const { rows } = await duckdb.rows(`SELECT ${select} AS v`, signal, context);
    const text = rows[0]?.[0];
    if (text === null || text === undefined) throw wrong(`The ${what} is NULL.`);
    return text;
  };
  try {
    const type = (await duckdb.prepare(`SELECT ${expression} AS v`, signal, context)).columns[0]
      ?.type;
    const isText = type === 'VARCHAR';
    if (unit === 'VERSION') {
      const text = await evaluate(expression, 'version');
      if (isText) return { ref: text };
      if (/^-?\d+$/.test(text)) return { snapshotId: BigInt(text) };
      throw wrong('A version is the number of a snapshot, or the name of a branch or tag.');
    }
    const moment = isText ? timeOf(await evaluate(expression, 'time')) : expression;
    const isZoned = type === 'TIMESTAMP WITH TIME ZONE' || moment.startsWith('TIMESTAMPTZ');
    const utc = isZoned ? moment : `CAST(${moment} AS TIMESTAMP)`;
    const time = Number(await evaluate(`epoch_ms(${utc})`, 'time'));
    const history = hasSnapshots(catalog)
      ? await catalog.listSnapshots(table.identifier, signal)
      : [];
    const snapshot = currentAt(history, time);
    if (snapshot !== undefined) return { snapshotId: snapshot.id };
    throw new CatalogError('not-found', `no snapshot is as old as ${expression}`);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof QueryError || error instanceof CatalogError) throw error;
    const { code, message } = toQueryError(error, sql);
    throw new QueryError(code, message, { cause: error, span: value });
  }
}

/** DuckDB drops the zone of a text that is to be a `TIMESTAMP` without a word. */
function withZones(value: string): string {
  const tokens = tokenize(value, 'duckdb');
  const edits = tokens.flatMap(({ start, end }, index) => {
    const next = tokens[index + 1];
    const isTyped =
      value.slice(start, end).toUpperCase() === 'TIMESTAMP' && next?.kind === 'string';
    return isTyped && zone.test(unquote(value.slice(next.start, next.end)))
      ? [{ start, end, text: 'TIMESTAMPTZ' }]
      : [];
  });
  return applyEdits(value, edits).text;
}

function timeOf(text: string): string {
  return `${zone.test(text) ? 'TIMESTAMPTZ' : 'TIMESTAMP'} ${quoteText(text)}`;
}

/** What stands behind the time of a day: `Z`, `+02`, `+02:00`, ` UTC`, ` Europe/Paris`. */
const zone = /\d:\d\d\S*?(?:Z|[+-]\d\d(?::?\d\d)?|\s+[A-Za-z]\S*)$/i;
