/** A type as DuckDB writes it, as far as values lie within values. */
export type NestedType =
  | { readonly kind: 'list'; readonly of: NestedType }
  /** The fields of one without names have empty ones. */
  | { readonly kind: 'struct'; readonly fields: readonly NestedField[] }
  | { readonly kind: 'map'; readonly key: NestedType; readonly value: NestedType }
  | { readonly kind: 'union'; readonly members: readonly NestedField[] }
  | { readonly kind: 'plain'; readonly name: string };

export interface NestedField {
  readonly name: string;
  readonly type: NestedType;
}

/** Reads what `DESCRIBE` says of a column. What it does not understand is a plain type of that name. */
export function parseNestedType(text: string): NestedType {
  const list = /^(.+)\[\d*\]$/s.exec(text);
  if (list?.[1] !== undefined) return { kind: 'list', of: parseNestedType(list[1]) };
  const [, word, inside] = /^(STRUCT|MAP|UNION)\((.*)\)$/s.exec(text) ?? [];
  if (inside === undefined) return { kind: 'plain', name: text };
  const parts = splitList(inside);
  if (word !== 'MAP') {
    const fields = parts.map(parseField);
    return word === 'STRUCT' ? { kind: 'struct', fields } : { kind: 'union', members: fields };
  }
  const [key = '', value = ''] = parts;
  return { kind: 'map', key: parseNestedType(key), value: parseNestedType(value) };
}

/** `name TYPE`, `"a name" TYPE`, or only `TYPE`. */
function parseField(text: string): NestedField {
  const quoted = /^"((?:[^"]|"")*)" (.+)$/s.exec(text);
  if (quoted !== null) {
    const [, name = '', type = ''] = quoted;
    return { name: name.replaceAll('""', '"'), type: parseNestedType(type) };
  }
  // Without a name there is a type alone: no table has a column of such structs, so it is of one word.
  const [, name = '', type = text] = /^(\w+) (.+)$/s.exec(text) ?? [];
  return { name, type: parseNestedType(type) };
}

/** Parts between commas that stand in no bracket and in no quotes. */
function splitList(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"]|"")*"|'(?:[^']|'')*'|[(),]/g)) {
    if (token === '(') depth++;
    else if (token === ')') depth--;
    else if (token === ',' && depth === 0) {
      parts.push(text.slice(start, index).trim());
      start = index + 1;
    }
  }
  return [...parts, text.slice(start).trim()];
}
