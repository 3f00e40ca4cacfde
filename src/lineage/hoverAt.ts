import type { DatasetId } from '../catalog/catalog.js';
import type { NameUse, UnknownReason } from '../sql/resolve/resolution.js';
import type { Span } from '../util/span.js';
import type { KnownTable, TableRequest } from './knownTables.js';
import type { HoverRequest } from './hoverRequest.js';
import type { LineageCell } from './lineageFile.js';
import {
  type ColumnId,
  datasetOf,
  type Edge,
  keyOf,
  type LineageId,
  type Source,
} from './lineageGraph.js';
import type { LineageIndex } from './lineageIndex.js';
import { type Link, type Links, linksOf, type Places, placesOf } from './links.js';
import type { Standing } from './names.js';
import { useAt } from './useAt.js';

/** What is under the caret, what it is made of and what is made of it. */
export interface Hover {
  /** In the text of the cell. */
  readonly span: Span;
  /** The name as it stands there. */
  readonly text: string;
  readonly subject: Subject;
  /** One level up and down, of the table or the column that the name stands for. */
  readonly upstream: Links;
  readonly downstream: Links;
  /** Queries that read it and write nothing, but for the one that the caret is in. */
  readonly queries: Places;
  /**
   * True where the files taken in have nothing more to do with it; false where a statement that can not be followed,
   * or a name whose meaning nobody knows, may have.
   */
  readonly isClear: boolean;
  /** What to call the tables of the edges and of the subject, by `keyOf` their identity. */
  readonly labels: Readonly<Record<string, string>>;
  /** Tables that the catalogs should be asked for before the answer is whole. */
  readonly wanted: readonly TableRequest[];
}

export type Subject =
  | {
      readonly kind: 'table';
      readonly dataset: DatasetId;
      readonly standing: Standing;
      readonly known?: Known;
    }
  | {
      readonly kind: 'column';
      readonly column: ColumnId;
      readonly standing: Standing;
      readonly type?: string;
      readonly comment?: string;
      /** The columns of its table are known, and it is none of them. */
      readonly isMissing: boolean;
    }
  /** A value that the statement makes; its edges are the statement's own, and lead to the target if there is one. */
  | { readonly kind: 'value'; readonly target?: ColumnId }
  | { readonly kind: 'local' }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason };

type Known = Extract<KnownTable, { kind: 'table' }>;

/** Nothing where the caret is on no name whose meaning was looked for. */
export function hoverAt(
  index: LineageIndex,
  uri: string,
  cell: LineageCell,
  offset: number,
  file: Pick<HoverRequest, 'cells' | 'others'> = {},
): Hover | undefined {
  const found = useAt(index, { uri, cell, offset, ...file });
  if (found === undefined) return undefined;
  const { names, statement, use } = found;
  const { tables, unknowns } = statement.resolution;
  const nameOf = (table: number): readonly string[] => tables[table]?.name ?? [];
  const idOf = (table: number, field: string): ColumnId => ({
    dataset: names.dataset(nameOf(table)),
    field,
  });
  const isThis = ({ uri: file, cell: at, span }: Source): boolean =>
    file === uri && at === cell.cell && span?.start === statement.span.start + cell.offset;
  const answer = (subject: Subject, id: LineageId | undefined, own: readonly Edge[]): Hover => {
    const between = subject.kind === 'table' ? 'tables' : 'columns';
    const above = id === undefined ? [] : index.upstream(id);
    const upstream = linksOf([...own, ...above], 'from', between);
    const downstream = linksOf(id === undefined ? [] : index.downstream(id), 'to', between);
    const reads = id === undefined ? [] : index.readsOf(id);
    return {
      span: use.span,
      text: cell.text.slice(use.span.start, use.span.end),
      subject,
      upstream,
      downstream,
      queries: placesOf(reads.filter((source) => !isThis(source))),
      isClear: id === undefined ? unknowns.length === 0 : index.isClear(datasetOf(id)),
      labels: labelsOf(index, [upstream, downstream], id),
      wanted: [...names.wanted.values()],
    };
  };
  const { meaning } = use;
  switch (meaning.kind) {
    case 'table': {
      const name = nameOf(meaning.table);
      const dataset = names.dataset(name);
      const known = index.known.of(dataset);
      const standing = names.standing(name);
      return answer({ kind: 'table', dataset, standing, ...(known && { known }) }, dataset, []);
    }
    case 'column': {
      const { table, field } = meaning.ref;
      const id = idOf(table, field);
      return answer(columnSubject(index, id, names.standing(nameOf(table))), id, []);
    }
    case 'value': {
      const target = meaning.target && idOf(meaning.target.table, meaning.target.field);
      const to = target ?? { dataset: { namespace: uri, name: '' }, field: meaning.name };
      const own = ownEdges(meaning, to, idOf);
      if (target === undefined) return answer({ kind: 'value' }, undefined, own);
      // What the index has of it holds these as well, with every place that says so.
      const has = new Set(index.upstream(target).map(({ from }) => keyOf(from)));
      const more = own.filter(({ from }) => !has.has(keyOf(from)));
      return answer({ kind: 'value', target }, target, more);
    }
    case 'local':
      return answer({ kind: 'local' }, undefined, []);
    case 'unknown':
      return answer({ kind: 'unknown', reason: meaning.reason }, undefined, []);
  }
}

/** Tables as their connections name them, else as they were written. */
function labelsOf(
  index: LineageIndex,
  all: readonly Links[],
  id: LineageId | undefined,
): Hover['labels'] {
  const links = all.flatMap(({ direct, indirect }): readonly Link[] => [
    ...direct.links,
    ...indirect.links,
  ]);
  const ends = [...links.map(({ end }) => end), ...(id === undefined ? [] : [id])].map(datasetOf);
  const label = (dataset: DatasetId): string =>
    index.known.of(dataset)?.name.join('.') ?? dataset.name;
  return Object.fromEntries(ends.map((dataset) => [keyOf(dataset), label(dataset)]));
}

function columnSubject(index: LineageIndex, column: ColumnId, standing: Standing): Subject {
  const known = index.known.of(datasetOf(column));
  const found = known?.columns.find(
    ({ name }) => name.toLowerCase() === column.field.toLowerCase(),
  );
  return {
    kind: 'column',
    column,
    standing,
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
