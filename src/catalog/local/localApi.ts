import { checkFiles } from '../../iceberg/checkFiles.js';
import { isSamePlace, locationIn } from '../../iceberg/location.js';
import { findMetadata } from '../../iceberg/findMetadata.js';
import type { FileIO } from '../../iceberg/fileIO.js';
import { IcebergError } from '../../iceberg/icebergError.js';
import { decodeMetadata, parseMetadata } from '../../iceberg/metadata.js';
import { icebergSource } from './icebergSource.js';
import { planScan } from '../../iceberg/scanPlan.js';
import { Scanner } from '../../iceberg/scan/scanner.js';
import type { ScanVersion } from '../../iceberg/scanVersion.js';
import { parseViewMetadata } from '../../iceberg/view.js';
import type { Predicate } from '../../util/predicate.js';
import { CatalogError, type Page, type PageToken, type Relation } from '../catalog.js';
import { inCatalogWords } from '../inCatalogWords.js';
import { classifyFolder, type FileFormat, type FolderKind, listDataFiles } from './folder.js';
import { bytesOf, filesRelation } from './filesRelation.js';
import { filesLeftBy, partitionKeys } from './partitionValues.js';
import { checkSkippedLines } from './skippedLines.js';
import type { LocalSql } from './localSql.js';
import type { DescribedColumn, LocalTable } from './localTable.js';

/** A folder below the lakehouse's own that is a namespace, a table or a view. */
export interface LocalEntry {
  readonly name: string;
  readonly folder: string;
  readonly is: FolderKind;
}

/** How many entries of a listing are looked into at the same time. */
const parallel = 16;

/** A folder as a catalog's service: lists it in pages, reads what is in it, and fails in `CatalogError`. */
export class LocalApi {
  readonly #root: string;
  readonly #io: FileIO;
  readonly #sql: LocalSql;
  readonly #scanner: Scanner;

  constructor(root: string, io: FileIO, sql: LocalSql) {
    this.#root = root;
    this.#io = io;
    this.#sql = sql;
    this.#scanner = new Scanner(this.#io, {
      rows: (text, signal) => this.#rows(text, this.#root, signal),
    });
  }

  /** The first `size` entries after the token of which `wanted` holds. */
  entries(
    namespace: readonly string[],
    wanted: (kind: FolderKind['kind']) => boolean,
    { token, size }: { readonly token: PageToken; readonly size: number },
    signal: AbortSignal,
  ): Promise<Page<LocalEntry>> {
    return inCatalogWords(async () => {
      const parent = this.#folder(namespace);
      const names = (await this.#io.list(parent, signal))
        .filter(({ kind, name }) => kind === 'folder' && !/^[._]/.test(name))
        .map(({ name }) => name)
        .filter((name) => token === undefined || name > token);
      const items: LocalEntry[] = [];
      for (let i = 0; i < names.length; i += parallel) {
        signal.throwIfAborted();
        const looked = await Promise.all(
          names.slice(i, i + parallel).map((name) => this.#look(parent, name, signal)),
        );
        for (const entry of looked) {
          if (wanted(entry.is.kind)) items.push(entry);
          if (items.length === size && entry.name !== names.at(-1)) {
            return { items, next: entry.name };
          }
        }
      }
      return { items };
    });
  }

  load(namespace: readonly string[], name: string, signal: AbortSignal): Promise<LocalTable> {
    return inCatalogWords(async () => {
      const folder = this.#folder([...namespace, name]);
      const is = await classifyFolder(this.#io, folder, signal);
      switch (is.kind) {
        case 'namespace':
        case 'other':
          throw new CatalogError('not-found', `${folder}: no table lies here`);
        case 'view': {
          const { file, text } = await this.#metadata(folder, signal);
          return { kind: 'view', folder, view: parseViewMetadata(text, file) };
        }
        case 'table':
          return this.#loadTable(folder, is.format, signal);
      }
    });
  }

  /** The rows of a state of an Iceberg table as SQL, its files looked at. */
  scan(
    { folder, metadata }: LocalTable & { readonly kind: 'iceberg' },
    version: ScanVersion,
    filter: Predicate | undefined,
    signal: AbortSignal,
  ): Promise<Relation> {
    return inCatalogWords(async () => {
      const plan = await planScan(this.#io, { metadata, folder, version, filter }, signal);
      const { dataFiles, positionDeletes, equalityDeletes, counts } = plan;
      await checkFiles(this.#io, [...dataFiles, ...positionDeletes, ...equalityDeletes], signal);
      return {
        sql: await this.#scanner.toSql(plan, metadata, signal),
        files: {
          read: dataFiles.length,
          ...(counts.dataFiles === undefined ? {} : { total: counts.dataFiles }),
          bytes: dataFiles.reduce((sum, { bytes }) => sum + bytes, 0n),
        },
        source: {
          ...icebergSource(metadata, version, equalityDeletes.length),
          inPlace: isSamePlace(metadata.location, folder),
        },
      };
    });
  }

  /** The columns of a table that is nothing but files, which DuckDB has to look into. */
  columns(
    { folder, format, files }: LocalTable & { readonly kind: 'files' },
    signal: AbortSignal,
  ): Promise<readonly DescribedColumn[]> {
    return inCatalogWords(async () => {
      const columns = await this.#describe(filesRelation(folder, format, files), folder, signal);
      if (format === 'csv') {
        await checkSkippedLines(files, { io: this.#io, sql: this.#sql }, signal);
      }
      return columns;
    });
  }

  /** The rows of a table that is nothing but files. DuckDB leaves out files itself, by their keys. */
  files(
    table: LocalTable & { readonly kind: 'files' },
    filter: Predicate | undefined,
    signal: AbortSignal,
  ): Promise<Relation> {
    return inCatalogWords(async () => {
      const { folder, format, files } = table;
      const isPartitioned = partitionKeys(folder, files).length > 0;
      const read =
        filter === undefined || !isPartitioned
          ? files
          : filesLeftBy(filter, folder, files, await this.columns(table, signal));
      return {
        sql: filesRelation(folder, format, files),
        files: { read: read.length, total: files.length, bytes: BigInt(bytesOf(read)) },
        source: { kind: 'files' },
      };
    });
  }

  async #loadTable(
    folder: string,
    format: 'iceberg' | 'delta' | FileFormat,
    signal: AbortSignal,
  ): Promise<LocalTable> {
    switch (format) {
      case 'iceberg': {
        const { file, text } = await this.#metadata(folder, signal);
        return { kind: 'iceberg', folder, metadata: parseMetadata(text, file) };
      }
      case 'delta':
        throw new IcebergError('unsupported', folder, 'a Delta table');
      case 'parquet':
      case 'csv':
      case 'json': {
        const files = await listDataFiles(this.#io, folder, format, signal);
        return { kind: 'files', folder, format, files };
      }
    }
  }

  async #look(parent: string, name: string, signal: AbortSignal): Promise<LocalEntry> {
    const folder = `${parent}/${name}`;
    try {
      return { name, folder, is: await classifyFolder(this.#io, folder, signal) };
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof IcebergError)) throw error;
      // One that can not be looked into is listed, so that loading it tells what is wrong.
      return { name, folder, is: { kind: 'table', format: 'iceberg' } };
    }
  }

  #folder(names: readonly string[]): string {
    for (const name of names) {
      if (name === '' || name === '.' || name === '..' || /[/\\\0]/.test(name)) {
        throw new CatalogError('not-found', `not the name of a folder: ${JSON.stringify(name)}`);
      }
    }
    return locationIn(this.#root, names);
  }

  async #metadata(
    folder: string,
    signal: AbortSignal,
  ): Promise<{ readonly file: string; readonly text: string }> {
    const file = await findMetadata(this.#io, folder, signal);
    return { file, text: decodeMetadata(await this.#io.read(file, signal), file) };
  }

  async #describe(
    sql: string,
    folder: string,
    signal: AbortSignal,
  ): Promise<readonly DescribedColumn[]> {
    const { rows } = await this.#rows(`DESCRIBE ${sql}`, folder, signal);
    return rows.map(([name, type]) => ({ name: name ?? '', type: type ?? '' }));
  }

  /** Rows of DuckDB; what it says against the files is what is wrong with them. */
  async #rows(sql: string, place: string, signal: AbortSignal): ReturnType<LocalSql['rows']> {
    try {
      return await this.#sql.rows(sql, signal);
    } catch (cause) {
      signal.throwIfAborted();
      const what = whatIsWrong(cause instanceof Error ? cause.message : String(cause));
      throw new CatalogError('syntax', `${place}: ${what}`, { cause });
    }
  }
}

/** DuckDB's message without its advice, which is for those who wrote the call, and with the file's name. */
function whatIsWrong(message: string): string {
  const [first = message] = message.split(/\n\s*\n|\n(?=Possible|Try |LINE )/, 1);
  const what = first.replaceAll('\n', ' ').trim();
  const file = /^\s*file = (.*)$/m.exec(message)?.[1];
  return file === undefined || what.includes(file) ? what : `${file}: ${what}`;
}
