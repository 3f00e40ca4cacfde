import type { ColumnPath, Comparison, Literal, Predicate } from '../../util/predicate.js';
import type { Expression, Name } from '../tree.js';
import { comparedByDay, cutToDay } from './dayOf.js';
import { toLiteral } from './literals.js';
import { prefixOf } from './likePrefix.js';

/** The column that a name means; nothing where it is no column of the rows that are asked about. */
export type ToColumn = (parts: readonly Name[]) => ColumnPath | undefined;

/**
 * What is true of every row for which all `conditions` are true; of others it may be true as well.
 * Whatever has no place in a `Predicate` becomes `anything`.
 */
export function toPredicate(conditions: readonly Expression[], toColumn: ToColumn): Predicate {
  return all(conditions.map((condition) => whereIs(true, condition, toColumn)));
}

/** True where every one of `parts` is. */
export function all(parts: readonly Predicate[]): Predicate {
  if (parts.some(({ kind }) => kind === 'nothing')) return nothing;
  const said = parts.filter(({ kind }) => kind !== 'anything');
  return joined('and', said) ?? anything;
}

/** Whether a row of nothing but NULLs is sure to be refused. */
export function refusesNulls(predicate: Predicate): boolean {
  switch (predicate.kind) {
    case 'and':
      return predicate.parts.some(refusesNulls);
    case 'or':
      return predicate.parts.every(refusesNulls);
    case 'is-null':
    case 'anything':
      return false;
    case 'compare':
    case 'in':
    case 'not-in':
    case 'not-null':
    case 'starts-with':
    case 'nothing':
      return true;
  }
}

const anything: Predicate = { kind: 'anything' };
const nothing: Predicate = { kind: 'nothing' };

/** Where an expression is true, or where it is false: not the same as not true, because of NULL. */
function whereIs(truth: boolean, expression: Expression, toColumn: ToColumn): Predicate {
  if (expression.kind === 'literal') {
    if (expression.type === 'null') return nothing;
    if (expression.type !== 'boolean') return anything;
    return (expression.text === 'true') === truth ? anything : nothing;
  }
  if (expression.kind === 'column') {
    const column = toColumn(expression.parts);
    const value: Literal = { type: 'boolean', text: String(truth) };
    return column === undefined ? anything : { kind: 'compare', column, operator: '=', value };
  }
  if (expression.kind !== 'call' || expression.class !== 'operator') return anything;
  const [first, second, third] = expression.arguments;
  if (first === undefined) return anything;
  switch (expression.name) {
    case 'and':
    case 'or': {
      const parts = expression.arguments.map((part) => whereIs(truth, part, toColumn));
      return (expression.name === 'and') === truth ? all(parts) : any(parts);
    }
    case 'not':
      return whereIs(!truth, first, toColumn);
    case 'is_true':
      return truth ? whereIs(true, first, toColumn) : anything;
    case 'is_false':
      return truth ? whereIs(false, first, toColumn) : anything;
    case 'is_null':
      return isNull(truth, first, toColumn);
    case 'is':
      return isNullLiteral(second) ? isNull(truth, first, toColumn) : anything;
    case 'null_safe_eq':
      return second === undefined ? anything : isSame(truth, first, second, toColumn);
    case 'null_safe_neq':
      return second === undefined ? anything : isSame(!truth, first, second, toColumn);
    case 'between': {
      const low = compared('>=', truth, first, second, toColumn);
      const high = compared('<=', truth, first, third, toColumn);
      // All three are made one type first: of bounds that differ in theirs we do not know which.
      if (toLiteral(second)?.type !== toLiteral(third)?.type) return anything;
      return truth ? all([low, high]) : any([low, high]);
    }
    case 'in':
      return isIn(truth, first, expression.arguments.slice(1), toColumn);
    case 'like':
      return truth ? isLike(first, second, third, toColumn) : anything;
    default: {
      const operator = comparisons.get(expression.name);
      return operator === undefined ? anything : compared(operator, truth, first, second, toColumn);
    }
  }
}

const comparisons: ReadonlyMap<string, Comparison> = new Map([
  ['eq', '='],
  ['neq', '!='],
  ['lt', '<'],
  ['lte', '<='],
  ['gt', '>'],
  ['gte', '>='],
]);

const opposite = { '=': '!=', '!=': '=', '<': '>=', '>=': '<', '>': '<=', '<=': '>' } as const;
const mirrored = { '=': '=', '!=': '!=', '<': '>', '>': '<', '<=': '>=', '>=': '<=' } as const;

function compared(
  operator: Comparison,
  truth: boolean,
  left: Expression,
  right: Expression | undefined,
  toColumn: ToColumn,
): Predicate {
  const [dayLeft, dayRight] = [cutToDay(left), cutToDay(right)];
  const ofLeft = columnOf(dayLeft ?? left, toColumn);
  const ofRight = columnOf(dayRight ?? right, toColumn);
  const side = (
    column: ColumnPath,
    isDay: boolean,
    operator: Comparison,
    value: Literal,
  ): Predicate =>
    isDay
      ? (comparedByDay(column, operator, value) ?? anything)
      : { kind: 'compare', column, operator, value };
  // What is compared with NULL is neither true nor false.
  if (isNullLiteral(left) || isNullLiteral(right)) return nothing;
  const asked = truth ? operator : opposite[operator];
  const [constant, value] = [toLiteral(left), toLiteral(right)];
  if (ofLeft !== undefined && value !== undefined) {
    return side(ofLeft, dayLeft !== undefined, asked, value);
  }
  if (ofRight === undefined || constant === undefined) return anything;
  return side(ofRight, dayRight !== undefined, mirrored[asked], constant);
}

function isNull(truth: boolean, of: Expression, toColumn: ToColumn): Predicate {
  const column = columnOf(of, toColumn);
  return column === undefined ? anything : { kind: truth ? 'is-null' : 'not-null', column };
}

/** `IS NOT DISTINCT FROM`, which is never NULL. */
function isSame(
  truth: boolean,
  left: Expression,
  right: Expression,
  toColumn: ToColumn,
): Predicate {
  if (isNullLiteral(right)) return isNull(truth, left, toColumn);
  if (isNullLiteral(left)) return isNull(truth, right, toColumn);
  const same = compared('=', truth, left, right, toColumn);
  if (truth) return same;
  if (same.kind !== 'compare') return anything;
  return any([same, { kind: 'is-null', column: same.column }]);
}

function isIn(
  truth: boolean,
  of: Expression,
  list: readonly Expression[],
  toColumn: ToColumn,
): Predicate {
  const column = columnOf(of, toColumn);
  const others = list.filter((value) => !isNullLiteral(value));
  const values = others.flatMap((value) => toLiteral(value) ?? []);
  const types = new Set(values.map(({ type }) => type));
  // All are made one type first: of values that differ in theirs we do not know which.
  if (column === undefined || values.length < others.length || types.size > 1) return anything;
  if (truth) return values.length === 0 ? nothing : { kind: 'in', column, values };
  // `x NOT IN (…, NULL)` is never true.
  return others.length < list.length ? nothing : { kind: 'not-in', column, values };
}

function isLike(
  of: Expression,
  pattern: Expression | undefined,
  escape: Expression | undefined,
  toColumn: ToColumn,
): Predicate {
  const column = columnOf(of, toColumn);
  const prefix = prefixOf(pattern, escape);
  if (isNullLiteral(pattern)) return nothing;
  if (column === undefined || prefix === undefined || prefix === '') return anything;
  return { kind: 'starts-with', column, prefix };
}

function columnOf(expression: Expression | undefined, toColumn: ToColumn): ColumnPath | undefined {
  return expression?.kind === 'column' ? toColumn(expression.parts) : undefined;
}

function isNullLiteral(expression: Expression | undefined): boolean {
  return expression?.kind === 'literal' && expression.type === 'null';
}

function any(parts: readonly Predicate[]): Predicate {
  if (parts.some(({ kind }) => kind === 'anything')) return anything;
  return (
    joined(
      'or',
      parts.filter(({ kind }) => kind !== 'nothing'),
    ) ?? nothing
  );
}

/** Several under one `kind`, those within of the same kind beside the others. */
function joined(kind: 'and' | 'or', parts: readonly Predicate[]): Predicate | undefined {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  return flat.length < 2 ? flat[0] : { kind, parts: flat };
}
