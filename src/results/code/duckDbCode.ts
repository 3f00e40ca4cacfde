import { quoteText } from '../../util/quote.js';
import { type Code, type CodeRequest, type IcebergRead, isIceberg } from './codeRequest.js';
import { heading, runSql, setUpSql, unreadable } from './parts.js';
import { pythonBlock, pythonComment } from './python.js';

/** Python that runs the statement in a DuckDB of its own, over the same files. */
export function writeDuckDb(request: CodeRequest): Code {
  const { tables } = request.reads;
  const refusal = unreadable(tables, { readsEqualityDeletes: true });
  if (refusal !== undefined) return refusal;
  const extension = tables.some(isIceberg)
    ? [
        pythonComment('Downloads the Iceberg extension of DuckDB, once.'),
        'con.execute("INSTALL iceberg")',
        'con.execute("LOAD iceberg")',
      ]
    : [];
  const code = [
    heading(request, '"duckdb>=1.5" pytz'),
    '',
    'import duckdb',
    '',
    'con = duckdb.connect()',
    ...extension,
    `con.execute(\n    ${pythonBlock(setUpSql(request, icebergScan).join('\n'))}\n)`,
    runSql(request),
    'print(rows)',
  ];
  return { code: `${code.join('\n')}\n` };
}

function icebergScan({ source: { metadata, snapshotId, reach } }: IcebergRead): string {
  const version =
    reach === 'snapshot' && snapshotId !== undefined ? `, snapshot_from_id = ${snapshotId}` : '';
  return `FROM iceberg_scan(${quoteText(metadata)}${version})`;
}
