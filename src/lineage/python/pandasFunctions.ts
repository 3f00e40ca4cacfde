import { argument, type Call, placeOf } from './call.js';
import { listItems } from './columnMethods.js';
import { call as operation, combined } from './columns.js';
import { type Frame, plainName, vagueFrame } from './frame.js';
import type { Machine } from './machine.js';
import { pathName, tableName } from './names.js';
import { stack } from './operations.js';
import { merged } from './pandasJoins.js';
import { createDataFrame } from './readers.js';
import { runSql } from './sqlCalls.js';
import { framesIn, none, plainText, type Value } from './value.js';
import { writeFrame } from './writers.js';

const readers =
  /^(?:pandas|pd|ps|pyspark\.pandas|databricks\.koalas|awswrangler\.s3|wr\.s3|geopandas|gpd|dask\.dataframe|dd)\.read_(\w+)$/;

const queries =
  /^(?:(?:pandas|pd)\.read_sql(?:_query)?|(?:awswrangler|wr)\.(?:athena|redshift|postgresql|mysql)\.read_sql_query|(?:duckdb)\.(?:sql|query))$/;

/** Functions of pandas and its kin, by their full names; nothing where it is none. */
export function pandasFunction(name: string, call: Call, machine: Machine): Value | undefined {
  if (queries.test(name)) return query(call, machine);
  if (/^(?:pandas|pd)\.read_sql_table$|\.athena\.read_sql_table$/.test(name))
    return readNamed(call, machine);
  const format = readers.exec(name)?.[1];
  if (format !== undefined) {
    if (format === 'table' || format === 'delta_table') return readNamed(call, machine);
    return readPath(call, machine);
  }
  switch (name.replace(/^(?:pandas|pd|ps|pyspark\.pandas)\./, 'pd.')) {
    case 'pd.concat': {
      const frames = listItems(argument(call, 0, 'objs')).flatMap((each) =>
        each.kind === 'frame' ? [each] : [],
      );
      return (
        stack(frames, true) ??
        vagueFrame(call.positional.flatMap(framesIn), 'pandas', 'python-call')
      );
    }
    case 'pd.merge': {
      const [left, ...rest] = call.positional;
      const first = left ?? call.named.get('left');
      if (first?.kind !== 'frame')
        return vagueFrame(call.positional.flatMap(framesIn), 'pandas', 'python-call');
      const right = rest[0] ?? call.named.get('right');
      return merged(first, right, call, machine, 2);
    }
    case 'pd.DataFrame': {
      const [data] = call.positional;
      if (data?.kind === 'frame') return data;
      return { ...vagueFrame([], 'pandas', 'python-call'), ...known(createDataFrame(call)) };
    }
    case 'pd.to_datetime':
    case 'pd.to_numeric':
    case 'pd.cut':
    case 'pd.qcut': {
      const [of] = call.positional;
      if (of?.kind !== 'column') return undefined;
      return combined(operation('cast', 'function', [of]), [of], call.node, machine);
    }
  }
  if (/^(?:awswrangler|wr)\.s3\.to_\w+$/.test(name)) return toPath(call, machine);
  return undefined;
}

function known(value: Value): Partial<Frame> {
  return value.kind === 'frame' ? { columns: value.columns } : {};
}

export function query(call: Call, machine: Machine): Value {
  const text = argument(call, 0, 'sql');
  if (text?.kind !== 'text') return vagueFrame([], 'pandas', 'parameter');
  const plainName = plainText(text)?.trim();
  if (plainName !== undefined && /^[\w.]+$/.test(plainName)) return readNamed(call, machine);
  return runSql(text, placeOf(call, 0), 'pandas', machine);
}

function readNamed(call: Call, machine: Machine): Value {
  const name = tableName(argument(call, 0, 'table_name', 'table', 'sql', 'name'), machine);
  const database = argument(call, -1, 'database', 'schema');
  if (name === undefined) return unknownRead(call, machine);
  const before = plainText(database);
  const parts = before === undefined ? name.parts : [plainName(before), ...name.parts];
  return machine.read({ ...name, parts }, 'pandas', placeOf(call, 0));
}

function readPath(call: Call, machine: Machine): Value {
  const path = argument(call, 0, 'path', 'filepath_or_buffer', 'io', 'path_or_buf');
  const name = pathName(path);
  if (name === undefined) return unknownRead(call, machine);
  const given = listItems(argument(call, -1, 'usecols', 'columns', 'names'));
  const columns = given.flatMap((each) => plainText(each) ?? []);
  const isGiven = columns.length > 0 && columns.length === given.length;
  return machine.read(name, 'pandas', placeOf(call, 0), isGiven ? columns : undefined);
}

function unknownRead(call: Call, machine: Machine): Frame {
  machine.note('parameter', call.word, machine.text(call.word));
  return vagueFrame([], 'pandas', 'parameter');
}

/** `wr.s3.to_parquet(df=…, path=…, database=…, table=…)`. */
function toPath(call: Call, machine: Machine): Value {
  const frame = argument(call, 0, 'df');
  const table = tableName(argument(call, -1, 'table'), machine);
  const database = plainText(argument(call, -1, 'database'));
  const target =
    table === undefined
      ? pathName(argument(call, 1, 'path'))
      : {
          ...table,
          parts: [...(database === undefined ? [] : [plainName(database)]), ...table.parts],
        };
  if (frame?.kind !== 'frame' || target === undefined) {
    machine.note('parameter', call.node, machine.text(call.word));
    return none;
  }
  const mode = plainText(argument(call, -1, 'mode'));
  writeFrame(frame, target, mode === 'append' ? 'insert' : 'create-table', call, machine);
  return none;
}
