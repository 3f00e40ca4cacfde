import type { FromPage, PageAction } from '../../webviews/tablePage/protocol.js';

const actions: readonly PageAction[] = [
  'preview',
  'query',
  'lineage',
  'copy',
  'refresh',
  'openFile',
];

/** A message of the page, which is not trusted to say what it should; `undefined` for any other. */
export function parseMessage(value: unknown): FromPage | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, section, action, argument, target, comment, tags, column } = value as Partial<
    Record<string, unknown>
  >;
  switch (type) {
    case 'ready':
      return { type };
    case 'load':
      return typeof section === 'string' ? { type, section } : undefined;
    case 'do': {
      const known = actions.find((one) => one === action);
      if (known === undefined) return undefined;
      return { type, action: known, ...(typeof argument === 'string' ? { argument } : {}) };
    }
    case 'save': {
      const to = (['file', 'service'] as const).find((one) => one === target);
      if (to === undefined || typeof comment !== 'string' || !isTexts(tags)) return undefined;
      return { type, target: to, comment, tags };
    }
    case 'describeColumn':
      return typeof column === 'string' && typeof comment === 'string'
        ? { type, column, comment }
        : undefined;
    default:
      return undefined;
  }
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((text) => typeof text === 'string')
  );
}
