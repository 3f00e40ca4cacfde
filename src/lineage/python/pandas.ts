import { argument, type Call } from './call.js';
import { listItems } from './columnMethods.js';
import { influencesIn, plain, toColumn, toOperand } from './columns.js';
import { type Frame, plainName, withInfluences } from './frame.js';
import { columnsGiven } from './given.js';
import type { Handler, Machine } from './machine.js';
import { pathName, tableName } from './names.js';
import { changed, drop, filteredBy, rename, select, withColumns } from './operations.js';
import { pandasGrouped } from './pandasGroups.js';
import { merged } from './pandasJoins.js';
import { type ColumnValue, type Grouped, none, plainText, unknown, type Value } from './value.js';
import { writeFrame } from './writers.js';

type Method = Handler<Frame>;

function toFile(self: Frame, call: Call, machine: Machine): Value {
  const target = pathName(
    argument(call, 0, 'path', 'path_or_buf', 'excel_writer', 'path_or_buffer'),
  );
  if (target === undefined) {
    // Without a path what is made is a text.
    machine.show(self);
    return unknown('python-call', self);
  }
  writeFrame(self, target, 'create-table', call, machine);
  return none;
}

function toTable(self: Frame, call: Call, machine: Machine): Value {
  const name = tableName(argument(call, 0, 'name', 'destination_table'), machine);
  const schema = plainText(argument(call, -1, 'schema'));
  if (name === undefined) {
    machine.note('parameter', call.node, machine.text(call.word));
    return none;
  }
  const parts = schema === undefined ? name.parts : [plainName(schema), ...name.parts];
  const append = plainText(argument(call, -1, 'if_exists', 'mode')) === 'append';
  writeFrame(self, { ...name, parts }, append ? 'insert' : 'create-table', call, machine);
  return none;
}

const same: Method = (self) => self;

const shown: Method = (self, _, machine) => {
  machine.show(self);
  return unknown('python-call', self);
};

const methods: Readonly<Record<string, Method>> = {
  merge: (self, call, machine) => merged(self, argument(call, 0, 'right'), call, machine),
  join: (self, call, machine) => {
    const other = argument(call, 0, 'other');
    return merged(self, other, { ...call, positional: other ? [other] : [] }, machine);
  },
  groupby: (self, call, machine): Grouped => ({
    kind: 'grouped',
    frame: self,
    keys: columnsGiven({ ...call, positional: call.positional.slice(0, 1) }, machine).concat(
      call.positional.length === 0
        ? listItems(call.named.get('by')).map((each) => toColumn(each, call.node, machine))
        : [],
    ),
    keysAreIndex: false,
  }),
  assign: (self, call, machine) => {
    let frame = self;
    for (const [name, value] of call.named) {
      const made =
        value.kind === 'function'
          ? machine.invoke(value, {
              ...call,
              positional: [frame],
              places: [call.node],
              named: new Map(),
            })
          : value;
      const own = made.kind === 'unknown' ? undefined : toOperand(made, call.node, machine);
      if (own === undefined) machine.note('python-call', call.node, name);
      frame = withColumns(
        frame,
        [
          [
            plainName(name),
            own ?? plain({ kind: 'literal', text: '', type: 'other' }, machine.code(call.node)),
          ],
        ],
        machine,
      );
    }
    return frame;
  },
  rename: (self, call, machine) => {
    const given = argument(call, -1, 'columns') ?? call.positional[0];
    if (given?.kind !== 'dict') {
      machine.note('parameter', call.word, 'rename');
      return { ...self, columns: [], unknown: 'parameter' };
    }
    const pairs = given.entries.flatMap(([from, to]) => {
      const [a, b] = [plainText(from), plainText(to)];
      return a === undefined || b === undefined ? [] : [[plainName(a), plainName(b)] as const];
    });
    return rename(self, pairs, machine, machine.code(call.node));
  },
  drop: (self, call, machine) => {
    const isColumns =
      call.named.has('columns') ||
      argument(call, 1, 'axis')?.kind === 'scalar' ||
      plainText(call.named.get('axis')) === 'columns';
    const given = argument(call, 0, 'columns', 'labels');
    if (!isColumns) return self;
    return drop(
      self,
      listItems(given).map((each) => toColumn(each, call.node, machine)),
    );
  },
  drop_duplicates: (self, call, machine) => {
    const subset = argument(call, 0, 'subset');
    if (subset === undefined || subset === none) return self;
    return filteredBy(
      self,
      listItems(subset).map((each) => toColumn(each, call.node, machine)),
      machine,
    );
  },
  dropna: (self, call, machine) => {
    const subset = call.named.get('subset');
    return filteredBy(
      self,
      subset === undefined
        ? undefined
        : listItems(subset).map((each) => toColumn(each, call.node, machine)),
      machine,
    );
  },
  fillna: (self, call, machine) => {
    const [value] = call.positional;
    const names =
      value?.kind === 'dict' ? value.entries.flatMap(([key]) => plainText(key) ?? []) : undefined;
    return changed(self, names, machine.code(call.node));
  },
  sort_values: (self, call, machine) => {
    const by = listItems(argument(call, 0, 'by')).map((each) => toColumn(each, call.node, machine));
    return withInfluences(self, influencesIn(self, by, 'sort', machine));
  },
  query: (self, call, machine) => {
    const [text] = call.positional;
    if (text?.kind !== 'text') return self;
    const words = [
      ...(plainText(text) ?? '').matchAll(/`([^`]+)`|(?<![@\w'".])([A-Za-z_]\w*)(?![\w(])/g),
    ]
      .map((match) => match[1] ?? match[2] ?? '')
      .filter(
        (word) => !['and', 'or', 'not', 'in', 'True', 'False', 'None', 'index'].includes(word),
      );
    const by = words.map((word): ColumnValue =>
      plain({ kind: 'column', parts: [plainName(word)] }, undefined),
    );
    return withInfluences(self, influencesIn(self, by, 'filter', machine));
  },
  filter: (self, call, machine) => {
    const items = argument(call, 0, 'items');
    return items?.kind === 'list'
      ? select(
          self,
          items.items.map((each) => toColumn(each, call.node, machine)),
          machine,
        )
      : self;
  },
  agg: (self, call, machine) =>
    pandasGrouped(
      { kind: 'grouped', frame: self, keys: [], keysAreIndex: true },
      'agg',
      call,
      machine,
    ),
  to_sql: toTable,
  to_gbq: toTable,
  to_table: toTable,
  to_csv: toFile,
  to_parquet: toFile,
  to_json: toFile,
  to_excel: toFile,
  to_feather: toFile,
  to_pickle: toFile,
  to_orc: toFile,
  to_delta: toFile,
  to_spark: (self) => ({ ...self, api: 'spark' }),
  to_pandas: same,
  head: shown,
  tail: shown,
  describe: shown,
  info: shown,
  to_dict: shown,
  to_numpy: shown,
  to_string: shown,
  iterrows: shown,
  itertuples: shown,
  ...Object.fromEntries(
    'copy reset_index set_index sort_index astype convert_dtypes infer_objects sample nlargest nsmallest replace round clip bfill ffill interpolate reindex set_axis drop_index explode where mask'
      .split(' ')
      .map((name) => [name, same] as const),
  ),
};

/** Whether a name is a method of a pandas frame, and not one of its columns. */
export function isPandasMethod(frame: Frame, name: string): boolean {
  return frame.api === 'pandas' && Object.hasOwn(methods, name);
}

export function pandasMethod(
  self: Frame,
  name: string,
  call: Call,
  machine: Machine,
): Value | undefined {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  return method?.(self, call, machine);
}
