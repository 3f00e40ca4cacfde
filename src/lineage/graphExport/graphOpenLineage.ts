import type { DatasetId } from '../../catalog/catalog.js';
import { datasetOf, type Edge, isColumn, keyOf, type LineageId } from '../lineageGraph.js';
import { facet, jobEvent, transformationOf } from '../script/openLineage.js';

/**
 * Edges as events of OpenLineage, one for each file that they are known from: a job as it is designed, with the tables
 * by their identities. Source as for scripts.
 */
export function graphEvents(
  edges: readonly Edge[],
  jobOf: (uri: string) => { readonly namespace: string; readonly name: string },
  at: Date,
): readonly object[] {
  const files = new Map<string, Edge[]>();
  for (const edge of edges) {
    for (const uri of new Set(edge.sources.map((source) => source.uri))) {
      files.set(uri, [...(files.get(uri) ?? []), edge]);
    }
  }
  return [...files].map(([uri, own]) =>
    jobEvent({
      at,
      job: jobOf(uri),
      facets: {},
      inputs: datasets(own.map(({ from }) => from)).map(plain),
      outputs: datasets(own.map(({ to }) => to)).map((dataset) => {
        const key = keyOf(dataset);
        const into = own.filter(({ to }) => keyOf(datasetOf(to)) === key);
        return { ...plain(dataset), facets: columnLineage(into) };
      }),
    }),
  );
}

function datasets(ids: readonly LineageId[]): readonly DatasetId[] {
  return [...new Map(ids.map((id) => [keyOf(datasetOf(id)), datasetOf(id)])).values()];
}

function plain({ namespace, name }: DatasetId): object {
  return { namespace, name };
}

/** Where the columns of a table come from, where that is known. */
function columnLineage(edges: readonly Edge[]): Readonly<Record<string, object>> {
  const ofColumns = new Map<string, Edge[]>();
  const ofRows: Edge[] = [];
  for (const edge of edges) {
    if (!isColumn(edge.from)) continue;
    if (!isColumn(edge.to)) ofRows.push(edge);
    else ofColumns.set(edge.to.field, [...(ofColumns.get(edge.to.field) ?? []), edge]);
  }
  if (ofColumns.size === 0 && ofRows.length === 0) return {};
  const fields = [...ofColumns].map(([field, own]): readonly [string, object] => [
    field,
    { inputFields: toFields(own) },
  ]);
  return {
    columnLineage: {
      ...facet('1-2-0/ColumnLineageDatasetFacet.json'),
      fields: Object.fromEntries(fields),
      dataset: toFields(ofRows),
    },
  };
}

/** Each column once, with all that was done with it. */
function toFields(edges: readonly Edge[]): readonly object[] {
  const columns = new Map<string, { readonly id: LineageId; readonly ways: Map<string, object> }>();
  for (const { from, kind, subtype } of edges) {
    const column = columns.get(keyOf(from)) ?? { id: from, ways: new Map<string, object>() };
    column.ways.set(subtype, transformationOf(kind, subtype));
    columns.set(keyOf(from), column);
  }
  return [...columns.values()].flatMap(({ id, ways }) =>
    isColumn(id)
      ? [{ ...plain(id.dataset), field: id.field, transformations: [...ways.values()] }]
      : [],
  );
}
