import type { Catalog } from '../../src/catalog/catalog.js';
import type { Connection } from '../../src/connections/connections.js';

/** A connection over given catalogs, all on one page, that runs no SQL. */
export function fakeConnection(name: string, ...catalogs: readonly Catalog[]): Connection {
  return {
    name,
    type: 'local',
    readOnly: true,
    settings: { type: 'local', name, path: '/', readOnly: true },
    open: () =>
      Promise.resolve({
        listCatalogs: () => Promise.resolve({ items: catalogs }),
        engine: undefined,
        forget: () => undefined,
      }),
    forget: () => undefined,
  };
}
