import { quoteName } from '../../util/quote.js';
import { isWhole } from '../view.js';
import {
  type Code,
  type CodeRequest,
  type IcebergRead,
  isIceberg,
  tableText,
} from './codeRequest.js';
import { heading, runSql, setUpSql, unreadable, viewRows } from './parts.js';
import { type Condition, type PlainRead, plainRead, type PlainValue } from './plainRead.js';
import { pythonBlock, pythonComment, pythonName, pythonText } from './python.js';

/**
 * Python that reads tables with PyIceberg: all of it where the statement takes columns and rows of one table, else
 * the statement runs in DuckDB over what PyIceberg read.
 */
export function writePyIceberg(request: CodeRequest): Code {
  const { tables, sql } = request.reads;
  const refusal = unreadable(tables, { readsEqualityDeletes: false });
  if (refusal !== undefined) return refusal;
  const iceberg = tables.filter(isIceberg);
  if (iceberg.length === 0) return { refused: 'no-iceberg' };
  const plain = plainRead(sql, tables);
  const code = plain?.order.length === 0 ? plainCode(request, plain) : duckDbCode(request, iceberg);
  return { code: `${code.join('\n')}\n` };
}

function plainCode(request: CodeRequest, plain: PlainRead): readonly string[] {
  const { view, result } = request;
  const { conditions, columns, table } = plain;
  const isShown = isWhole(view);
  const name = isShown ? 'rows' : 'result';
  const scan = [
    ...scanOptions(table),
    ...(conditions.length === 0 ? [] : [`row_filter=${allOf(conditions.map(expression))}`]),
    ...(columns === undefined
      ? []
      : [`selected_fields=(${columns.map((column) => `${pythonText(column.name)}, `).join('')})`]),
  ];
  const names = columns?.map((column) => column.name) ?? [];
  const arranged =
    columns === undefined
      ? []
      : [
          // A scan gives columns in the table's order.
          `${name} = ${name}.select([${names.map(pythonText).join(', ')}])`,
          ...(columns.every((column) => column.name === column.as)
            ? []
            : [
                `${name} = ${name}.rename_columns([${columns.map(({ as }) => pythonText(as)).join(', ')}])`,
              ]),
        ];
  const words = new Set(conditions.map(wordOf));
  if (conditions.length > 1) words.add('And');
  const hasDecimals = conditions.some((condition) => valuesOf(condition).some(isDecimal));
  return [
    heading(request, `"pyiceberg[pyarrow]"${isShown ? '' : ' duckdb pytz'}`),
    '',
    ...(hasDecimals ? ['from decimal import Decimal', ''] : []),
    ...(isShown ? [] : ['import duckdb']),
    ...(words.size === 0
      ? []
      : [`from pyiceberg.expressions import ${[...words].sort().join(', ')}`]),
    'from pyiceberg.table import StaticTable',
    '',
    pythonComment(tableComment(table)),
    `table = StaticTable.from_metadata(${pythonText(table.source.metadata)})`,
    scan.length === 0
      ? `${name} = table.scan().to_arrow()`
      : `${name} = table.scan(\n${scan.map((option) => `    ${option},\n`).join('')}).to_arrow()`,
    ...arranged,
    ...(isShown ? [] : [viewRows('duckdb.sql', view, result)]),
    'print(rows)',
  ];
}

function duckDbCode(request: CodeRequest, tables: readonly IcebergRead[]): readonly string[] {
  const taken = ['con', 'duckdb', 'result', 'rows', 'print'];
  const variables = new Map<string, string>();
  for (const table of tables) {
    const variable = pythonName(tableText(table), new Set([...taken, ...variables.values()]));
    variables.set(JSON.stringify(table.name), variable);
  }
  const variableOf = ({ name }: IcebergRead): string => variables.get(JSON.stringify(name)) ?? '';
  return [
    heading(request, '"pyiceberg[pyarrow]" "duckdb>=1.5" pytz'),
    '',
    'import duckdb',
    'from pyiceberg.table import StaticTable',
    '',
    'con = duckdb.connect()',
    ...tables.flatMap((table) => [
      '',
      pythonComment(tableComment(table)),
      `${variableOf(table)} = StaticTable.from_metadata(${pythonText(table.source.metadata)})`,
      `con.register(${pythonText(variableOf(table))}, ${variableOf(table)}.scan(${scanOptions(table).join(', ')}).to_arrow())`,
    ]),
    '',
    pythonComment('The SQL is that of DuckDB, which runs it over the tables.'),
    `con.execute(\n    ${pythonBlock(
      setUpSql(request, (table) => `FROM temp.main.${quoteName(variableOf(table))}`).join('\n'),
    )}\n)`,
    runSql(request),
    'print(rows)',
  ];
}

/** A metadata file has one current snapshot for ever. */
function scanOptions({ source: { reach, snapshotId } }: IcebergRead): readonly string[] {
  return reach === 'snapshot' && snapshotId !== undefined ? [`snapshot_id=${snapshotId}`] : [];
}

function tableComment(table: IcebergRead): string {
  const { snapshotId } = table.source;
  return `${tableText(table)}, ${snapshotId === undefined ? 'without rows yet' : `snapshot ${snapshotId}`}`;
}

const operators = {
  '=': 'EqualTo',
  '<': 'LessThan',
  '<=': 'LessThanOrEqual',
  '>': 'GreaterThan',
  '>=': 'GreaterThanOrEqual',
} as const;

/** PyIceberg's name for a condition. */
function wordOf(condition: Condition): string {
  switch (condition.kind) {
    case 'compare':
      return operators[condition.operator];
    case 'in':
      return 'In';
    case 'null':
      return condition.isNull ? 'IsNull' : 'NotNull';
  }
}

function expression(condition: Condition): string {
  const column = pythonText(condition.column.name);
  switch (condition.kind) {
    case 'compare':
      return `${wordOf(condition)}(${column}, ${literal(condition.value)})`;
    case 'in':
      return `In(${column}, [${condition.values.map(literal).join(', ')}])`;
    case 'null':
      return `${wordOf(condition)}(${column})`;
  }
}

function allOf(expressions: readonly string[]): string {
  return expressions.length > 1 ? `And(${expressions.join(', ')})` : expressions.join('');
}

function valuesOf(condition: Condition): readonly PlainValue[] {
  switch (condition.kind) {
    case 'compare':
      return [condition.value];
    case 'in':
      return condition.values;
    case 'null':
      return [];
  }
}

function isDecimal({ kind }: PlainValue): boolean {
  return kind === 'decimal';
}

function literal({ kind, text }: PlainValue): string {
  switch (kind) {
    case 'integer':
      return String(BigInt(text));
    case 'decimal':
      return `Decimal(${pythonText(text)})`;
    case 'string':
    case 'date':
      return pythonText(text);
    case 'boolean':
      return text === 'true' ? 'True' : 'False';
  }
}
