import type { Name } from '../../sql/tree.js';
import { plainName } from './frame.js';
import type { Machine } from './machine.js';
import { nameParts } from './columns.js';
import { plainText, type TableName, textOfPieces, type Value } from './value.js';

/** The name of a table as code gives it: `"db.t"`, `f"{db}.t"`. */
export function tableName(value: Value | undefined, machine: Machine): TableName | undefined {
  if (value?.kind !== 'text') return undefined;
  const text = plainText(value);
  if (text !== undefined) {
    return text.trim() === ''
      ? undefined
      : { parts: plainParts(nameParts(value, text, machine)), isParameter: false };
  }
  const shown = textOfPieces(value);
  const parts = shown.match(/`(?:[^`]|``)*`|(?:\{[^{}]*\}|[^.`{}])+/g) ?? [shown];
  const last = parts.at(-1) ?? '';
  return {
    parts: parts.map((part) => plainName(part.replaceAll('`', ''))),
    isParameter: /^\{[^{}]*\}$/.test(last),
  };
}

function plainParts(parts: readonly Name[]): readonly Name[] {
  return parts.map(({ text, quoted }) => ({ text, quoted }));
}

/** Files by their path: a folder of Parquet, a CSV. */
export function pathName(value: Value | undefined): TableName | undefined {
  if (value?.kind !== 'text') return undefined;
  const shown = textOfPieces(value)
    .trim()
    .replace(/(?<=[^/:])\/+$/, '');
  if (shown === '') return undefined;
  return { parts: [plainName(shown)], isPath: true, isParameter: /^\{[^{}]*\}$/.test(shown) };
}
