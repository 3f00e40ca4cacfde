import type { AnalyzedStatement } from '../sql/analyze.js';

/**
 * Whether the statements of two texts mean the same, each name at the place where `moved` puts it. `names` are an old
 * name and the new one that it may have become.
 */
export function isSameMeaning(
  before: readonly AnalyzedStatement[],
  after: readonly AnalyzedStatement[],
  moved: (position: number) => number,
  names: readonly [string, string] | undefined,
): boolean {
  const folded = names?.map((name) => name.toLowerCase());
  /** Either of the two is the same name; the new one is nowhere in the old text. */
  const fold = (name: string | undefined): string | undefined => {
    const key = name?.toLowerCase();
    return key !== undefined && folded?.includes(key) === true ? '' : key;
  };
  return describe(before, moved, fold) === describe(after, (position) => position, fold);
}

/** Everything that a rename must leave as it is. A name that others know, a table's or a column's, is not renamed. */
function describe(
  statements: readonly AnalyzedStatement[],
  moved: (position: number) => number,
  fold: (name: string | undefined) => string | undefined,
): string {
  return JSON.stringify(
    statements.map(({ span, problem, resolution }) => ({
      start: moved(span.start),
      isReadable: problem === undefined,
      ...resolution,
      tables: resolution.tables.map((table) => ({
        ...table,
        span: table.span && moved(table.span.start),
      })),
      outputs: resolution.outputs.map((output) =>
        output.kind === 'star'
          ? output
          : {
              ...output,
              name: fold(output.name),
              span: output.span && moved(output.span.start),
            },
      ),
      uses: resolution.uses.map(({ span: at, meaning }) => ({
        at: moved(at.start),
        meaning: {
          ...meaning,
          ...('name' in meaning ? { name: fold(meaning.name) } : {}),
          ...('definition' in meaning ? { definition: moved(meaning.definition.start) } : {}),
        },
      })),
      unknowns: resolution.unknowns.map(({ reason, name }) => ({
        reason,
        name: fold(name),
      })),
    })),
  );
}
