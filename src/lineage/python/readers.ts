import { noLineage } from '../../sql/resolve/lineage.js';
import { splitStatements } from '../../sql/split.js';
import { argument, type Call, placeOf } from './call.js';
import { listItems } from './columnMethods.js';
import { column, emptyFrame, type Frame, plainName, vagueFrame } from './frame.js';
import type { Machine } from './machine.js';
import { pathName, tableName } from './names.js';
import { stack } from './operations.js';
import { runSql } from './sqlCalls.js';
import { listOf, type ListValue, plainText, type Reader, type Value } from './value.js';

export const plainReader: Reader = { kind: 'reader', options: new Map() };

/** Formats whose `load` takes the name of a table, where it does not look like a path. */
const ofTables = new Set([
  'iceberg',
  'delta',
  'hive',
  'hudi',
  'org.apache.iceberg.spark.source.icebergsource',
]);
const ofDatabases = new Set([
  'jdbc',
  'snowflake',
  'net.snowflake.spark.snowflake',
  'bigquery',
  'redshift',
  'com.databricks.spark.redshift',
  'io.github.spark_redshift_community.spark.redshift',
  'mongodb',
  'sqlserver',
  'postgresql',
  'mysql',
  'org.apache.spark.sql.cassandra',
  'kafka',
]);
const formats = new Set([
  'parquet',
  'csv',
  'json',
  'orc',
  'text',
  'textFile',
  'xml',
  'avro',
  'delta',
  'jdbc',
]);

/** Methods of `spark.read`. */
export function readerMethod(self: Reader, name: string, call: Call, machine: Machine): Value {
  const [first] = call.positional;
  switch (name) {
    case 'format': {
      const format = plainText(first)?.toLowerCase();
      return format === undefined ? self : { ...self, format };
    }
    case 'option': {
      const key = plainText(argument(call, 0, 'key'));
      const value = argument(call, 1, 'value');
      if (key === undefined || value === undefined) return self;
      return { ...self, options: new Map([...self.options, [key.toLowerCase(), value]]) };
    }
    case 'options': {
      const given = [...call.named].map(([key, value]) => [key.toLowerCase(), value] as const);
      return { ...self, options: new Map([...self.options, ...given]) };
    }
    case 'schema': {
      const schema = schemaNames(argument(call, 0, 'schema'));
      return schema === undefined ? self : { ...self, schema };
    }
    case 'table':
      return readTable(argument(call, 0, 'tableName'), call, machine, self.schema);
    case 'load':
      return load(self, argument(call, 0, 'path') ?? self.options.get('path'), call, machine);
    default:
      if (name === 'jdbc') return ofDatabase(argument(call, 1, 'table'), self, call, machine);
      if (!formats.has(name)) return self;
      return load({ ...self, format: name }, pathsGiven(call), call, machine);
  }
}

function pathsGiven(call: Call): Value | undefined {
  const named = argument(call, -1, 'path', 'paths');
  if (named !== undefined) return named;
  return call.positional.length > 1 && call.positional.every(({ kind }) => kind === 'text')
    ? listOf(call.positional)
    : call.positional[0];
}

function load(self: Reader, path: Value | undefined, call: Call, machine: Machine): Value {
  const { format = '' } = self;
  const place = placeOf(call, 0);
  if (ofDatabases.has(format)) {
    const { options } = self;
    const table = ['dbtable', 'table', 'query', 'collection', 'subscribe'].flatMap(
      (key) => options.get(key) ?? [],
    );
    return ofDatabase(table[0] ?? path, self, call, machine);
  }
  if (path?.kind === 'list') {
    const frames = path.items.flatMap((each) => {
      const frame = load(self, each, call, machine);
      return frame.kind === 'frame' ? [frame] : [];
    });
    return stack(frames, true) ?? unknownRead(path, call, machine);
  }
  const text = plainText(path);
  const isTable = ofTables.has(format) && text !== undefined && !/[/:]/.test(text);
  const name = isTable ? tableName(path, machine) : pathName(path);
  return name === undefined
    ? unknownRead(path, call, machine)
    : machine.read(name, 'spark', place, self.schema);
}

/** A table of another database: `dbtable`, which may be a query in parentheses. */
function ofDatabase(table: Value | undefined, self: Reader, call: Call, machine: Machine): Value {
  const text = plainText(table)?.trim();
  if (table?.kind === 'text' && text !== undefined && /^\(?\s*select\b/i.test(text)) {
    const inner = text.replace(/^\(([^]*)\)[^)]*$/, '$1');
    const query = runSql(
      { kind: 'text', pieces: [{ text: inner, isHole: false }] },
      call.node,
      'spark',
      machine,
    );
    return query;
  }
  const name = tableName(table, machine);
  return name === undefined
    ? unknownRead(table, call, machine)
    : machine.read(name, 'spark', call.node, self.schema);
}

function unknownRead(from: Value | undefined, call: Call, machine: Machine): Frame {
  machine.note('parameter', call.word, machine.text(call.word));
  return vagueFrame([], 'spark', from?.kind === 'unknown' ? from.reason : 'parameter');
}

/** `spark.table("db.t")`. */
export function readTable(
  name: Value | undefined,
  call: Call,
  machine: Machine,
  schema?: readonly string[],
): Value {
  const table = tableName(name, machine);
  return table === undefined
    ? unknownRead(name, call, machine)
    : machine.read(table, 'spark', placeOf(call, 0), schema);
}

/** The columns of a schema as code writes it: `"a int, b string"`, a `StructType`. */
export function schemaNames(value: Value | undefined): readonly string[] | undefined {
  const text = plainText(value);
  if (text !== undefined) {
    const [only, ...others] = splitStatements(text, 'databricks');
    if (only === undefined || others.length > 0) return undefined;
    return columnsOfDdl(text);
  }
  if (value?.kind !== 'list' || !value.isWhole) return undefined;
  const names = value.items.map((item) =>
    item.kind === 'list' ? plainText(item.items[0]) : plainText(item),
  );
  return names.every((name) => name !== undefined) ? names : undefined;
}

/** The first word of each part between commas that are in no brackets. */
function columnsOfDdl(text: string): readonly string[] | undefined {
  const names: string[] = [];
  let depth = 0;
  let part = '';
  for (const here of `${text},`) {
    if ('<('.includes(here)) depth++;
    else if ('>)'.includes(here)) depth--;
    if (here !== ',' || depth > 0) {
      part += here;
      continue;
    }
    const name = /^\s*(?:`([^`]+)`|(\w+))\s*[\s:]/.exec(part);
    if (name === null) return undefined;
    names.push(name[1] ?? name[2] ?? '');
    part = '';
  }
  return names;
}

/** `spark.createDataFrame(rows, schema)`: rows that code makes come from no table. */
export function createDataFrame(call: Call): Value {
  const data = argument(call, 0, 'data');
  if (data?.kind === 'frame') return { ...data, api: 'spark' };
  const schema = schemaNames(argument(call, 1, 'schema'));
  if (schema === undefined) return vagueFrame([], 'spark', 'python-call');
  const columns = schema.map((name) => column(plainName(name), noLineage));
  return { ...emptyFrame('spark'), columns };
}

/** The fields of `StructType([StructField("a", …)])` as a list of names. */
export function structType(name: string, call: Call): ListValue | undefined {
  const [first] = call.positional;
  if (name === 'StructField') return first === undefined ? undefined : listOf([first]);
  if (name !== 'StructType') return undefined;
  return listOf(first === undefined ? [] : listItems(first));
}
