import type { Table as GlueTable } from '@aws-sdk/client-glue';
import type { PlainColumn, PlainFormat, PlainTable } from '../../preview/plain/plainTable.js';
import { CatalogError } from '../catalog.js';

/** How the files of a Hive table are read. Throws `CatalogError` (`limit`) for a format that nothing here reads. */
export function toPlainTable(name: string, table: GlueTable): PlainTable {
  const { StorageDescriptor: storage, PartitionKeys: keys = [] } = table;
  const toColumn = ({
    Name: column = '',
    Type: type = '',
  }: {
    readonly Name?: string | undefined;
    readonly Type?: string | undefined;
  }): PlainColumn => ({ name: column, type });
  return {
    name,
    columns: (storage?.Columns ?? []).map(toColumn),
    partitionKeys: keys.map(toColumn),
    format: toFormat(name, table),
  };
}

function toFormat(
  name: string,
  { StorageDescriptor: storage, Parameters: own }: GlueTable,
): PlainFormat {
  const { SerdeInfo: serde, InputFormat: input = '' } = storage ?? {};
  const library = (serde?.SerializationLibrary ?? '').split('.').at(-1) ?? '';
  const given = serde?.Parameters ?? {};
  const header = own?.['skip.header.line.count'] ?? given['skip.header.line.count'] ?? '';
  const headerLines = /^\d+$/.test(header) ? Number(header) : 0;
  // Its files name others: their lines are no rows.
  if (input.endsWith('SymlinkTextInputFormat')) {
    throw new CatalogError('limit', `${name}: lists of files elsewhere can not be read here`);
  }
  if (/parquet/i.test(`${input} ${library}`)) return { kind: 'parquet' };
  const escape = signOf(given['escape.delim']);
  switch (library) {
    case 'LazySimpleSerDe':
      return {
        kind: 'text',
        delimiter: signOf(given['field.delim'] ?? given['serialization.format']) ?? '\u0001',
        ...(escape === undefined ? {} : { escape }),
        nullText: given['serialization.null.format'] ?? '\\N',
        headerLines,
      };
    case 'OpenCSVSerde':
      return {
        kind: 'text',
        delimiter: given['separatorChar'] ?? ',',
        quote: given['quoteChar'] ?? '"',
        escape: given['escapeChar'] ?? '\\',
        headerLines,
      };
    case 'JsonSerDe':
    case 'HiveJsonSerDe':
      return { kind: 'json' };
    default:
      throw new CatalogError(
        'limit',
        `${name}: files of the serde ${library === '' ? '(none)' : library} can not be read here`,
      );
  }
}

/** The one sign that Hive takes a setting for: a number is its code. */
function signOf(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  const code = /^-?\d{1,3}$/.test(text) ? Number(text) : undefined;
  const isCode = code !== undefined && code >= -128 && code <= 127;
  return isCode ? String.fromCharCode(code & 255) : text.slice(0, 1);
}

/** Where a Delta table lies, by what Spark and crawlers write. */
export function deltaLocationOf({
  StorageDescriptor: storage,
  Parameters: own,
}: GlueTable): string | undefined {
  const said = storage?.SerdeInfo?.Parameters?.['path'] ?? own?.['location'] ?? storage?.Location;
  return said?.replace(/\/+$/, '');
}
