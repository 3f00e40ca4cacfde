import { isNumber } from '../duckDbTypes.js';
import { quoteName, quoteText } from '../../util/quote.js';
import { commonForm, isFloat, shownForm } from './commonForm.js';
import type { ColumnPair, Side } from './matchColumns.js';

/** Numbers are the same where they differ by at most `absolute + relative * |right|`. */
export interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}

/** The tables to compare, as SQL names them. */
export type Tables = Readonly<Record<Side, string>>;

export interface KeyedColumns {
  readonly keys: readonly ColumnPair[];
  readonly rest: readonly ColumnPair[];
  readonly tolerance: Tolerance | undefined;
}

/** How many rows of a side have a key that another one of it has too, without the first of each. */
export function repeatedKeys(keys: readonly ColumnPair[], side: Side, table: string): string {
  const forms = keys.map((pair) => commonForm(pair, side, columnOf(pair, side))).join(', ');
  return `SELECT (SELECT count(*) FROM ${table}) - (SELECT count(*) FROM (SELECT DISTINCT ${forms} FROM ${table} AS t))`;
}

/**
 * The rows that differ, by a key that is unique on both sides unless `isRepeated`. Of several rows with one key
 * those that are the same belong together first, then the others in the order of their values.
 */
export function keyedDifference(
  columns: KeyedColumns,
  tables: Tables,
  isRepeated: boolean,
): string {
  const { keys, rest } = columns;
  const on = [
    ...keys.map((_, i) => `l.k${i} IS NOT DISTINCT FROM r.k${i}`),
    ...(isRepeated ? ['l.nth = r.nth'] : []),
  ];
  const differs = rest.map((pair, i) => differ(pair, [`l.v${i}`, `r.v${i}`], columns.tolerance));
  const changed = rest.map(({ name }, i) => `CASE WHEN ${differs[i]} THEN ${quoteText(name)} END`);
  const names = `list_filter([${changed.join(', ')}]::VARCHAR[], lambda name: name IS NOT NULL)`;
  const isOneSided = 'l.here IS NULL OR r.here IS NULL';
  const selected = [
    "CASE WHEN r.here IS NULL THEN 'left' WHEN l.here IS NULL THEN 'right' ELSE 'changed' END",
    `CASE WHEN ${isOneSided} THEN NULL ELSE to_json(${names}) END`,
    ...keys.map((_, i) => `CASE WHEN l.here THEN l.s${i} ELSE r.s${i} END`),
    ...rest.flatMap((_, i) => [`l.v${i}`, `r.v${i}`]),
  ].map((sql, i) => `${sql} AS d${i}`);
  const order = keys.map((_, i) => `d${i + 2} NULLS LAST`);
  return `${isRepeated ? leftOver(columns, tables) : allRows(columns, tables)}
    SELECT ${selected.join(', ')}
    FROM left_rows AS l FULL JOIN right_rows AS r ON ${on.join(' AND ')}
    WHERE ${[isOneSided, ...differs].join(' OR ')}
    ORDER BY ${[...order, 'd0'].join(', ')}`;
}

/** The rows that differ, each as often as one side has it more. */
export function wholeDifference(shared: readonly ColumnPair[], tables: Tables): string {
  const side = (which: Side, sign: number): string => {
    const forms = shared.flatMap((pair, i) => [
      `${commonForm(pair, which, columnOf(pair, which))} AS c${i}`,
      `${shownForm(pair, which, columnOf(pair, which))} AS s${i}`,
    ]);
    return `SELECT ${forms.join(', ')}, ${sign} AS side FROM ${tables[which]} AS t`;
  };
  const columns = shared.map((_, i) => `c${i}`).join(', ');
  const shown = shared.map((_, i) => `any_value(s${i}) AS d${i + 2}`);
  const order = shared.map((_, i) => `d${i + 2} NULLS LAST`);
  return `SELECT CASE WHEN sum(side) > 0 THEN 'left' ELSE 'right' END AS d0,
      abs(sum(side))::BIGINT AS d1, ${shown.join(', ')}
    FROM (${side('left', 1)} UNION ALL ${side('right', -1)})
    GROUP BY ${columns} HAVING sum(side) <> 0 ORDER BY ${[...order, 'd0'].join(', ')}`;
}

/** The keys in the form that is compared (`k`) and in the one that is shown (`s`), and the values. */
function keyedRows({ keys, rest }: KeyedColumns, side: Side, table: string): string {
  const all = [
    ...keys.flatMap((pair, i) => [
      `${commonForm(pair, side, columnOf(pair, side))} AS k${i}`,
      `${shownForm(pair, side, columnOf(pair, side))} AS s${i}`,
    ]),
    ...rest.map((pair, i) => `${columnOf(pair, side)} AS v${i}`),
  ];
  return `SELECT ${all.join(', ')}, true AS here FROM ${table} AS t`;
}

function allRows(columns: KeyedColumns, tables: Tables): string {
  const rows = (side: Side): string => keyedRows(columns, side, tables[side]);
  return `WITH left_rows AS (${rows('left')}), right_rows AS (${rows('right')})`;
}

/** The rows of each side without those that the other side has too, numbered within their key. */
function leftOver(columns: KeyedColumns, tables: Tables): string {
  const { keys, rest } = columns;
  const key = keys.map((_, i) => `k${i}`);
  const values = rest.map((_, i) => `c${i}`);
  const all = [...key, ...values];
  const numbered = (side: Side): string => {
    const forms = rest.map((pair, i) => `, ${commonForm(pair, side, `v${i}`)} AS c${i}`).join('');
    return `SELECT *, row_number() OVER (PARTITION BY ${all.join(', ')}) AS copy
      FROM (SELECT *${forms} FROM (${keyedRows(columns, side, tables[side])}) AS keyed)`;
  };
  const without = (own: Side, other: Side): string => {
    const on = [...all, 'copy'].map((name) => `o.${name} IS NOT DISTINCT FROM x.${name}`);
    const order =
      values.length === 0 ? '' : `ORDER BY ${values.map((name) => `o.${name}`).join(', ')}`;
    return `SELECT o.*, row_number() OVER (PARTITION BY ${key.map((name) => `o.${name}`).join(', ')} ${order}) AS nth
      FROM ${own}_all AS o ANTI JOIN ${other}_all AS x ON ${on.join(' AND ')}`;
  };
  return `WITH left_all AS (${numbered('left')}), right_all AS (${numbered('right')}),
    left_rows AS (${without('left', 'right')}), right_rows AS (${without('right', 'left')})`;
}

function differ(
  pair: ColumnPair,
  [left, right]: readonly [string, string],
  tolerance: Tolerance | undefined,
): string {
  const exact = `${commonForm(pair, 'left', left)} IS DISTINCT FROM ${commonForm(pair, 'right', right)}`;
  const types = [pair.left.storedType, pair.right.storedType];
  if (tolerance === undefined || !types.every(isNumber) || !types.some(isFloat)) return exact;
  const [l, r] = [`CAST(${left} AS DOUBLE)`, `CAST(${right} AS DOUBLE)`];
  const isNear = `isfinite(${l}) AND isfinite(${r})
    AND abs(${l} - ${r}) <= ${tolerance.absolute} + ${tolerance.relative} * abs(${r})`;
  return `(${exact} AND NOT coalesce(${isNear}, false))`;
}

function columnOf(pair: ColumnPair, side: Side): string {
  return `t.${quoteName(pair[side].stored)}`;
}
