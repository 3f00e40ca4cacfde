import type { ScriptFile } from './scriptFile.js';
import { isOfColumn, type ScriptColumn, type ScriptSource } from './scriptLineage.js';

const producer = 'urn:lakehouse-workbench';
const specification = 'https://openlineage.io/spec';

/**
 * A file as an event of OpenLineage: a job as it is designed, not a run of it. Source: OpenLineage 2-0-2 `JobEvent`,
 * facets `SQLJobFacet` 1-1-0, `JobTypeJobFacet` 2-0-4 and `ColumnLineageDatasetFacet` 1-2-0.
 */
export function toJobEvent(
  { file, cells, lineage }: ScriptFile,
  namespace: string,
  at: Date,
): object {
  const dataset = (name: string): Dataset => ({ namespace, name });
  const query = cells.map(({ text }) => text).join('\n');
  return jobEvent({
    at,
    job: { namespace, name: file },
    facets: { sql: { ...facet('1-1-0/SQLJobFacet.json'), query } },
    inputs: lineage.tablesIn.map(dataset),
    outputs: lineage.tablesOut.map((table) => ({
      ...dataset(table),
      facets: columnFacets(table, lineage.columns, namespace),
    })),
  });
}

/** The event of a script, whatever its tables were found by. */
export function jobEvent(event: {
  readonly at: Date;
  readonly job: Dataset;
  readonly facets: Readonly<Record<string, object>>;
  readonly inputs: readonly object[];
  readonly outputs: readonly object[];
}): object {
  const jobType = {
    ...facet('2-0-4/JobTypeJobFacet.json'),
    processingType: 'BATCH',
    integration: 'LAKEHOUSE_WORKBENCH',
    jobType: 'SCRIPT',
  };
  return {
    eventTime: event.at.toISOString(),
    producer,
    schemaURL: `${specification}/2-0-2/OpenLineage.json#/$defs/JobEvent`,
    job: { ...event.job, facets: { ...event.facets, jobType } },
    inputs: event.inputs,
    outputs: event.outputs,
  };
}

interface Dataset {
  readonly namespace: string;
  readonly name: string;
}

/** Where the columns of a table come from, where that is known. */
function columnFacets(
  table: string,
  columns: readonly ScriptColumn[],
  namespace: string,
): Readonly<Record<string, object>> {
  const prefix = `${table}.`;
  const own = columns.filter(({ out }) => out.startsWith(prefix) && !out.endsWith('.*'));
  if (own.length === 0) return {};
  const fields = own.map(({ out, from }) => {
    const inputFields = toFields(from.filter(isOfColumn), namespace);
    return [out.slice(prefix.length), { inputFields }] as const;
  });
  const ofRows = own.flatMap(({ from }) => from.filter((source) => !isOfColumn(source)));
  return {
    columnLineage: {
      ...facet('1-2-0/ColumnLineageDatasetFacet.json'),
      fields: Object.fromEntries(fields),
      dataset: toFields(ofRows, namespace),
    },
  };
}

/** Each column once, with all that was done with it. */
function toFields(sources: readonly ScriptSource[], namespace: string): readonly object[] {
  const columns = new Map<string, Map<string, object>>();
  for (const { column, kind, subtype } of sources) {
    const transformations = columns.get(column) ?? new Map<string, object>();
    transformations.set(`${kind} ${subtype}`, transformationOf(kind, subtype));
    columns.set(column, transformations);
  }
  return [...columns].map(([column, transformations]) => {
    const dot = column.lastIndexOf('.');
    return {
      namespace,
      name: column.slice(0, dot),
      field: column.slice(dot + 1),
      transformations: [...transformations.values()],
    };
  });
}

/** What was done on the way, in OpenLineage's words. */
export function transformationOf(kind: ScriptSource['kind'], subtype: string): object {
  return { type: kind.toUpperCase(), subtype: subtype.toUpperCase().replace('-', '_') };
}

/** The frame of a facet, by the path of its schema below the specification's facets. */
export function facet(path: string): { readonly _producer: string; readonly _schemaURL: string } {
  const [, name = ''] = path.split('/');
  const type = name.replace('.json', '');
  return { _producer: producer, _schemaURL: `${specification}/facets/${path}#/$defs/${type}` };
}
