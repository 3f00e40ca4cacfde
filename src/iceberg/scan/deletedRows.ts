import { quoteText } from '../../util/quote.js';
import type { ScanFile } from '../scanPlan.js';
import type { Field } from '../schema.js';
import { type FileRows, fileRows, type TableFacts } from './fileRows.js';
import type { Run } from './roaring.js';
import type { Scopes } from './scopes.js';

/** Of a data file, by its location as the table has it: the rows that a deletion vector deletes. */
export type DeletedPositions = ReadonlyMap<string, readonly Run[]>;

/**
 * The SQL of the rows that are deleted by their place, as `file` and `row`; `undefined` where there are
 * none. A delete file names data files as they were when it was written. It holds for data of its
 * partition that is not newer than itself, but for no file with a deletion vector, which has its
 * deletes as well.
 */
export function deletedRows(
  { files }: FileRows,
  deletes: readonly ScanFile[],
  vectors: DeletedPositions,
  table: TableFacts,
  scopes: Scopes,
): string | undefined {
  const parts: string[] = [];
  const indexed = files.map((file, index) => ({ file, index }));
  const withoutVector = indexed.filter(({ file }) => !vectors.has(file.recorded));
  if (deletes.length > 0 && withoutVector.length > 0) {
    const rows = fileRows(deletes, positionColumns, { ...table, nameMapping: positionNames });
    const values = withoutVector.map(
      ({ file, index }) => `(${quoteText(file.recorded)}, ${index}, ${scopes.values(file)})`,
    );
    parts.push(
      [
        `SELECT f.file, x.c${posId} AS row FROM ${rows.sql} AS x`,
        `JOIN (VALUES ${scopes.list(rows.files)}) AS s(file, sequence, scope) ON x.file_index = s.file`,
        `JOIN (VALUES ${values.join(', ')}) AS f(recorded, file, sequence, scope)`,
        `ON x.c${pathId} = f.recorded AND f.sequence <= s.sequence AND f.scope = s.scope`,
      ].join(' '),
    );
  }
  parts.push(
    ...vectorRows(indexed.map(({ file, index }) => [index, vectors.get(file.recorded) ?? []])),
  );
  return parts.length === 0 ? undefined : parts.join(' UNION ALL ');
}

/** As JSON, which DuckDB takes in far faster than a list written in SQL. */
function vectorRows(
  vectors: readonly (readonly [index: number, runs: readonly Run[]])[],
): readonly string[] {
  const values = vectors.flatMap(([index, runs]) => {
    const single = runs.filter(({ start, stop }) => stop - start === 1);
    return single.length === 0 ? [] : [`(${index}, ${toJson(single.map(({ start }) => start))})`];
  });
  const ranges = vectors.flatMap(([index, runs]) => {
    const long = runs.filter(({ start, stop }) => stop - start > 1);
    const [starts, stops] = [long.map(({ start }) => start), long.map(({ stop }) => stop)];
    return long.length === 0 ? [] : [`(${index}, ${toJson(starts)}, ${toJson(stops)})`];
  });
  return [
    ...(values.length === 0
      ? []
      : [
          `SELECT file, ${unnest('rows')} AS row FROM (VALUES ${values.join(', ')}) AS v(file, rows)`,
        ]),
    ...(ranges.length === 0
      ? []
      : [
          'SELECT file, unnest(range(start, stop)) AS row ' +
            `FROM (SELECT file, ${unnest('starts')} AS start, ${unnest('stops')} AS stop ` +
            `FROM (VALUES ${ranges.join(', ')}) AS v(file, starts, stops))`,
        ]),
  ];
}

function toJson(numbers: readonly number[]): string {
  return `'[${numbers.join(',')}]'`;
}

function unnest(json: string): string {
  return `unnest(from_json(${json}, '["BIGINT"]'))`;
}

/** The ids that the specification keeps for the two columns of position deletes. */
const pathId = 2_147_483_546;
const posId = 2_147_483_545;

const positionColumns: readonly Field[] = [
  { id: pathId, name: 'file_path', required: true, type: { kind: 'primitive', name: 'string' } },
  { id: posId, name: 'pos', required: true, type: { kind: 'primitive', name: 'long' } },
];

const positionNames = {
  byName: new Map(
    positionColumns.map(({ name, id }) => [name, { id, inside: { byName: new Map() } }]),
  ),
};
