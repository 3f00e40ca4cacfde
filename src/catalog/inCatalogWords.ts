import { IcebergError } from '../iceberg/icebergError.js';
import { CatalogError } from './catalog.js';

/** Runs what reads Iceberg files, and fails as catalogs do. */
export async function inCatalogWords<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof IcebergError) {
      // A service that was asked for the file has said it better.
      const { cause } = error;
      const code = cause instanceof CatalogError ? cause.code : codes[error.code];
      throw new CatalogError(code, error.message, { cause: error });
    }
    throw error;
  }
}

const codes = {
  'not-found': 'not-found',
  'access-denied': 'access-denied',
  unavailable: 'unavailable',
  malformed: 'syntax',
  unsupported: 'limit',
} as const;
