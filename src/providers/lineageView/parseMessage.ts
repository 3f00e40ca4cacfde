import type { FromPage, Place } from '../../webviews/lineage/protocol.js';

/** The deepest that the page asks for: all there is. */
const maxDepth = 1000;

/** A message of the page, which is not trusted to say what it should; `undefined` for any other. */
export function parseMessage(value: unknown): FromPage | undefined {
  if (!isObject(value)) return undefined;
  const { type, of, direction, depth, column, form, format, data, nodes, edges, place } = value;
  switch (type) {
    case 'ready':
      return { type };
    case 'around': {
      const way = (['up', 'down', 'both'] as const).find((one) => one === direction);
      if (typeof of !== 'string' || way === undefined || !isNumber(depth)) return undefined;
      return { type, of, direction: way, depth: Math.min(maxDepth, Math.max(1, depth)) };
    }
    case 'columns':
      return typeof of === 'string' ? { type, of } : undefined;
    case 'show':
      if (typeof of !== 'string') return undefined;
      return { type, of, ...(typeof column === 'string' ? { column } : {}) };
    case 'open': {
      const parsed = parsePlace(place);
      return parsed === undefined ? undefined : { type, place: parsed };
    }
    case 'form':
      return form === 'tree' || form === 'graph' ? { type, form } : undefined;
    case 'exportPicture':
      if (typeof data !== 'string' || (format !== 'svg' && format !== 'png')) return undefined;
      return { type, format, data };
    case 'exportGraph':
      if (format !== 'mermaid' && format !== 'openlineage') return undefined;
      return isTexts(nodes) && isTexts(edges) ? { type, format, nodes, edges } : undefined;
    default:
      return undefined;
  }
}

function parsePlace(value: unknown): Place | undefined {
  if (!isObject(value)) return undefined;
  const { label, uri, cell, line, start, end } = value;
  if (typeof label !== 'string' || typeof uri !== 'string') return undefined;
  return {
    label,
    uri,
    ...(isNumber(cell) ? { cell } : {}),
    ...(isNumber(line) ? { line } : {}),
    ...(isNumber(start) ? { start } : {}),
    ...(isNumber(end) ? { end } : {}),
  };
}

function isObject(value: unknown): value is Partial<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
