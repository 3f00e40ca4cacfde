import { isSession } from './attributes.js';
import { argument, type Call, placeOf } from './call.js';
import { columnMethod } from './columnMethods.js';
import { dataFrameMethod } from './dataFrameMethods.js';
import { vagueFrame } from './frame.js';
import { ofColumns, sparkFunction } from './functions.js';
import { columnsGiven } from './given.js';
import { groupedMethod } from './groups.js';
import { instantiate } from './instances.js';
import type { Machine } from './machine.js';
import { mergeMethod, tableMethod } from './merges.js';
import { pathName, tableName } from './names.js';
import { stack } from './operations.js';
import { pandasMethod } from './pandas.js';
import { pandasFunction } from './pandasFunctions.js';
import { pandasGrouped } from './pandasGroups.js';
import { createDataFrame, readerMethod, readTable, structType } from './readers.js';
import { runSql } from './sqlCalls.js';
import { textMethod } from './texts.js';
import {
  framesIn,
  listOf,
  type Method,
  none,
  textOfPieces,
  unknown,
  type Value,
  type WindowSpec,
  type Writer,
} from './value.js';
import { writerMethod } from './writers.js';

/** What a call gives. */
export function callValue(fn: Value, call: Call, machine: Machine): Value {
  if (fn.kind === 'path') {
    return callPath(fn.name, call, machine);
  }
  if (fn.kind === 'method') {
    return callMethod(fn, call, machine);
  }
  if (fn.kind === 'function') {
    return machine.invoke(fn, call);
  }
  if (fn.kind === 'class') {
    return instantiate(fn, call, machine);
  }
  return ofColumns(call, machine);
}

function callMethod(fn: Method, call: Call, machine: Machine): Value {
  const { of, name } = fn;
  if (of.kind === 'frame') {
    if (name === 'transform' || name === 'pipe') {
      const [fn, ...rest] = call.positional;
      const given = {
        ...call,
        positional: [of, ...rest],
        places: [call.node, ...call.places.slice(1)],
      };
      return fn === undefined ? of : callValue(fn, given, machine);
    }
    const known =
      of.api === 'pandas'
        ? pandasMethod(of, name, call, machine)
        : dataFrameMethod(of, name, call, machine);
    if (known !== undefined) return known;
    if (name === 'writeTo') {
      const [table] = call.positional;
      return {
        kind: 'writer',
        frame: of,
        options: new Map(),
        ...(table === undefined ? {} : { table }),
      };
    }
    if (name === 'mergeInto') {
      const target = tableName(call.positional[0], machine);
      if (target === undefined) return unknown('parameter', of);
      return {
        kind: 'merge',
        target: { kind: 'table', name: target },
        source: of,
        condition: argument(call, 1, 'condition'),
        clauses: [],
      };
    }
    machine.note('python-call', call.word, name);
    return vagueFrame([of], of.api, 'python-call');
  }
  if (of.kind === 'missing') {
    const own = { fill: 'fillna', drop: 'dropna', replace: 'replace' }[name] ?? name;
    return callMethod({ ...fn, of: of.frame, name: own }, call, machine);
  }
  if (of.kind === 'grouped') {
    return of.frame.api === 'pandas'
      ? pandasGrouped(of, name, call, machine)
      : groupedMethod(of, name, call, machine);
  }
  if (of.kind === 'column') {
    return columnMethod(of, name, call, machine);
  }
  if (of.kind === 'window') {
    return windowMethod(of, name, call, machine);
  }
  if (of.kind === 'text') {
    return textMethod(of, name, call.positional, call.named) ?? unknown('parameter', of);
  }
  if (of.kind === 'list' || of.kind === 'dict') {
    return collectionMethod(of, name, call);
  }
  if (of.kind === 'reader') {
    return readerMethod(of, name, call, machine);
  }
  if (of.kind === 'writer') {
    return written(of, name, call, machine);
  }
  if (of.kind === 'table') {
    return tableMethod(of, name, call, machine);
  }
  if (of.kind === 'merge') {
    return mergeMethod(of, name, call, machine);
  }
  return ofUnknown(of, name, call, machine);
}

function written(self: Writer, name: string, call: Call, machine: Machine): Value {
  if (name === 'foreachBatch') {
    const [fn] = call.positional;
    if (fn !== undefined) {
      const batch = { kind: 'path', name: 'batch' } as const;
      const given = { ...call, positional: [self.frame, batch], places: [call.node, call.node] };
      callValue(fn, given, machine);
    }
    return { ...self, each: fn ?? none };
  }
  return writerMethod(self, name, call, machine);
}

/** A method of a value that is not known: the frames in it and in its arguments have a part in what it gives. */
function ofUnknown(of: Value, name: string, call: Call, machine: Machine): Value {
  const known = ofColumns(call, machine);
  const frames = [...framesIn(of), ...framesIn(known)];
  if (/^to_(?:csv|parquet|json|excel|sql|pickle|feather|orc|delta|table)$/.test(name)) {
    return pandasMethod(vagueFrame(frames, 'pandas', 'python-call'), name, call, machine) ?? none;
  }
  return known.kind === 'unknown' ? unknown('python-call', of, known) : known;
}

function collectionMethod(of: Value, name: string, call: Call): Value {
  if (of.kind === 'dict') {
    switch (name) {
      case 'items':
        return {
          kind: 'list',
          items: of.entries.map((entry) => listOf(entry)),
          isWhole: of.isWhole,
        };
      case 'keys':
        return { kind: 'list', items: of.entries.map(([key]) => key), isWhole: of.isWhole };
      case 'values':
        return { kind: 'list', items: of.entries.map(([, value]) => value), isWhole: of.isWhole };
      case 'get': {
        const key = call.positional[0];
        const text = key?.kind === 'text' ? textOfPieces(key) : undefined;
        const found = of.entries.filter(
          ([name]) => name.kind === 'text' && textOfPieces(name) === text,
        );
        return found.at(-1)?.[1] ?? call.positional[1] ?? unknown('parameter', of);
      }
      default:
        return unknown('parameter', of);
    }
  }
  return name === 'copy' ? of : unknown('parameter', of);
}

const windowSpec: WindowSpec = { kind: 'window', partitionBy: [], orderBy: [] };

function windowMethod(self: WindowSpec, name: string, call: Call, machine: Machine): Value {
  const columns = columnsGiven(call, machine);
  if (name === 'partitionBy') return { ...self, partitionBy: columns };
  return name === 'orderBy' ? { ...self, orderBy: columns } : self;
}

const functionModules =
  /^(?:pyspark\.sql\.(?:connect\.)?functions|pyspark\.sql\.functions\.\w+|F|f|fn|sf|psf|sql\.functions)\.(\w+)$/;

/** A function of a module, by its full name. */
function callPath(name: string, call: Call, machine: Machine): Value {
  const last = name.slice(name.lastIndexOf('.') + 1);
  const before = name.slice(0, Math.max(0, name.length - last.length - 1));
  if (isSession(before)) return sessionMethod(last, call, machine);
  if (/^(?:dlt|dp)\.read(?:_stream)?$/.test(name)) {
    return readTable(argument(call, 0, 'name'), call, machine);
  }
  if (before === 'spark.catalog' || before.endsWith('.udf')) return none;
  if (/(?:^|\.)Window$/.test(before)) return windowMethod(windowSpec, last, call, machine);
  const ofSpark = functionModules.exec(name)?.[1];
  if (ofSpark !== undefined) return sparkFunction(ofSpark, call, machine);
  const struct = structType(last, call);
  if (struct !== undefined) return struct;
  if (/(?:^|\.)(?:DeltaTable|Table)$/.test(before)) {
    if (last === 'forName') return handle(tableName(call.positional.at(-1), machine));
    if (last === 'forPath') return handle(pathName(call.positional[1] ?? call.positional[0]));
  }
  if (last === 'getOrCreate' || last === 'SparkSession' || last === 'getActiveSession') {
    return { kind: 'path', name: 'spark' };
  }
  const ofPandas = pandasFunction(name, call, machine);
  if (ofPandas !== undefined) return ofPandas;
  return builtIn(name, call, machine);
}

function handle(name: ReturnType<typeof tableName>): Value {
  return name === undefined ? unknown('parameter') : { kind: 'table', name };
}

function sessionMethod(name: string, call: Call, machine: Machine): Value {
  switch (name) {
    case 'sql': {
      const text = argument(call, 0, 'sqlQuery');
      if (text?.kind === 'text') return runSql(text, placeOf(call, 0), 'spark', machine);
      machine.note('parameter', call.node, 'sql');
      return vagueFrame([], 'spark', 'parameter');
    }
    case 'table':
      return readTable(argument(call, 0, 'tableName'), call, machine);
    case 'createDataFrame':
      return createDataFrame(call);
    case 'range': {
      return vagueFrame([], 'spark', 'python-call');
    }
    case 'newSession':
    case 'getOrCreate':
      return { kind: 'path', name: 'spark' };
    default:
      return unknown('python-call', ...call.positional);
  }
}

/** Functions of Python itself, and of notebooks, as far as frames go through them. */
function builtIn(name: string, call: Call, machine: Machine): Value {
  const [first, second] = call.positional;
  switch (name) {
    case 'display':
    case 'displayHTML':
      if (first?.kind === 'frame') machine.show(first);
      return none;
    case 'str':
      return first?.kind === 'text' ? first : unknown('parameter');
    case 'list':
    case 'tuple':
    case 'set':
    case 'sorted':
    case 'dict':
      return first ?? (name === 'dict' ? { kind: 'dict', entries: [], isWhole: true } : listOf([]));
    case 'enumerate':
      return first?.kind === 'list'
        ? { ...first, items: first.items.map((item) => listOf([unknown('parameter'), item])) }
        : unknown('parameter');
    case 'zip': {
      const lists = call.positional.flatMap((value) => (value.kind === 'list' ? [value] : []));
      if (lists.length < call.positional.length) return unknown('parameter');
      const length = Math.min(...lists.map(({ items }) => items.length));
      return {
        kind: 'list',
        items: Array.from({ length }, (_, at) =>
          listOf(lists.flatMap(({ items }) => items[at] ?? [])),
        ),
        isWhole: lists.every(({ isWhole }) => isWhole),
      };
    }
    case 'functools.reduce':
    case 'reduce':
      return first === undefined ? unknown('python-call') : reduced(first, second, call, machine);
    case 'map':
      if (first === undefined || second?.kind !== 'list')
        return unknown('parameter', ...call.positional);
      return {
        ...second,
        items: second.items.map((item) =>
          callValue(first, { ...call, positional: [item], places: [call.node] }, machine),
        ),
      };
    case 'expr':
    case 'col':
      return sparkFunction(name, call, machine);
    default:
      return ofColumns(call, machine);
  }
}

function reduced(fn: Value, list: Value | undefined, call: Call, machine: Machine): Value {
  if (list?.kind !== 'list' || !list.isWhole)
    return unknown('python-call', ...(list ? [list] : []));
  const [start, ...rest] = [...call.positional.slice(2, 3), ...list.items];
  if (start === undefined) return unknown('python-call');
  if (fn.kind === 'path' && /\.union(?:All|ByName)?$/.test(fn.name)) {
    const frames = [start, ...rest].flatMap((each) => (each.kind === 'frame' ? [each] : []));
    return stack(frames, fn.name.endsWith('ByName')) ?? unknown('python-call', list);
  }
  return rest.reduce<Value>(
    (sofar, item) =>
      callValue(
        fn,
        { ...call, positional: [sofar, item], places: [call.node, call.node], named: new Map() },
        machine,
      ),
    start,
  );
}
