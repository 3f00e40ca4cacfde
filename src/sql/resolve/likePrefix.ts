import type { Expression } from '../tree.js';

/**
 * What every text that a `LIKE` pattern fits begins with; nothing where that is not sure. A backslash without an
 * `ESCAPE` means itself in some dialects and takes away a meaning in others: the prefix ends before it.
 */
export function prefixOf(
  pattern: Expression | undefined,
  escape: Expression | undefined,
): string | undefined {
  if (pattern?.kind !== 'literal' || pattern.type !== 'string') return undefined;
  if (escape !== undefined && (escape.kind !== 'literal' || escape.type !== 'string')) {
    return undefined;
  }
  let prefix = '';
  let isEscaped = false;
  for (const character of pattern.text) {
    if (isEscaped) isEscaped = false;
    else if (character === escape?.text) {
      isEscaped = true;
      continue;
    } else if (character === '%' || character === '_' || character === '\\') return prefix;
    prefix += character;
  }
  return prefix;
}
