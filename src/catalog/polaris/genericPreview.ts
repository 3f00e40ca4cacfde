import { deltaPreview } from '../../preview/delta/deltaPreview.js';
import { filesIn } from '../../preview/plain/filesIn.js';
import { plainPreview } from '../../preview/plain/plainPreview.js';
import type { PlainFormat } from '../../preview/plain/plainTable.js';
import type { MadePreview, PreviewTools } from '../../preview/previews.js';
import { CatalogError, type Table } from '../catalog.js';

/**
 * How the first rows of a generic table are found: by the log of a Delta table, else in the first files where it
 * lies, which alone know its columns. Throws `CatalogError` (`limit`) where they can not be.
 */
export function genericPreview(
  table: Table,
  signal: AbortSignal,
): (tools: PreviewTools) => Promise<MadePreview> {
  const name = [...table.identifier.namespace, table.identifier.name].join('.');
  const location = table.location?.replace(/\/+$/, '');
  if (location === undefined) {
    throw new CatalogError('limit', `${name}: Polaris does not say where it lies`);
  }
  if (table.format === 'delta') return (tools) => deltaPreview(name, location, tools, signal);
  const format = formatOf(table);
  if (format === undefined) {
    throw new CatalogError('limit', `${name}: files of its format can not be read here`);
  }
  return (tools) => {
    const files = filesIn(tools.io, [{ location, values: [] }], signal);
    return plainPreview({ name, partitionKeys: [], format }, files, tools, signal);
  };
}

/** Spark writes the options that the table was made with among its properties. */
function formatOf({ format, properties }: Table): PlainFormat | undefined {
  const said = (...keys: readonly string[]): string | undefined =>
    keys
      .map((key) => properties[key] ?? properties[`option.${key}`])
      .find((text) => text !== undefined);
  if (format === 'parquet' || format === 'json') return { kind: format };
  if (format !== 'csv') return undefined;
  const delimiter = said('delimiter', 'sep');
  const header = said('header');
  return {
    kind: 'csv',
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(header === undefined ? {} : { hasHeader: header.toLowerCase() === 'true' }),
  };
}
