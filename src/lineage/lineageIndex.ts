import { createHash } from 'node:crypto';
import type { DatasetId } from '../catalog/catalog.js';
import type { AnalyzedStatement } from '../sql/analyze.js';
import type { SqlParser } from '../sql/parser.js';
import type { PythonParser } from '../syntax/pythonParser.js';
import { analyzeCells } from './analyzeCells.js';
import { type KnownTable, KnownTables, requestKey, type TableRequest } from './knownTables.js';
import { LineageFacts } from './lineageFacts.js';
import type { LineageCell, LineageFile } from './lineageFile.js';
import type { Edge, LineageId, Source, Unknown } from './lineageGraph.js';
import type { Mention } from './mentions.js';
import { createNames, fileKey, type Names } from './names.js';
import { type Joined, type Shard, ShardBuilder, type Unclear } from './shard.js';
import { createSourceAt } from './sourceAt.js';

/** A file as the index has it. */
export interface IndexedFile {
  readonly shard: Shard;
  /** Of the text that it was read from. */
  readonly hash: string;
  /** What the file on disk looked like, where the text was that of the disk. */
  readonly stamp?: string;
  /** The catalogs have said more since: it is to be read again. */
  readonly isStale: boolean;
}

/** A file as it is now; without a stamp where it is not what is on disk. */
export interface FileStamp {
  readonly uri: string;
  readonly stamp?: string;
}

/** What a cell says, and what its names mean. */
export interface AnalyzedCell {
  readonly cell: LineageCell;
  readonly names: Names;
  readonly statements: readonly AnalyzedStatement[];
}

/** What comes from what in all files given to it, one file at a time. */
export class LineageIndex {
  readonly known = new KnownTables();
  /** To be there before the first file that holds Python. */
  python: PythonParser | undefined;
  readonly #parser: SqlParser;
  readonly #facts = new LineageFacts();
  readonly #files = new Map<string, IndexedFile>();
  readonly #onChange: (uri: string) => void;

  /** `onChange` hears the name of each file that is another one now, or gone. */
  constructor(parser: SqlParser, onChange: (uri: string) => void = () => undefined) {
    this.#parser = parser;
    this.#onChange = onChange;
  }

  /** Takes a file in, in place of what it was before. Returns the tables that the catalogs should be asked for. */
  update(file: LineageFile, stamp?: string): readonly TableRequest[] {
    const before = this.#files.get(file.uri);
    const hash = createHash('sha256')
      .update(JSON.stringify([file.cells, file.others]))
      .digest('base64');
    const isSame = before?.hash === hash && !before.isStale;
    const { shard, wanted } = isSame ? { shard: before.shard, wanted: [] } : this.#toShard(file);
    this.put({ shard, hash, isStale: false, ...(stamp === undefined ? {} : { stamp }) });
    return wanted;
  }

  /** A file that was taken apart before. */
  put(file: IndexedFile): void {
    const { uri } = file.shard;
    const before = this.#files.get(uri);
    if (before !== undefined) this.#facts.remove(before.shard);
    this.#facts.add(file.shard);
    this.#files.set(uri, file);
    this.#onChange(uri);
  }

  remove(uri: string): void {
    const before = this.#files.get(uri);
    if (before === undefined) return;
    this.#files.delete(uri);
    this.#facts.remove(before.shard);
    this.#onChange(uri);
  }

  file(uri: string): IndexedFile | undefined {
    return this.#files.get(uri);
  }

  /** Drops the files that are not there any more. Returns those that are to be read. */
  match(files: readonly FileStamp[]): readonly string[] {
    const there = new Set(files.map(({ uri }) => uri));
    for (const [uri, { shard }] of this.#files) {
      if (shard.kind === 'code' && !there.has(uri)) this.remove(uri);
    }
    return files
      .filter(({ uri, stamp }) => {
        const file = this.#files.get(uri);
        return file === undefined || file.isStale || stamp === undefined || file.stamp !== stamp;
      })
      .map(({ uri }) => uri);
  }

  /** Takes in what the catalogs said. Files that name these tables are to be read again: `stale` has them. */
  putTables(tables: readonly KnownTable[]): {
    readonly wanted: readonly TableRequest[];
    readonly stale: readonly string[];
  } {
    const views: LineageFile[] = [];
    const changed = new Set<string>();
    for (const table of tables) {
      const before = this.known.find(table);
      this.known.put(table);
      const [old, view] = [before && viewFile(before), viewFile(table)];
      if (old !== undefined && old.uri !== view?.uri) this.remove(old.uri);
      if (view !== undefined) views.push(view);
      if (!isSameAnswer(before, table)) changed.add(requestKey(table));
    }
    const wanted = views.flatMap((view) => this.update(view));
    const stale: string[] = [];
    for (const [uri, file] of this.#files) {
      if (![...file.shard.lookedUp].some((key) => changed.has(key))) continue;
      this.#files.set(uri, { ...file, isStale: true });
      this.#onChange(uri);
      if (file.shard.kind === 'code') stale.push(uri);
    }
    // A view's text came with its table.
    const again = this.known.all.flatMap((table) => {
      const view = viewFile(table);
      return view !== undefined && this.#files.get(view.uri)?.isStale === true ? [view] : [];
    });
    return { wanted: [...wanted, ...again.flatMap((view) => this.update(view))], stale };
  }

  /** The statements of a cell as it is now, and what its names mean. `cells` are those of its file, it among them. */
  analyze(
    uri: string,
    cell: LineageCell,
    cells: readonly LineageCell[] = [cell],
    others?: LineageFile['others'],
  ): AnalyzedCell {
    const ofFile = new Set(this.#files.get(uri)?.shard.ofFile);
    const isThis = ({ cell: at, offset }: LineageCell): boolean =>
      at === cell.cell && offset === cell.offset;
    // Of SQL each cell is read alone; code hangs on what ran before it.
    const all = cells.some(({ language }) => language === 'python') ? cells : [cell];
    const found = this.#analyze({ uri, cells: all, ...(others && { others }) }, ofFile).find(
      (each) => isThis(each.cell),
    );
    return found ?? { cell, names: createNames(uri, cell, this.known, ofFile), statements: [] };
  }

  /** The statements of all cells of a file. Temporary views they make are added to `ofFile`. */
  #analyze(
    { uri, cells, others }: Pick<LineageFile, 'uri' | 'cells' | 'others'>,
    ofFile: Set<string>,
  ): readonly AnalyzedCell[] {
    const named = cells.map((cell) => {
      const names = createNames(uri, cell, this.known, ofFile);
      return { cell, names, schema: names.schema };
    });
    const parsers = { sql: this.#parser, ...(this.python && { python: this.python }) };
    const all = analyzeCells(
      parsers,
      uri,
      named,
      (name) => others?.[name],
      (statements) => {
        for (const { resolution } of statements) {
          const { target, tables, isTemporary } = resolution;
          const made = target === undefined ? undefined : tables[target];
          if (isTemporary === true && made !== undefined) ofFile.add(fileKey(made.name));
        }
      },
    );
    return named.map(({ cell, names }, at) => ({ cell, names, statements: all[at] ?? [] }));
  }

  /** One level up: edges into a table, or into a column and into its whole table. */
  upstream(id: LineageId): readonly Edge[] {
    return this.#facts.upstream(id);
  }

  /** One level down. A star that takes every column takes this one. */
  downstream(id: LineageId): readonly Edge[] {
    return this.#facts.downstream(id);
  }

  /** Where queries read a table or a column and write nothing. */
  readsOf(id: LineageId): readonly Source[] {
    return this.#facts.readsOf(id);
  }

  mentionsOf(id: LineageId): readonly Mention[] {
    return this.#facts.mentionsOf(id);
  }

  joinsOf(dataset: DatasetId): readonly Joined[] {
    return this.#facts.joinsOf(dataset);
  }

  /** Whether no file taken in has anything to do with a table but what the edges and reads say. */
  isClear(dataset: DatasetId): boolean {
    const inFile = this.#files.get(dataset.namespace);
    // A name without a connection may be one table with the same name elsewhere, or not.
    if (inFile !== undefined && !inFile.shard.ofFile.has(fileKey([dataset.name]))) return false;
    return this.unclearAt(dataset).length === 0;
  }

  /** Statements that may have more to do with a table than the edges and reads say. */
  unclearAt(dataset: DatasetId): readonly Unclear[] {
    const name = this.known.of(dataset)?.name ?? dataset.name.split('.');
    return this.#facts.unclearAt(name.at(-1)?.toLowerCase() ?? '');
  }

  unknowns(uri: string): readonly Unknown[] {
    return this.#files.get(uri)?.shard.unknowns ?? [];
  }

  #toShard(file: LineageFile): {
    readonly shard: Shard;
    readonly wanted: readonly TableRequest[];
  } {
    const wanted = new Map<string, TableRequest>();
    const lookedUp = new Set<string>();
    const ofFile = new Set<string>();
    const builder = new ShardBuilder();
    for (const { cell, names, statements } of this.#analyze(file, ofFile)) {
      builder.add(cell, names, statements, createSourceAt(file, cell));
      for (const [key, request] of names.wanted) wanted.set(key, request);
      for (const request of names.lookedUp.values()) lookedUp.add(requestKey(request));
    }
    return { shard: builder.toShard(file, lookedUp, ofFile), wanted: [...wanted.values()] };
  }
}

/** A view of a catalog as a file of one query. */
function viewFile(table: KnownTable): LineageFile | undefined {
  if (table.kind === 'missing' || table.view === undefined) return undefined;
  const { uri, text, dialect, defaultNamespace } = table.view;
  const { connection, name } = table;
  const place = { offset: 0, line: 1 };
  const cell = { text, dialect, connection, defaultNamespace, target: name, ...place };
  return { uri, kind: 'view', cells: [cell] };
}

/** Whether files that name a table mean by it what they meant before. */
function isSameAnswer(before: KnownTable | undefined, after: KnownTable): boolean {
  // A table that is missing is looked at like one that nobody was asked for.
  if (before?.kind !== 'table' || after.kind !== 'table')
    return before?.kind !== 'table' && after.kind !== 'table';
  const { namespace, name } = before.dataset;
  return (
    namespace === after.dataset.namespace &&
    name === after.dataset.name &&
    before.columns.map((column) => column.name).join('\0') ===
      after.columns.map((column) => column.name).join('\0')
  );
}
