import type { Column } from './catalog.js';

/**
 * The fields within a column as a person opens them: of a struct its fields, of a list or map what it holds
 * where that has fields itself. None where the type says it all.
 */
export function fieldsOf(column: Column): readonly Column[] {
  const inner = innerFields(column);
  if (column.type.startsWith('struct<')) return inner;
  return inner.filter((field) => fieldsOf(field).length > 0);
}

/** What a struct, list or map is made of: its fields, `element`, or `key` and `value`. */
export function innerFields({ fields, type }: Column): readonly Column[] {
  return fields ?? fromType(type);
}

/** One level of a type in Iceberg's words; nothing for a type that is none of those. */
function fromType(type: string): readonly Column[] {
  const [, kind, inner] = /^(struct|list|map)<(.*)>$/s.exec(type) ?? [];
  if (kind === undefined || inner === undefined) return [];
  const parts = splitTop(inner);
  switch (kind) {
    case 'struct':
      return parts.flatMap((part) => {
        const colon = part.indexOf(': ');
        return colon === -1 ? [] : [toField(part.slice(0, colon), part.slice(colon + 2))];
      });
    case 'list':
      return parts.map((part) => toField('element', part));
    default:
      return parts.map((part, index) => toField(index === 0 ? 'key' : 'value', part));
  }
}

function toField(name: string, type: string): Column {
  return { name, type, nativeType: type, nullable: true };
}

/** Cut at the commas that are in no `<…>` or `(…)`. */
function splitTop(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (sign === '<' || sign === '(') depth++;
    if (sign === '>' || sign === ')') depth--;
    if (sign !== ',' || depth > 0) continue;
    parts.push(text.slice(start, i).trim());
    start = i + 1;
  }
  return [...parts, text.slice(start).trim()].filter((part) => part !== '');
}
