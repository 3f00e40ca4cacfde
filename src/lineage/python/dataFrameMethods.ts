import type { Method } from './given.js';
import { argument, type Call } from './call.js';
import { condition, listItems } from './columnMethods.js';
import { influencesIn, plain, toColumn } from './columns.js';
import {
  dropMethod,
  selectExpr,
  toDF,
  unpivot,
  withColumn,
  withColumnRenamed,
  withColumnsMethod,
  withColumnsRenamed,
} from './dataFrameColumns.js';
import { compared, joinMethod, union } from './dataFrameJoins.js';
import { globalView, view } from './dataFrameViews.js';
import { aliased, columnNames, type Frame, vagueFrame, withInfluences } from './frame.js';
import { columnsGiven, isKnown, nameGiven, vague, withUnknown } from './given.js';
import { aggregate } from './groups.js';
import type { Machine } from './machine.js';
import { changed, filteredBy, join, select } from './operations.js';
import { type Grouped, listOf, none, plainText, textValue, unknown, type Value } from './value.js';

const same: Method = (self) => self;

export const nothing: Method = () => none;

/** Rows are looked at, and what is seen is no frame. */
const shown: Method = (self, _, machine) => {
  machine.show(self);
  return unknown('python-call', self);
};

function chosen(self: Frame, call: Call, machine: Machine): Frame {
  const frame = select(self, columnsGiven(call, machine), machine);
  return isKnown(call) ? frame : vague(frame, call, machine, 'parameter');
}

const filter: Method = (self, call, machine) => {
  const by = condition(argument(call, 0, 'condition'), call, machine);
  if (by === undefined) return self;
  return withInfluences(self, influencesIn(self, [by], 'filter', machine));
};

const groupBy: Method = (self, call, machine): Grouped => ({
  kind: 'grouped',
  frame: isKnown(call) ? self : vague(self, call, machine, 'parameter'),
  keys: columnsGiven(call, machine),
  keysAreIndex: false,
});

const sort: Method = (self, call, machine) =>
  withInfluences(self, influencesIn(self, columnsGiven(call, machine), 'sort', machine));

const dropDuplicates: Method = (self, call, machine) => {
  const subset = argument(call, 0, 'subset');
  if (subset === undefined || subset === none) return self;
  return filteredBy(
    self,
    listItems(subset).map((each) => toColumn(each, call.node, machine)),
    machine,
  );
};

const fillna: Method = (self, call, machine) => {
  const value = argument(call, 0, 'value', 'to_replace');
  const subset = argument(call, -1, 'subset') ?? call.positional.at(value?.kind === 'dict' ? 9 : 1);
  const keys =
    value?.kind === 'dict'
      ? value.entries.map(([key]) => key)
      : subset && subset !== none
        ? listItems(subset)
        : undefined;
  const names = keys?.flatMap((key) => plainText(key) ?? []);
  return changed(self, names, machine.code(call.node));
};

const dropna: Method = (self, call, machine) => {
  const subset = argument(call, 2, 'subset');
  if (subset === undefined || subset === none) return filteredBy(self, undefined, machine);
  return filteredBy(
    self,
    listItems(subset).map((each) => toColumn(each, call.node, machine)),
    machine,
  );
};

/** Rows go through code of which only what it gives is said. */
const mapped: Method = (self, call, machine) => {
  machine.note('python-call', call.word, machine.text(call.word));
  return vagueFrame([self], self.api, 'python-call');
};

const methods: Readonly<Record<string, Method>> = {
  select: chosen,
  selectExpr,
  filter,
  where: filter,
  withColumn,
  withColumns: withColumnsMethod,
  withColumnRenamed,
  withColumnsRenamed,
  drop: dropMethod,
  toDF,
  join: joinMethod,
  crossJoin: (self, call, machine) => {
    const other = argument(call, 0, 'other');
    return other?.kind === 'frame'
      ? join(self, other, { condition: undefined }, 'cross', machine)
      : withUnknown(self, other, call, machine);
  },
  groupBy,
  groupby: groupBy,
  rollup: groupBy,
  cube: groupBy,
  agg: (self, call, machine) =>
    aggregate({ kind: 'grouped', frame: self, keys: [], keysAreIndex: false }, call, machine),
  union: union(false),
  unionAll: union(false),
  unionByName: union(true),
  intersect: compared,
  intersectAll: compared,
  subtract: compared,
  exceptAll: compared,
  orderBy: sort,
  sort,
  sortWithinPartitions: sort,
  distinct: same,
  dropDuplicates,
  drop_duplicates: dropDuplicates,
  dropDuplicatesWithinWatermark: dropDuplicates,
  fillna,
  replace: fillna,
  dropna,
  unpivot,
  melt: unpivot,
  alias: (self, call, machine) => {
    const name = argument(call, 0, 'alias');
    const [own] = name === undefined ? [] : nameGiven(name, machine);
    return own === undefined ? self : aliased(self, { text: own.text, quoted: own.quoted });
  },
  createOrReplaceTempView: view,
  createTempView: view,
  registerTempTable: view,
  createOrReplaceGlobalTempView: globalView,
  createGlobalTempView: globalView,
  show: (self, call, machine) => {
    shown(self, call, machine);
    return none;
  },
  display: shown,
  collect: shown,
  count: shown,
  first: shown,
  head: shown,
  take: shown,
  tail: shown,
  toLocalIterator: shown,
  isEmpty: shown,
  toJSON: mapped,
  foreach: shown,
  foreachPartition: shown,
  printSchema: nothing,
  explain: nothing,
  toPandas: (self) => ({ ...self, api: 'pandas' }),
  pandas_api: (self) => ({ ...self, api: 'pandas' }),
  to_pandas_on_spark: (self) => ({ ...self, api: 'pandas' }),
  mapInPandas: mapped,
  mapInArrow: mapped,
  describe: mapped,
  summary: mapped,
  crosstab: mapped,
  freqItems: mapped,
  randomSplit: (self, call) => {
    const weights = argument(call, 0, 'weights');
    return listOf(Array.from({ length: listItems(weights).length || 2 }, () => self));
  },
  colRegex: (_, call, machine) => plain({ kind: 'star' }, machine.code(call.node)),
  ...Object.fromEntries(
    'cache persist unpersist repartition repartitionByRange coalesce checkpoint localCheckpoint limit offset sample sampleBy hint withWatermark observe toDF_ as_ broadcast'
      .split(' ')
      .map((name) => [name, same] as const),
  ),
};

/** Calls a method of a Spark frame; nothing where Spark has none that is known here. */
export function dataFrameMethod(
  self: Frame,
  name: string,
  call: Call,
  machine: Machine,
): Value | undefined {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  return method?.(self, call, machine);
}

/** Names that only a frame of Spark has: a value of which nothing else is known is one. */
export const tellingMethods: ReadonlySet<string> = new Set(
  'withColumn withColumns withColumnRenamed selectExpr groupBy unionByName unionAll createOrReplaceTempView createOrReplaceGlobalTempView createTempView dropDuplicates crossJoin'.split(
    ' ',
  ),
);

/** Attributes of a frame that are no methods. */
export function dataFrameAttribute(self: Frame, name: string): Value | undefined {
  switch (name) {
    case 'columns': {
      const names = columnNames(self);
      return names === undefined ? unknown('schema-missing', self) : listOf(names.map(textValue));
    }
    case 'na':
      return { kind: 'missing', frame: self };
    case 'stat':
      return self;
    case 'schema':
    case 'dtypes':
    case 'rdd':
    case 'sparkSession':
      return unknown('python-call', self);
    case 'isStreaming':
      return none;
    default:
      return undefined;
  }
}
