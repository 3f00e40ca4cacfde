import type { DatasetId } from '../catalog/catalog.js';
import { analyzeText, type AnalyzedStatement } from '../sql/analyze.js';
import type { SqlParser } from '../sql/parser.js';
import type { Span } from '../util/span.js';
import { type KnownTable, KnownTables, requestKey, type TableRequest } from './knownTables.js';
import type { LineageCell, LineageFile } from './lineageFile.js';
import {
  datasetOf,
  type Edge,
  isColumn,
  keyOf,
  type LineageId,
  type Source,
  type Unknown,
} from './lineageGraph.js';
import { createNames, fileKey, type Names } from './names.js';
import { sqlLineage } from './sqlLineage.js';

interface IndexedFile {
  readonly file: LineageFile;
  readonly edges: readonly Edge[];
  readonly unknowns: readonly Unknown[];
  readonly reads: readonly Read[];
  readonly unclear: readonly Unclear[];
  /** Keys of the tables that the catalogs have or may have: what they say of one changes this file. */
  readonly lookedUp: ReadonlySet<string>;
  /** Temporary views: they are tables of this file only. */
  readonly ofFile: ReadonlySet<string>;
}

/** A statement that may have more to do with a table than is known. */
export interface Unclear {
  /** Last part of the table's name, folded. */
  readonly name: string;
  readonly at: Source;
  /** `no-connection`: nobody knows which table the name stands for. */
  readonly reason: Unknown['reason'] | 'no-connection';
}

/** A query that reads a table or a column and writes nothing. */
interface Read {
  readonly of: LineageId;
  readonly source: Source;
}

/** What comes from what in all files given to it, one file at a time. */
export class LineageIndex {
  readonly known = new KnownTables();
  readonly #parser: SqlParser;
  readonly #files = new Map<string, IndexedFile>();
  /** By table. */
  readonly #into = new Map<string, Set<Edge>>();
  readonly #outOf = new Map<string, Set<Edge>>();
  /** By table and by column. */
  readonly #reads = new Map<string, Set<Read>>();
  /** By the last part of the name. */
  readonly #unclear = new Map<string, Set<Unclear>>();

  constructor(parser: SqlParser) {
    this.#parser = parser;
  }

  /** Takes a file in, in place of what it was before. Returns the tables that the catalogs should be asked for. */
  update(file: LineageFile): readonly TableRequest[] {
    this.remove(file.uri);
    const wanted = new Map<string, TableRequest>();
    const lookedUp = new Set<string>();
    const edges: Edge[] = [];
    const unknowns: Unknown[] = [];
    const reads: Read[] = [];
    const unclear: Unclear[] = [];
    const ofFile = new Set<string>();
    for (const cell of file.cells) {
      const { names, statements } = this.analyze(file.uri, cell, ofFile);
      const sourceAt = createSourceAt(file, cell);
      for (const statement of statements) {
        const lineage = sqlLineage(statement, names, sourceAt, cell);
        const source = sourceAt(statement.span);
        edges.push(...lineage.edges);
        unknowns.push(...lineage.unknowns);
        reads.push(...lineage.reads.map((of) => ({ of, source })));
        const reason: Unclear['reason'] = lineage.unknowns[0]?.reason ?? 'no-connection';
        unclear.push(...lineage.unclear.map((name) => ({ name, at: source, reason })));
      }
      for (const [key, request] of names.wanted) wanted.set(key, request);
      for (const request of names.lookedUp.values()) lookedUp.add(requestKey(request));
    }
    this.#files.set(file.uri, { file, edges, unknowns, reads, unclear, lookedUp, ofFile });
    for (const edge of edges) {
      add(this.#into, keyOf(datasetOf(edge.to)), edge);
      add(this.#outOf, keyOf(datasetOf(edge.from)), edge);
    }
    for (const read of reads) add(this.#reads, keyOf(read.of), read);
    for (const each of unclear) add(this.#unclear, each.name, each);
    return [...wanted.values()];
  }

  remove(uri: string): void {
    const before = this.#files.get(uri);
    this.#files.delete(uri);
    for (const edge of before?.edges ?? []) {
      drop(this.#into, keyOf(datasetOf(edge.to)), edge);
      drop(this.#outOf, keyOf(datasetOf(edge.from)), edge);
    }
    for (const read of before?.reads ?? []) drop(this.#reads, keyOf(read.of), read);
    for (const each of before?.unclear ?? []) drop(this.#unclear, each.name, each);
  }

  /** Takes in what the catalogs said. Files that name these tables are read again. */
  putTables(tables: readonly KnownTable[]): readonly TableRequest[] {
    for (const table of tables) this.known.put(table);
    const keys = new Set(tables.map(requestKey));
    const concerned = [...this.#files.values()].filter(({ lookedUp }) =>
      [...lookedUp].some((key) => keys.has(key)),
    );
    return [
      ...tables.flatMap((table) => {
        const view = viewFile(table);
        return view === undefined ? [] : this.update(view);
      }),
      ...concerned.flatMap(({ file }) => this.update(file)),
    ];
  }

  /** The statements of a cell, and what its names mean. Temporary views it makes are added to `ofFile`. */
  analyze(
    uri: string,
    cell: LineageCell,
    ofFile: Set<string>,
  ): { readonly names: Names; readonly statements: readonly AnalyzedStatement[] } {
    const names = createNames(uri, cell, this.known, ofFile);
    const statements = analyzeText(this.#parser, cell.text, cell.dialect, names.schema);
    for (const { resolution } of statements) {
      const target =
        resolution.target === undefined ? undefined : resolution.tables[resolution.target];
      if (resolution.isTemporary === true && target !== undefined) ofFile.add(fileKey(target.name));
    }
    return { names, statements };
  }

  /** Temporary views of a file, as far as it was taken in. */
  ofFile(uri: string): Set<string> {
    return new Set(this.#files.get(uri)?.ofFile);
  }

  /** One level up: edges into a table, or into a column and into its whole table. */
  upstream(id: LineageId): readonly Edge[] {
    return edgesAt(this.#into, id, 'to');
  }

  /** One level down. A star that takes every column takes this one. */
  downstream(id: LineageId): readonly Edge[] {
    return edgesAt(this.#outOf, id, 'from');
  }

  /** Where queries read a table or a column and write nothing. */
  readsOf(id: LineageId): readonly Source[] {
    return [...(this.#reads.get(keyOf(id)) ?? [])].map(({ source }) => source);
  }

  /** Whether no file taken in has anything to do with a table but what the edges and reads say. */
  isClear(dataset: DatasetId): boolean {
    const inFile = this.#files.get(dataset.namespace);
    // A name without a connection may be one table with the same name elsewhere, or not.
    if (inFile !== undefined && !inFile.ofFile.has(fileKey([dataset.name]))) return false;
    return !this.#unclear.has(this.#lastName(dataset));
  }

  /** Statements that may have more to do with a table than the edges and reads say. */
  unclearAt(dataset: DatasetId): readonly Unclear[] {
    return [...(this.#unclear.get(this.#lastName(dataset)) ?? [])];
  }

  #lastName(dataset: DatasetId): string {
    const name = this.known.of(dataset)?.name ?? dataset.name.split('.');
    return name.at(-1)?.toLowerCase() ?? '';
  }

  unknowns(uri: string): readonly Unknown[] {
    return this.#files.get(uri)?.unknowns ?? [];
  }
}

/** Edges of a table to others, or of one of its columns, which those of the whole table are of as well. */
function edgesAt(
  edges: ReadonlyMap<string, ReadonlySet<Edge>>,
  id: LineageId,
  near: 'from' | 'to',
): readonly Edge[] {
  const ofTable = [...(edges.get(keyOf(datasetOf(id))) ?? [])];
  if (!isColumn(id)) return ofTable.filter(({ from, to }) => !isSameTable(from, to));
  const field = id.field.toLowerCase();
  return ofTable.filter((edge) => {
    const end = edge[near];
    return !isColumn(end) || end.field.toLowerCase() === field;
  });
}

function isSameTable(a: LineageId, b: LineageId): boolean {
  const [one, other] = [datasetOf(a), datasetOf(b)];
  return one.namespace === other.namespace && one.name.toLowerCase() === other.name.toLowerCase();
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

function createSourceAt(file: LineageFile, cell: LineageCell): (span: Span) => Source {
  const starts = lineStarts(cell.text);
  return (span) => ({
    kind: file.kind,
    uri: file.uri,
    span: { start: span.start + cell.offset, end: span.end + cell.offset },
    line: cell.line + lineOf(starts, span.start),
    ...(cell.cell === undefined ? {} : { cell: cell.cell }),
  });
}

function lineStarts(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((match) => match.index + match[0].length)];
}

/** Lines before the one that holds the offset. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? Infinity) <= offset) low = middle;
    else high = middle;
  }
  return low;
}

function add<T>(sets: Map<string, Set<T>>, key: string, item: T): void {
  const set = sets.get(key) ?? new Set();
  set.add(item);
  sets.set(key, set);
}

function drop<T>(sets: Map<string, Set<T>>, key: string, item: T): void {
  const set = sets.get(key);
  set?.delete(item);
  if (set?.size === 0) sets.delete(key);
}
