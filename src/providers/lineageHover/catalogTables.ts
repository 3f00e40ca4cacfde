import { allPages } from '../../catalog/allPages.js';
import { type Catalog, CatalogError, type Table } from '../../catalog/catalog.js';
import type { Connections } from '../../connections/connections.js';
import type { KnownTable, KnownView, TableRequest } from '../../lineage/knownTables.js';
import type { Dialect } from '../../sql/dialect.js';

/** Asked for at once: a catalog over the network answers one slowly. */
const together = 8;

/** Looks tables up in the catalogs of their connections. One that could not be asked for is left out. */
export async function lookUpTables(
  connections: Connections,
  requests: readonly TableRequest[],
  signal: AbortSignal,
): Promise<readonly KnownTable[]> {
  const known: KnownTable[] = [];
  for (let at = 0; at < requests.length; at += together) {
    signal.throwIfAborted();
    const some = requests.slice(at, at + together);
    const answers = await Promise.all(some.map((request) => lookUp(connections, request, signal)));
    known.push(...answers.flat());
  }
  return known;
}

async function lookUp(
  connections: Connections,
  request: TableRequest,
  signal: AbortSignal,
): Promise<readonly KnownTable[]> {
  const connection = connections.find(request.connection);
  if (connection === undefined) return [];
  try {
    const { listCatalogs } = await connection.open();
    for await (const catalogs of allPages((page) => listCatalogs(page, signal))) {
      for (const catalog of catalogs) {
        const table = await load(catalog, request.name, signal);
        if (table !== undefined) return [toKnown(request, table)];
      }
    }
    return [{ ...request, kind: 'missing' }];
  } catch (error) {
    signal.throwIfAborted();
    // A catalog that fails now may answer later: that is no word on whether the table is there.
    if (error instanceof CatalogError) return [];
    throw error;
  }
}

/** Under the name as written, or in lower case: engines fold names that catalogs keep. */
async function load(
  catalog: Catalog,
  name: readonly string[],
  signal: AbortSignal,
): Promise<Table | undefined> {
  const isOfCatalog = name.length > 2 && name[0]?.toLowerCase() === catalog.name.toLowerCase();
  const written = isOfCatalog ? name.slice(1) : name;
  const folded = written.map((part) => part.toLowerCase());
  const spellings = folded.join('\0') === written.join('\0') ? [written] : [written, folded];
  for (const spelling of spellings) {
    const table = spelling.at(-1);
    if (table === undefined || spelling.length < 2) continue;
    try {
      return await catalog.loadTable({ namespace: spelling.slice(0, -1), name: table }, signal);
    } catch (error) {
      if (!(error instanceof CatalogError) || error.code !== 'not-found') throw error;
    }
  }
  return undefined;
}

function toKnown(request: TableRequest, table: Table): KnownTable {
  const { dataset, columns, comment, owner, format, rows, updatedAt } = table;
  const view = toView(table);
  return {
    ...request,
    kind: 'table',
    dataset,
    columns: columns.map(({ name, type, comment: note }) => ({
      name,
      type,
      ...(note === undefined ? {} : { comment: note }),
    })),
    ...(comment === undefined ? {} : { comment }),
    ...(owner === undefined ? {} : { owner }),
    ...(format === undefined || table.kind === 'view' ? {} : { format }),
    ...(rows === undefined ? {} : { rows }),
    ...(updatedAt === undefined ? {} : { updatedAt }),
    ...(view === undefined ? {} : { view }),
  };
}

function toView({ view, metadataLocation }: Table): KnownView | undefined {
  if (view === undefined || metadataLocation === undefined) return undefined;
  const dialect = parseDialect(view.dialect);
  if (dialect === undefined) return undefined;
  const { sql, defaultNamespace } = view;
  return { uri: metadataLocation, text: sql, dialect, defaultNamespace };
}

/** The dialects that views are known to say they are in. */
function parseDialect(name: string): Dialect | undefined {
  const folded = name.toLowerCase();
  switch (folded) {
    case 'duckdb':
    case 'trino':
    case 'athena':
    case 'spark':
    case 'databricks':
    case 'postgresql':
      return folded;
    case 'presto':
      return 'trino';
    default:
      return undefined;
  }
}
