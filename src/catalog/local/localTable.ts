import type { TableMetadata } from '../../iceberg/metadata.js';
import type { ViewMetadata } from '../../iceberg/view.js';
import type { FileFormat, PlainFile } from './folder.js';

/** A column of files without a catalog, in DuckDB's words. */
export interface DescribedColumn {
  readonly name: string;
  readonly type: string;
}

/** A table or view as its files say it. */
export type LocalTable =
  | { readonly kind: 'iceberg'; readonly folder: string; readonly metadata: TableMetadata }
  | { readonly kind: 'view'; readonly folder: string; readonly view: ViewMetadata }
  | {
      readonly kind: 'files';
      readonly folder: string;
      readonly format: FileFormat;
      readonly files: readonly PlainFile[];
    };
