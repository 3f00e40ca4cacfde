import type { Literal, Predicate } from '../../src/util/predicate.js';
import { quoteText, writeName } from '../../src/util/quote.js';

/** A predicate as DuckDB's SQL. */
export function predicateText(predicate: Predicate): string {
  switch (predicate.kind) {
    case 'and':
    case 'or':
      return `(${predicate.parts.map(predicateText).join(` ${predicate.kind.toUpperCase()} `)})`;
    case 'compare':
      return `${path(predicate.column)} ${predicate.operator} ${literal(predicate.value)}`;
    case 'in':
      return `${path(predicate.column)} IN (${predicate.values.map(literal).join(', ')})`;
    case 'not-in':
      return `${path(predicate.column)} NOT IN (${predicate.values.map(literal).join(', ')})`;
    case 'is-null':
      return `${path(predicate.column)} IS NULL`;
    case 'not-null':
      return `${path(predicate.column)} IS NOT NULL`;
    case 'starts-with':
      return `starts_with(${path(predicate.column)}, ${quoteText(predicate.prefix)})`;
    case 'anything':
      return 'true';
    case 'nothing':
      return 'false';
  }
}

function path(column: readonly string[]): string {
  return column.map(writeName).join('.');
}

function literal({ type, text }: Literal): string {
  switch (type) {
    case 'number':
    case 'boolean':
      return text;
    case 'string':
      return quoteText(text);
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return `${type.toUpperCase()} ${quoteText(text)}`;
  }
}
