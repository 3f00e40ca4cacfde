import type { Meaning } from '../sql/resolve/resolution.js';
import type { Span } from '../util/span.js';
import type { HoverRequest } from './hoverRequest.js';
import { datasetOf, type LineageId, type Source } from './lineageGraph.js';
import type { LineageIndex } from './lineageIndex.js';
import type { Mention } from './mentions.js';
import { createSourceAt } from './sourceAt.js';
import { type UseAt, useAt } from './useAt.js';

/** The table, the column or the CTE under the caret, and where else it is named. */
export interface References {
  /** In the text of the cell. */
  readonly span: Span;
  /** Missing for what is of its statement only. */
  readonly of?: LineageId;
  readonly places: readonly Place[];
  /** Where it is made; of a column that nobody names there, where its table is. */
  readonly definitions: readonly Source[];
}

export interface Place {
  readonly role: Mention['role'];
  readonly at: Source;
}

/** Nothing where the caret is on no name of a table, a column or a CTE. */
export function referencesAt(index: LineageIndex, request: HoverRequest): References | undefined {
  const found = useAt(index, request);
  if (found === undefined) return undefined;
  const { span, meaning } = found.use;
  if (meaning.kind === 'local') {
    const places = localPlaces(found, meaning, request);
    return { span, places, definitions: definitionsOf(places) };
  }
  const of = idOf(found, meaning);
  if (of === undefined) return undefined;
  const places = index.mentionsOf(of);
  const own = definitionsOf(places);
  const definitions = own.length > 0 ? own : definitionsOf(index.mentionsOf(datasetOf(of)));
  return { span, of, places: places.map(({ role, at }) => ({ role, at })), definitions };
}

function idOf(
  { names, statement: { resolution } }: UseAt,
  meaning: Meaning,
): LineageId | undefined {
  const datasetAt = (table: number): LineageId | undefined => {
    const name = resolution.tables[table]?.name;
    return name && names.dataset(name);
  };
  if (meaning.kind === 'table') return datasetAt(meaning.table);
  const ref =
    meaning.kind === 'column' ? meaning.ref : meaning.kind === 'value' ? meaning.target : undefined;
  const dataset = ref && datasetAt(ref.table);
  return ref && dataset && { dataset: datasetOf(dataset), field: ref.field };
}

function localPlaces(
  { statement }: UseAt,
  { definition }: Extract<Meaning, { kind: 'local' }>,
  { uri, cell }: HoverRequest,
): readonly Place[] {
  const sourceAt = createSourceAt({ uri, kind: 'code', cells: [] }, cell);
  return statement.resolution.uses.flatMap(({ span, meaning }): readonly Place[] => {
    if (meaning.kind !== 'local' || meaning.definition?.start !== definition?.start) return [];
    const role = span.start === definition?.start ? 'definition' : 'read';
    return [{ role, at: sourceAt(span) }];
  });
}

function definitionsOf(places: readonly Place[]): readonly Source[] {
  return places.flatMap(({ role, at }) => (role === 'definition' ? [at] : []));
}
