import { quoteText } from '../../util/quote.js';
import { isNumber } from '../duckDbTypes.js';
import { type NestedField, type NestedType, parseNestedType } from './nestedType.js';

/**
 * SQL for the JSON of a value of any type, as text; NULL stays NULL. Numbers keep the digits that DuckDB
 * writes, where its own `to_json` cuts decimals and widens floats; NaN and infinities, which JSON has no
 * numbers for, are text. Bytes are hexadecimal digits. A map is an object, and so is a union: its one
 * member is the value.
 */
export function jsonSql(value: string, type: string): string {
  return jsonOf(value, parseNestedType(type), 0);
}

function jsonOf(value: string, type: NestedType, depth: number): string {
  // Each level of lambdas has a parameter of its own.
  const item = `x${depth}`;
  const json = (of: string, inner: NestedType): string =>
    `coalesce(${jsonOf(of, inner, depth + 1)}, 'null')`;
  switch (type.kind) {
    case 'plain':
      return plainJson(value, type.name);
    case 'list':
      return `'[' || array_to_string(list_transform(${value}, lambda ${item}: ${json(item, type.of)}), ',') || ']'`;
    case 'map': {
      const pair = `${keyText(`${item}.key`)} || ':' || ${json(`${item}.value`, type.value)}`;
      return `'{' || array_to_string(list_transform(map_entries(${value}), lambda ${item}: ${pair}), ',') || '}'`;
    }
    case 'struct': {
      const fields = type.fields.map(({ name, type: inner }, i) => {
        const field =
          name === ''
            ? `struct_extract_at(${value}, ${i + 1})`
            : `struct_extract(${value}, ${quoteText(name)})`;
        return member(name, json(field, inner));
      });
      return `CASE WHEN ${value} IS NOT NULL THEN '{' || ${fields.join(` || ',' || `)} || '}' END`;
    }
    case 'union': {
      const of = ({ name, type: inner }: NestedField): string =>
        `WHEN ${quoteText(name)} THEN ${member(name, json(`union_extract(${value}, ${quoteText(name)})`, inner))}`;
      return `'{' || CASE CAST(union_tag(${value}) AS VARCHAR) ${type.members.map(of).join(' ')} END || '}'`;
    }
  }
}

function member(name: string, json: string): string {
  return `${quoteText(`${JSON.stringify(name)}:`)} || ${json}`;
}

function plainJson(value: string, type: string): string {
  const text = `CAST(${value} AS VARCHAR)`;
  if (type === 'BOOLEAN') return text;
  // A line end in JSON stands between its marks only, and JSON Lines have none within a row.
  if (type === 'JSON') return `translate(${text}, chr(10) || chr(13), '  ')`;
  if (type === 'FLOAT' || type === 'DOUBLE') {
    return `CASE WHEN isfinite(${value}) THEN ${text} ELSE '"' || ${text} || '"' END`;
  }
  // DuckDB writes a decimal below one without its zero.
  if (type.startsWith('DECIMAL')) return `regexp_replace(${text}, '^(-?)\\.', '\\10.')`;
  if (isNumber(type)) return text;
  if (type === 'BLOB') return `'"' || hex(${value}) || '"'`;
  return type === 'VARIANT' ? `CAST(to_json(${value}) AS VARCHAR)` : keyText(value);
}

function keyText(value: string): string {
  return `CAST(to_json(CAST(${value} AS VARCHAR)) AS VARCHAR)`;
}
