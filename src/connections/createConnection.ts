import { LocalCatalog } from '../catalog/local/localCatalog.js';
import type { LocalSql } from '../catalog/local/localSql.js';
import { localFileIO } from '../iceberg/localFileIO.js';
import type { ConnectionFactory } from './connections.js';

/** Builds connections of every kind. `duckdb` starts with the first statement it is given. */
export function createConnectionFactory(duckdb: LocalSql): ConnectionFactory {
  return ({ name, type, path, readOnly }) => ({
    name,
    type,
    readOnly,
    catalogs: [new LocalCatalog(name, path, localFileIO, duckdb)],
    engine: undefined,
  });
}
