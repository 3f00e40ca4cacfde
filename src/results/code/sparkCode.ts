import { type Code, type CodeRequest, tableText } from './codeRequest.js';
import { heading, unreadable } from './parts.js';
import { type Condition, plainRead, type PlainValue } from './plainRead.js';
import { pythonComment, pythonText } from './python.js';
import { sparkColumn, sparkView } from './sparkView.js';

/** What reads Iceberg tables in Spark 3.5. */
const iceberg = 'org.apache.iceberg:iceberg-spark-runtime-3.5_2.12:1.10.1';

/**
 * PySpark that reads a table and takes columns and rows of it. The SQL of other statements is DuckDB's, which may
 * mean something else to Spark: there is no code for them.
 */
export function writeSpark(request: CodeRequest): Code {
  const { reads, view, result } = request;
  const refusal = unreadable(reads.tables, { readsEqualityDeletes: true });
  if (refusal !== undefined) return refusal;
  const plain = plainRead(reads.sql, reads.tables);
  const settings = Object.keys(reads.settings).filter((name) => name !== 'TimeZone');
  if (plain === undefined || settings.length > 0) return { refused: 'dialect' };
  const viewed = sparkView(view, result.columns);
  if (viewed === undefined) return { refused: 'view' };
  const { table, conditions, columns, order } = plain;
  const { metadata, snapshotId, reach } = table.source;
  const version =
    reach === 'snapshot' && snapshotId !== undefined
      ? `.option("snapshot-id", ${pythonText(String(snapshotId))})`
      : '';
  const steps = [
    `spark.read.format("iceberg")${version}.load(${pythonText(metadata)})`,
    ...conditions.map((condition) => `.where(${conditionText(condition)})`),
    ...(order.length === 0 ? [] : [`.orderBy(${order.map(orderText).join(', ')})`]),
    ...(columns === undefined
      ? []
      : [
          `.select(${columns
            .map(
              ({ name, as }) =>
                sparkColumn(name) + (name === as ? '' : `.alias(${pythonText(as)})`),
            )
            .join(', ')})`,
        ]),
    ...viewed,
  ];
  const state = snapshotId === undefined ? 'without rows yet' : `snapshot ${snapshotId}`;
  const body = steps.map((step) => `    ${step}`).join('\n');
  const usesDecimal = body.includes('Decimal(');
  const usesDate = body.includes('date.fromisoformat(');
  const usesColumns = body.includes('F.');
  const code = [
    heading(request, '"pyspark==3.5.*"'),
    '',
    ...(usesDate ? ['from datetime import date'] : []),
    ...(usesDecimal ? ['from decimal import Decimal'] : []),
    ...(usesDate || usesDecimal ? [''] : []),
    'from pyspark.sql import SparkSession',
    ...(usesColumns ? ['from pyspark.sql import functions as F'] : []),
    '',
    pythonComment('Downloads what reads Iceberg, once.'),
    'spark = (',
    '    SparkSession.builder.appName("lakehouse")',
    `    .config("spark.jars.packages", ${pythonText(iceberg)})`,
    '    .getOrCreate()',
    ')',
    '',
    pythonComment(`${tableText(table)}, ${state}`),
    `rows = (\n${body}\n)`,
    'rows.show()',
  ];
  return { code: `${code.join('\n')}\n` };
}

function conditionText(condition: Condition): string {
  const of = sparkColumn(condition.column.name);
  switch (condition.kind) {
    case 'compare':
      return `${of} ${condition.operator === '=' ? '==' : condition.operator} ${literal(condition.value)}`;
    case 'in':
      return `${of}.isin(${condition.values.map(literal).join(', ')})`;
    case 'null':
      return `${of}.${condition.isNull ? 'isNull' : 'isNotNull'}()`;
  }
}

function orderText({
  column: { name },
  descending,
  nullsFirst,
}: {
  readonly column: { readonly name: string };
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}): string {
  const nulls = nullsFirst ? 'first' : 'last';
  return `${sparkColumn(name)}.${descending ? 'desc' : 'asc'}_nulls_${nulls}()`;
}

function literal({ kind, text }: PlainValue): string {
  switch (kind) {
    case 'integer':
      return String(BigInt(text));
    case 'decimal':
      return `Decimal(${pythonText(text)})`;
    case 'date':
      return `date.fromisoformat(${pythonText(text)})`;
    case 'string':
      return pythonText(text);
    case 'boolean':
      return text === 'true' ? 'True' : 'False';
  }
}
