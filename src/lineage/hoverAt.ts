import type { DatasetId } from '../catalog/catalog.js';
import type { NameUse, TableUse, UnknownReason } from '../sql/resolve/resolution.js';
import type { Span } from '../util/span.js';
import type { KnownTable, TableRequest } from './knownTables.js';

type Known = Extract<KnownTable, { kind: 'table' }>;
import type { LineageCell } from './lineageFile.js';
import { type ColumnId, datasetOf, type Edge, keyOf, type LineageId } from './lineageGraph.js';
import type { LineageIndex } from './lineageIndex.js';

/** What is under the caret, what it is made of and what is made of it. */
export interface Hover {
  /** In the text of the cell. */
  readonly span: Span;
  /** The name as it stands there. */
  readonly text: string;
  readonly subject: Subject;
  /** One level up and down, of the table or the column that the name stands for. */
  readonly upstream: readonly Edge[];
  readonly downstream: readonly Edge[];
  /** What to call the tables of the edges and of the subject, by `keyOf` their identity. */
  readonly labels: Readonly<Record<string, string>>;
  /** Tables that the catalogs should be asked for before the answer is whole. */
  readonly wanted: readonly TableRequest[];
}

export type Subject =
  | { readonly kind: 'table'; readonly dataset: DatasetId; readonly known?: Known }
  | {
      readonly kind: 'column';
      readonly column: ColumnId;
      /** The table as the statement writes it. */
      readonly table: readonly string[];
      readonly type?: string;
      readonly comment?: string;
      /** The columns of its table are known, and it is none of them. */
      readonly isMissing: boolean;
    }
  /** A value that the statement makes; its edges are the statement's own, and lead to the target if there is one. */
  | { readonly kind: 'value'; readonly target?: ColumnId }
  | { readonly kind: 'local' }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason };

/** Nothing where the caret is on no name whose meaning was looked for. */
export function hoverAt(
  index: LineageIndex,
  uri: string,
  cell: LineageCell,
  offset: number,
): Hover | undefined {
  const { names, statements } = index.analyze(uri, cell, index.ofFile(uri));
  const statement = statements.find(({ span }) => span.start <= offset && offset <= span.end);
  const use = statement?.resolution.uses.filter((each) => covers(each.span, offset)).at(-1);
  if (statement === undefined || use === undefined) return undefined;
  const { tables } = statement.resolution;
  const idOf = (table: number, field: string): ColumnId => ({
    dataset: names.dataset(tables[table]?.name ?? []),
    field,
  });
  const answer = (subject: Subject, id: LineageId | undefined, own: readonly Edge[]): Hover => {
    const upstream = [...own, ...(id === undefined ? [] : index.upstream(id))];
    const downstream = id === undefined ? [] : index.downstream(id);
    const ends = [...upstream, ...downstream].flatMap(({ from, to }) => [from, to]);
    const all = [...ends, ...(id === undefined ? [] : [id])].map(datasetOf);
    return {
      span: use.span,
      text: cell.text.slice(use.span.start, use.span.end),
      subject,
      upstream,
      downstream,
      labels: Object.fromEntries(all.map((each) => [keyOf(each), labelOf(index, each)])),
      wanted: [...names.wanted.values()],
    };
  };
  const { meaning } = use;
  switch (meaning.kind) {
    case 'table': {
      const dataset = names.dataset(tables[meaning.table]?.name ?? []);
      const known = index.known.of(dataset);
      return answer({ kind: 'table', dataset, ...(known && { known }) }, dataset, []);
    }
    case 'column': {
      const { table, field } = meaning.ref;
      const id = idOf(table, field);
      return answer(columnSubject(index, id, tables[table]), id, []);
    }
    case 'value': {
      const target = meaning.target && idOf(meaning.target.table, meaning.target.field);
      const to = target ?? { dataset: { namespace: uri, name: '' }, field: meaning.name };
      const own = ownEdges(meaning, to, idOf);
      if (target === undefined) return answer({ kind: 'value' }, undefined, own);
      // What the index has of it holds these as well, with every place that says so.
      const indexed = index.upstream(target);
      const has = new Set(indexed.map(({ from }) => keyOf(from)));
      const more = own.filter(({ from }) => !has.has(keyOf(from)));
      return answer({ kind: 'value', target }, target, more);
    }
    case 'local':
      return answer({ kind: 'local' }, undefined, []);
    case 'unknown':
      return answer({ kind: 'unknown', reason: meaning.reason }, undefined, []);
  }
}

/** A table as its connection names it, else as it was written. */
function labelOf(index: LineageIndex, dataset: DatasetId): string {
  return index.known.of(dataset)?.name.join('.') ?? dataset.name;
}

function covers(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}

function columnSubject(index: LineageIndex, column: ColumnId, use: TableUse | undefined): Subject {
  const known = index.known.of(datasetOf(column));
  const found = known?.columns.find(
    ({ name }) => name.toLowerCase() === column.field.toLowerCase(),
  );
  return {
    kind: 'column',
    column,
    table: use?.name ?? [],
    isMissing: known !== undefined && found === undefined,
    ...(found === undefined ? {} : { type: found.type }),
    ...(found?.comment === undefined ? {} : { comment: found.comment }),
  };
}

function ownEdges(
  { direct, indirect }: Extract<NameUse['meaning'], { kind: 'value' }>,
  to: ColumnId,
  idOf: (table: number, field: string) => ColumnId,
): readonly Edge[] {
  return [
    ...direct.map(({ table, field, transformation }): Edge => ({
      from: idOf(table, field),
      to,
      kind: 'direct',
      subtype: transformation,
      sources: [],
    })),
    ...indirect.map(({ table, field, influence }): Edge => ({
      from: idOf(table, field),
      to,
      kind: 'indirect',
      subtype: influence,
      sources: [],
    })),
  ];
}
