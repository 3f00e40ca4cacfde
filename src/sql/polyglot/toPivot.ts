import type { Expression, Name, Relation } from '../tree.js';
import { json, type Json, list, type Mapping, nodeOf, text, toName } from './node.js';
import { parts, toExpression } from './toExpression.js';

type Named = Pick<Relation, 'alias' | 'columnAliases' | 'sampled'>;

/** `t PIVOT (sum(x) FOR k IN (…))`, and DuckDB's `PIVOT t ON k IN (…) USING sum(x) GROUP BY g`. */
export function toPivot(inner: Json, of: Relation, names: Named, mapping: Mapping): Relation {
  if (inner['unpivot'] === true) return toShortUnpivot(inner, of, names, mapping);
  const isShort = list(inner['using']).length > 0 || list(inner['fields']).length === 0;
  const fields = list(isShort ? inner['expressions'] : inner['fields']);
  const keys = fields.map((field) => nodeOf(field)?.value ?? {});
  const values = fields.map((field, at) =>
    nodeOf(field)?.kind === 'in' ? list(keys[at]?.['expressions']).map(valueName) : [],
  );
  const isKnown = values.every((each) => each.length > 0 && !each.includes(undefined));
  const group = json(json(inner['group'])['group']);
  const groupBy = parts(group['expressions'], mapping);
  return {
    kind: 'pivot',
    of,
    aggregates: list(isShort ? inner['using'] : inner['expressions']).map((item) => {
      const alias = toName(nodeOf(item)?.value['alias'], mapping);
      const isNamed = nodeOf(item)?.kind === 'alias';
      const value = toExpression(isNamed ? nodeOf(item)?.value['this'] : item, mapping);
      return { value, ...(isNamed && alias !== undefined ? { alias } : {}) };
    }),
    by: fields.flatMap((field, at) =>
      parts(nodeOf(field)?.kind === 'in' ? keys[at]?.['this'] : field, mapping),
    ),
    ...(isKnown ? { values: combined(values) } : {}),
    ...(groupBy.length === 0 ? {} : { groupBy }),
    ...names,
  };
}

/** `t UNPIVOT (v FOR k IN (a, b))`, also of several columns of values. */
export function toUnpivot(inner: Json, of: Relation, names: Named, mapping: Mapping): Relation {
  const columns = list(inner['columns']).map((column) => {
    const node = nodeOf(column);
    const entry = node?.kind === 'pivot_alias' ? node.value['this'] : column;
    return nodeOf(entry)?.kind === 'tuple'
      ? parts(nodeOf(entry)?.value['expressions'], mapping)
      : parts(entry, mapping);
  });
  const made = [inner['value_column'], ...list(inner['extra_value_columns'])];
  return {
    kind: 'unpivot',
    of,
    label: toName(inner['name_column'], mapping) ?? unnamed,
    values: made.flatMap((value, at) => {
      const name = toName(value, mapping);
      return name === undefined ? [] : [{ name, from: columns.flatMap((each) => each[at] ?? []) }];
    }),
    ...names,
  };
}

const unnamed: Name = { text: '', quoted: false };

/** DuckDB's `UNPIVOT t ON a, b INTO NAME k VALUE v`. */
function toShortUnpivot(inner: Json, of: Relation, names: Named, mapping: Mapping): Relation {
  const into = json(json(inner['into'])['unpivot_columns']);
  const nameOf = (value: unknown, otherwise: string): Name => ({
    text: text(json(json(value)['var'])['this']) || otherwise,
    quoted: false,
  });
  const from: readonly Expression[] = parts(inner['expressions'], mapping);
  const [value] = list(into['expressions']);
  return {
    kind: 'unpivot',
    of,
    label: nameOf(into['this'], 'name'),
    values: [{ name: nameOf(value, 'value'), from }],
    ...names,
  };
}

/** The name that a value of `IN (…)` gives a column. */
function valueName(value: unknown): string | undefined {
  const node = nodeOf(value);
  if (node === undefined) return text(json(value)['name']) || undefined;
  switch (node.kind) {
    case 'pivot_alias':
    case 'alias':
      return valueName(node.value['alias']);
    case 'literal':
      return text(node.value['value']);
    case 'column':
      return text(json(node.value['name'])['name']);
    case 'identifier':
      return text(node.value['name']);
    case 'tuple': {
      const all = list(node.value['expressions']).map(valueName);
      return all.includes(undefined) ? undefined : all.join('_');
    }
    default:
      return undefined;
  }
}

/** Each value of the first key with each of the second, and so on. */
function combined(values: readonly (readonly (string | undefined)[])[]): readonly string[] {
  return values.reduce<readonly string[]>(
    (before, each) =>
      before.flatMap((name) =>
        each.map((value = '') => (name === '' ? value : `${name}_${value}`)),
      ),
    [''],
  );
}
