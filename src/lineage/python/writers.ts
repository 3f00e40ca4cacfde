import type { OutputColumn, UnknownReason } from '../../sql/resolve/resolution.js';
import type { Span } from '../../util/span.js';
import { argument, type Call, placeOf } from './call.js';
import type { Frame } from './frame.js';
import type { Machine } from './machine.js';
import { pathName, tableName } from './names.js';
import { outputsOf } from './outputs.js';
import type { Sink } from './record.js';
import {
  none,
  plainText,
  type TableName,
  unknown,
  type Value,
  waysOf,
  type Writer,
} from './value.js';

const formats = new Set(['parquet', 'csv', 'json', 'orc', 'text', 'xml', 'avro', 'delta']);

/** Methods of `df.write`, `df.writeTo(…)` and `df.writeStream`. */
export function writerMethod(self: Writer, name: string, call: Call, machine: Machine): Value {
  const [first] = call.positional;
  switch (name) {
    case 'format':
      return withText(self, 'format', first);
    case 'mode':
      return withText(self, 'mode', argument(call, 0, 'saveMode'));
    case 'outputMode':
      return self;
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
    case 'saveAsTable':
    case 'toTable':
      return toTable(argument(call, 0, 'name', 'tableName'), 'saveAsTable', self, call, machine);
    case 'insertInto':
      return toTable(argument(call, 0, 'tableName'), 'insertInto', self, call, machine);
    case 'append':
    case 'overwrite':
    case 'overwritePartitions':
      return toTable(self.table, 'byName', self, call, machine);
    case 'create':
    case 'replace':
    case 'createOrReplace':
      return toTable(self.table, 'create', self, call, machine);
    case 'save':
    case 'start':
      return save(self, argument(call, 0, 'path') ?? self.options.get('path'), call, machine);
    case 'jdbc':
      return toTable(argument(call, 1, 'table'), 'byName', self, call, machine);
    case 'foreachBatch':
      return first === undefined ? self : { ...self, each: first };
    default:
      if (!formats.has(name)) return self;
      return save({ ...self, format: name }, argument(call, 0, 'path'), call, machine);
  }
}

function withText(self: Writer, key: 'format' | 'mode', value: Value | undefined): Writer {
  const text = plainText(value)?.toLowerCase();
  return text === undefined ? self : { ...self, [key]: text };
}

function save(self: Writer, path: Value | undefined, call: Call, machine: Machine): Value {
  const { format = '', options, frame } = self;
  const table = options.get('dbtable') ?? options.get('table') ?? options.get('topic');
  if (table !== undefined && path === undefined) {
    return toTable(table, 'byName', self, call, machine);
  }
  if (
    path === undefined &&
    call.positional.length === 0 &&
    format === '' &&
    self.each !== undefined
  ) {
    return none;
  }
  const text = plainText(path);
  const isTable =
    (format === 'iceberg' || format === 'hive') && text !== undefined && !/[/:]/.test(text);
  if (isTable) return toTable(path, 'byName', self, call, machine);
  // A stream to the console or to memory leaves nothing behind.
  if (
    path === undefined &&
    (self.each !== undefined || ['console', 'memory', 'noop'].includes(format))
  ) {
    machine.show(frame);
    return none;
  }
  for (const way of path === undefined ? [unknown('parameter')] : waysOf(path)) {
    const target = pathName(way);
    if (target === undefined) unknownTarget(frame, call, machine);
    else
      writeFrame(frame, target, self.mode === 'append' ? 'insert' : 'create-table', call, machine);
  }
  return none;
}

function toTable(
  name: Value | undefined,
  how: 'saveAsTable' | 'insertInto' | 'byName' | 'create',
  self: Writer,
  call: Call,
  machine: Machine,
): Value {
  for (const way of name === undefined ? [unknown('parameter')] : waysOf(name)) {
    const target = tableName(way, machine);
    if (target === undefined) {
      unknownTarget(self.frame, call, machine);
      continue;
    }
    const isNew = how === 'create' || (how === 'saveAsTable' && self.mode !== 'append');
    writeFrame(
      self.frame,
      target,
      isNew ? 'create-table' : 'insert',
      call,
      machine,
      how === 'insertInto',
    );
  }
  return none;
}

/** Rows go somewhere that is only known when the code runs: they are read, at least. */
function unknownTarget(frame: Frame, call: Call, machine: Machine): void {
  machine.note('parameter', call.node, machine.text(call.word));
  machine.show(frame);
}

/** A frame goes into a table or a path; by place where the columns are matched so. */
export function writeFrame(
  frame: Frame,
  target: TableName,
  type: Sink['type'],
  call: Call,
  machine: Machine,
  byPlace = false,
): void {
  const columns = byPlace ? machine.columnsOf(target) : undefined;
  let isPlaced = !byPlace || columns !== undefined;
  const outputs = outputsOf(frame, machine.homeId).map((output, at): OutputColumn => {
    if (output.kind === 'star') {
      isPlaced &&= !byPlace;
      return output;
    }
    const name = !isPlaced ? undefined : byPlace ? columns?.[at] : output.name;
    return name === undefined ? output : { ...output, target: name };
  });
  const reason: UnknownReason | undefined =
    frame.unknown ?? (isPlaced ? undefined : 'target-columns');
  machine.write(
    {
      type,
      target,
      outputs,
      influences: frame.influences,
      tables: frame.tables,
      unknown: reason,
    },
    placeOf(call, 0),
  );
}

/** A frame becomes a table or a view under the names of its own columns. */
export function writeTable(
  frame: Frame,
  target: TableName,
  isTemporary: boolean,
  at: Span,
  machine: Machine,
): void {
  const outputs = outputsOf(frame, machine.homeId).map((output): OutputColumn =>
    output.kind === 'star' || output.name === undefined
      ? output
      : { ...output, target: output.name },
  );
  const { influences, tables, unknown: reason } = frame;
  const type = isTemporary ? 'create-view' : 'create-table';
  machine.write({ type, target, outputs, influences, tables, unknown: reason, isTemporary }, at);
}
