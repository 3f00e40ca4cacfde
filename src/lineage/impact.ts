import { datasetOf, isColumn, type LineageId, type Source } from './lineageGraph.js';
import type { LineageIndex } from './lineageIndex.js';
import { type Neighbourhood, neighbours } from './neighbours.js';
import type { Place } from './referencesAt.js';
import type { Unclear } from './shard.js';

/** What a table or a column that goes, or becomes another, takes with it. */
export interface Impact {
  readonly of: LineageId;
  /** The table as its connection names it, else as it was written. */
  readonly table: string;
  /** Statements that name it: they break. */
  readonly named: readonly Place[];
  /** Statements that take every column of its table, and so this one. */
  readonly stars: readonly Source[];
  /** What is made of it, or decided by it, from the nearest on. */
  readonly downstream: Neighbourhood;
  /** Statements that nobody knows enough of. */
  readonly unclear: readonly Unclear[];
  readonly isClear: boolean;
}

const maxLevels = 50;
const maxNodes = 500;

export function impactOf(index: LineageIndex, of: LineageId): Impact {
  const dataset = datasetOf(of);
  const downstream = neighbours(index, {
    of,
    direction: 'down',
    depth: maxLevels,
    kinds: 'all',
    maxNodes,
  });
  const stars = index
    .downstream(of)
    .filter(({ kind, from, to }) => kind === 'direct' && !isColumn(from) && !isColumn(to));
  return {
    of,
    table: index.known.of(dataset)?.name.join('.') ?? dataset.name,
    named: index.mentionsOf(of).map(({ role, at }) => ({ role, at })),
    stars: isColumn(of) ? [...new Set(stars.flatMap(({ sources }) => sources))] : [],
    downstream,
    unclear: index.unclearAt(dataset),
    isClear: index.isClear(dataset),
  };
}
