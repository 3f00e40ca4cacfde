/**
 * DuckDB's word for a type in Iceberg's words. A type that Iceberg has not (`INTERVAL`, an `ENUM`)
 * keeps DuckDB's word, in lower case.
 */
export function toCanonicalType(duckDbType: string): string {
  const type = duckDbType.trim();
  if (type.endsWith('[]')) return `list<${toCanonicalType(type.slice(0, -2))}>`;
  const nested = /^(STRUCT|MAP|DECIMAL)\((.*)\)$/is.exec(type);
  const inner = splitTop(nested?.[2] ?? '');
  switch (nested?.[1]?.toUpperCase() ?? '') {
    case 'STRUCT':
      return `struct<${inner.map(toField).join(', ')}>`;
    case 'MAP':
      return `map<${inner.map(toCanonicalType).join(', ')}>`;
    case 'DECIMAL':
      return `decimal(${inner.join(', ')})`;
    default:
      return simple.get(type.toUpperCase()) ?? type.toLowerCase();
  }
}

const simple: ReadonlyMap<string, string> = new Map([
  ['BOOLEAN', 'boolean'],
  ['TINYINT', 'int'],
  ['SMALLINT', 'int'],
  ['UTINYINT', 'int'],
  ['USMALLINT', 'int'],
  ['INTEGER', 'int'],
  ['UINTEGER', 'long'],
  ['BIGINT', 'long'],
  ['UBIGINT', 'decimal(20, 0)'],
  ['HUGEINT', 'decimal(38, 0)'],
  ['FLOAT', 'float'],
  ['DOUBLE', 'double'],
  ['VARCHAR', 'string'],
  ['BLOB', 'binary'],
  ['DATE', 'date'],
  ['TIME', 'time'],
  ['TIMESTAMP', 'timestamp'],
  ['TIMESTAMP_S', 'timestamp'],
  ['TIMESTAMP_MS', 'timestamp'],
  ['TIMESTAMP_NS', 'timestamp_ns'],
  ['TIMESTAMP WITH TIME ZONE', 'timestamptz'],
  ['UUID', 'uuid'],
]);

/** `name TYPE`, the name perhaps in quotes. */
function toField(text: string): string {
  const quoted = /^"((?:[^"]|"")*)"\s+(.*)$/s.exec(text);
  if (quoted !== null) {
    return `${(quoted[1] ?? '').replaceAll('""', '"')}: ${toCanonicalType(quoted[2] ?? '')}`;
  }
  const at = text.indexOf(' ');
  return `${text.slice(0, at)}: ${toCanonicalType(text.slice(at + 1))}`;
}

/** Splits at commas that are in no bracket and in no quotes. */
function splitTop(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let isQuoted = false;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '"') isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (character === ',' && depth === 0) {
      parts.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  if (text.trim() !== '') parts.push(text.slice(start).trim());
  return parts;
}
