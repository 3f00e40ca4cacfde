import type { Name } from '../../sql/tree.js';
import { argument, placeOf } from './call.js';
import { listItems } from './columnMethods.js';
import { named, plain, projected, sqlColumns, toColumn } from './columns.js';
import type { Method } from './given.js';
import { column, type Frame, plainName } from './frame.js';
import { isKnown, nameGiven, vague } from './given.js';
import { drop, rename, select, withColumns } from './operations.js';
import { type ColumnValue, framesIn, plainText } from './value.js';

export const withColumn: Method = (self, call, machine) => {
  const name = argument(call, 0, 'colName');
  const value = argument(call, 1, 'col');
  if (value === undefined || name === undefined) return self;
  const text = plainText(name);
  if (name.kind !== 'text' || text === undefined) return vague(self, call, machine, 'parameter');
  if (value.kind !== 'column') {
    const frames = framesIn(value);
    if (value.kind === 'unknown') machine.note(value.reason, placeOf(call, 1), text);
    const made = column(
      plainName(text),
      { direct: [], indirect: [] },
      machine.code(placeOf(call, 1)),
    );
    const set = {
      ...self,
      columns: [...drop(self, [named(name, call.node, machine)]).columns, made],
    };
    return frames.length === 0
      ? set
      : {
          ...set,
          tables: [...new Set([...set.tables, ...frames.flatMap(({ tables }) => tables)])],
        };
  }
  const [own = plainName(text)] = nameGiven(name, machine);
  return withColumns(self, [[own, value]], machine);
};

export const withColumnsMethod: Method = (self, call, machine) => {
  const given = argument(call, 0, 'colsMap');
  if (given?.kind !== 'dict') return vague(self, call, machine, 'parameter');
  const values = given.entries.flatMap(
    ([name, value]): readonly (readonly [Name, ColumnValue])[] => {
      const [own] = nameGiven(name, machine);
      if (own === undefined) return [];
      return value.kind === 'column' ? [[own, value]] : [[own, plain({ kind: 'star' }, undefined)]];
    },
  );
  const frame = withColumns(self, values, machine);
  return given.isWhole && values.length === given.entries.length
    ? frame
    : vague(frame, call, machine, 'parameter');
};

export const withColumnRenamed: Method = (self, call, machine) => {
  const names = [argument(call, 0, 'existing'), argument(call, 1, 'new')].map((value) =>
    value === undefined ? [] : nameGiven(value, machine),
  );
  const [[from] = [], [to] = []] = names;
  if (from === undefined || to === undefined) return vague(self, call, machine, 'parameter');
  return rename(self, [[from, to]], machine, machine.code(call.node));
};

export const withColumnsRenamed: Method = (self, call, machine) => {
  const given = argument(call, 0, 'colsMap');
  if (given?.kind !== 'dict') return vague(self, call, machine, 'parameter');
  const pairs = given.entries.flatMap(([from, to]) => {
    const [old] = nameGiven(from, machine);
    const [now] = nameGiven(to, machine);
    return old === undefined || now === undefined ? [] : [[old, now] as const];
  });
  return rename(self, pairs, machine, machine.code(call.node));
};

export const toDF: Method = (self, call, machine) => {
  const names = call.positional.flatMap(listItems).map((value) => nameGiven(value, machine)[0]);
  if (names.length === 0 && call.isWhole) return self;
  const isPlaced =
    self.columns.length === names.length && self.columns.every(({ kind }) => kind === 'column');
  if (!isPlaced || names.includes(undefined) || !isKnown(call)) {
    return vague({ ...self, columns: [] }, call, machine, 'parameter');
  }
  return {
    ...self,
    columns: self.columns.map((each, at) =>
      each.kind === 'column' ? column(names[at], each.lineage) : each,
    ),
    hidden: [],
  };
};

export const selectExpr: Method = (self, call, machine) => {
  const texts = call.positional.flatMap(listItems);
  const values = texts.flatMap((value, at) =>
    value.kind === 'text'
      ? sqlColumns(value, placeOf(call, Math.min(at, call.places.length - 1)), machine)
      : [],
  );
  const frame = select(self, values, machine);
  return isKnown(call) && texts.every(({ kind }) => kind === 'text')
    ? frame
    : vague(frame, call, machine, 'parameter');
};

export const dropMethod: Method = (self, call, machine) => {
  if (!isKnown(call)) return vague(self, call, machine, 'parameter');
  return drop(
    self,
    call.positional.flatMap(listItems).map((value) => {
      const [name] = nameGiven(value, machine);
      return value.kind === 'column' || name === undefined
        ? toColumn(value, call.node, machine)
        : plain({ kind: 'column', parts: [name] }, undefined);
    }),
  );
};

/** Columns that become rows, under two names. */
export const unpivot: Method = (self, call, machine) => {
  const [ids, values] = [argument(call, 0, 'ids'), argument(call, 1, 'values')];
  const kept = listItems(ids).map((each) => toColumn(each, call.node, machine));
  const made = listItems(values).map((each) => toColumn(each, call.node, machine));
  const [nameOf = 'variable', valueOf = 'value'] = [
    plainText(argument(call, 2, 'variableColumnName')),
    plainText(argument(call, 3, 'valueColumnName')),
  ];
  const of = made
    .flatMap((each) => projected(self, [each], machine))
    .flatMap((each) => (each.kind === 'column' ? each.lineage.direct : []));
  const columns = [
    ...projected(self, kept, machine),
    column(plainName(nameOf), { direct: [], indirect: [] }, machine.code(call.node)),
    column(
      plainName(valueOf),
      {
        direct: of.map((ref) => ({ ...ref, transformation: 'transformation' as const })),
        indirect: [],
      },
      machine.code(call.node),
    ),
  ];
  const frame: Frame = { ...self, columns, hidden: [] };
  return made.length === 0 ? vague(frame, call, machine, 'parameter') : frame;
};
