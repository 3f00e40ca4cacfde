import type { Literal } from '../../util/predicate.js';
import type { Expression, LiteralType } from '../tree.js';

/**
 * A constant whose meaning is sure: a plain number, a text, or a date or time written as ISO 8601 has it.
 * Others have meanings that hang on the session (a time without a zone) or on rounding (`1e30`).
 */
export function toLiteral(expression: Expression | undefined): Literal | undefined {
  if (expression?.kind === 'call' && expression.name === 'neg') {
    const [of] = expression.arguments;
    if (of?.kind !== 'literal' || of.type !== 'number' || !plain.number.test(of.text))
      return undefined;
    return { type: 'number', text: `-${of.text}` };
  }
  if (expression?.kind !== 'literal') return undefined;
  const { type, text } = expression;
  if (!isPlain(type) || !plain[type].test(text)) return undefined;
  return { type, text };
}

const plain = {
  number: /^\d+(?:\.\d+)?$/,
  string: /^[^]*$/,
  boolean: /^(?:true|false)$/,
  date: /^\d{4}-\d\d-\d\d$/,
  timestamp: /^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d:\d\d(?:\.\d{1,6})?)?$/,
  timestamptz: /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d(?::\d\d)?)$/,
} as const;

function isPlain(type: LiteralType): type is keyof typeof plain {
  return type in plain;
}
