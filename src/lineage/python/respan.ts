import type { Expression, Name } from '../../sql/tree.js';
import { hasHole, type SqlText } from './sqlText.js';

/** An expression of SQL with its places in the code. What a hole stands for is not known. */
export function expressionInCode(expression: Expression, sql: SqlText): Expression {
  const each = (inner: Expression): Expression => expressionInCode(inner, sql);
  switch (expression.kind) {
    case 'column': {
      if (expression.parts.some(({ text }) => hasHole(text))) return opaque('hole');
      const parts = expression.parts.map((part) => nameInCode(part, sql));
      const { span } = expression;
      return { ...expression, parts, ...(span === undefined ? {} : { span: sql.toCode(span) }) };
    }
    case 'call':
      return { ...expression, arguments: expression.arguments.map(each) };
    case 'window':
      return {
        ...expression,
        call: each(expression.call),
        partitionBy: expression.partitionBy.map(each),
        orderBy: expression.orderBy.map(each),
      };
    case 'case':
      return {
        ...expression,
        conditions: expression.conditions.map(each),
        values: expression.values.map(each),
      };
    case 'lambda':
      return { ...expression, body: each(expression.body) };
    case 'unknown':
      return { ...expression, parts: expression.parts.map(each) };
    case 'query':
      return opaque('query');
    case 'literal':
    case 'star':
      return expression;
  }
}

export function nameInCode(name: Name, sql: SqlText): Name {
  return name.span === undefined ? name : { ...name, span: sql.toCode(name.span) };
}

/** Something of which only the name of its kind is known. */
export function opaque(node: string, parts: readonly Expression[] = []): Expression {
  return { kind: 'unknown', node, parts };
}
