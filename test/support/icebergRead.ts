import type { IcebergRead } from '../../src/results/code/codeRequest.js';

/** A table of `gold` of the connection `sample`, as a statement read it. */
export function readOf(
  name: string,
  columns: readonly (readonly [name: string, type: string])[],
  source: Partial<IcebergRead['source']> = {},
): IcebergRead {
  return {
    name: ['sample', 'gold', name],
    identifier: { namespace: ['gold'], name },
    source: {
      kind: 'iceberg',
      metadata: `/lake/gold/${name}/metadata/v2.metadata.json`,
      snapshotId: 2n ** 62n + 1n,
      reach: 'current',
      inPlace: true,
      hasEqualityDeletes: false,
      columns: columns.map(([column, type]) => ({ name: column, type })),
      ...source,
    },
  };
}
