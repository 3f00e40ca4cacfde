import type { ColumnPath, Comparison, Literal, Predicate } from '../../util/predicate.js';
import type { Expression } from '../tree.js';

/** What is cut to its day, in `CAST(x AS DATE)`. */
export function cutToDay(expression: Expression | undefined): Expression | undefined {
  return expression?.kind === 'call' && expression.name === 'cast to date'
    ? expression.arguments[0]
    : undefined;
}

/**
 * The moments whose day compares so with one day: on it are those from its start up to the start of the next. A date
 * is its own start. Nothing where the literal is no day.
 */
export function comparedByDay(
  column: ColumnPath,
  operator: Comparison,
  { type, text }: Literal,
): Predicate | undefined {
  const next = type === 'date' || type === 'string' ? dayAfter(text) : undefined;
  if (next === undefined) return undefined;
  const at = (side: Comparison, day: string): Predicate => {
    return { kind: 'compare', column, operator: side, value: { type: 'date', text: day } };
  };
  switch (operator) {
    case '=':
      return { kind: 'and', parts: [at('>=', text), at('<', next)] };
    case '!=':
      return { kind: 'or', parts: [at('<', text), at('>=', next)] };
    case '<':
    case '>=':
      return at(operator, text);
    case '<=':
      return at('<', next);
    case '>':
      return at('>=', next);
  }
}

function dayAfter(day: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return undefined;
  const date = new Date(`${day}T00:00:00Z`);
  // The thirtieth of February is none.
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day) return undefined;
  date.setUTCDate(date.getUTCDate() + 1);
  const next = date.toISOString().slice(0, 10);
  return /^\d{4}-/.test(next) ? next : undefined;
}
