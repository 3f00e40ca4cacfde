import type { TableStorage } from '../../catalog/rest/restCatalog.js';
import { contained } from '../../iceberg/contained.js';
import type { FileIO } from '../../iceberg/fileIO.js';
import { IcebergError } from '../../iceberg/icebergError.js';
import { localFileIO } from '../../iceberg/localFileIO.js';
import { toLocalPath } from '../../iceberg/location.js';

/**
 * How the files of a table of a REST catalog are read. Files of this machine are read only where the
 * catalog itself runs on it, and only those of the table: another machine has no word on what is read here.
 */
export function tableFileIO(
  uri: string,
  s3: (storage: TableStorage) => FileIO,
): (location: string, storage: TableStorage) => FileIO {
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(new URL(uri).hostname);
  return (location, storage) => {
    if (/^s3[an]?:/.test(location)) return s3(storage);
    const folder = toLocalPath(location);
    return isHere && folder !== undefined ? contained(folder, localFileIO) : unsupported;
  };
}

const refuse = (location: string): Promise<never> =>
  Promise.reject(new IcebergError('unsupported', location, 'files there can not be read yet'));

/** Files of a storage that nothing here can read. */
const unsupported: FileIO = {
  read: refuse,
  readRange: refuse,
  list: refuse,
  size: refuse,
  realPath: refuse,
};
