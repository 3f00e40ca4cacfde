import type { Expression } from '../tree.js';

/** Whether a value hangs on other rows of its query. Queries within it have rows of their own. */
export function hasWindow(expression: Expression): boolean {
  switch (expression.kind) {
    case 'window':
      return true;
    case 'call':
      return expression.arguments.some(hasWindow);
    case 'case':
      return [...expression.conditions, ...expression.values].some(hasWindow);
    case 'lambda':
      return hasWindow(expression.body);
    case 'unknown':
      return expression.parts.some(hasWindow);
    case 'column':
    case 'literal':
    case 'query':
    case 'star':
      return false;
  }
}
