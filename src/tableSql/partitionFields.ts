import type { Table } from '../catalog/catalog.js';
import { definedNameIn, type TableDialect } from './tableDialect.js';

/** How a table is partitioned, in the words of a dialect. `note` is told of fields that no dialect has words for. */
export function partitionFields(
  dialect: TableDialect,
  { partitioning, columns }: Table,
  note: (field: string) => void,
): readonly string[] {
  const names = new Set(columns.map(({ name }) => name));
  return partitioning.flatMap((field) => {
    const [, transform, parameter, source] =
      /^(year|month|day|hour|bucket|truncate)\((?:(\d+), )?(.*)\)$/s.exec(field) ?? [];
    if (names.has(field) || transform === undefined || source === undefined) {
      const isKnown = names.has(field) || names.has(field.split('.')[0] ?? '');
      if (!isKnown) note(field);
      return isKnown ? [sourceName(dialect, field, names)] : [];
    }
    const name = sourceName(dialect, source, names);
    return [transformed(dialect, transform, parameter, name)];
  });
}

function transformed(
  dialect: TableDialect,
  transform: string,
  parameter: string | undefined,
  name: string,
): string {
  if (parameter === undefined) {
    return dialect === 'spark' ? `${transform}s(${name})` : `${transform}(${name})`;
  }
  return dialect === 'trino'
    ? `${transform}(${name}, ${parameter})`
    : `${transform}(${parameter}, ${name})`;
}

/** The column's name, or the names down to a field within one. */
function sourceName(dialect: TableDialect, source: string, names: ReadonlySet<string>): string {
  const parts = names.has(source) ? [source] : source.split('.');
  return parts.map((part) => definedNameIn(dialect, part)).join('.');
}
