import type { AnalyzedStatement } from '../../sql/analyze.js';
import type { AnalyzeRequest } from '../../sql/sqlApi.js';
import type { Resolution, TableUse } from '../../sql/resolve/resolution.js';
import { tokenize, unquote } from '../../sql/tokens.js';
import type { Predicate } from '../../util/predicate.js';
import type { Span } from '../../util/span.js';
import type { FoundTable } from './findTable.js';

/** Asks the process that holds the SQL parser about texts. */
export type AnalyzeSql = (
  request: AnalyzeRequest,
  signal: AbortSignal,
) => Promise<readonly (readonly AnalyzedStatement[])[]>;

/** A table that a statement reads, where it names it. */
export interface ReadUse {
  readonly parts: readonly string[];
  readonly span: Span;
  /** Only rows of which it is true have a part in the answer. */
  readonly filter?: Predicate;
}

export type FindTable = (parts: readonly string[]) => Promise<FoundTable | undefined>;

/** What a statement waits for the parser, which may have to start; it runs all the same without it. */
const limitMs = 2_000;

/** The tables that a statement reads; nothing where it can not be read or its reading takes too long. */
export async function readUses(
  sql: string,
  analyze: AnalyzeSql | undefined,
  signal: AbortSignal,
): Promise<readonly ReadUse[] | undefined> {
  if (!/\bfrom\b/i.test(sql)) return undefined;
  const resolution = await resolutionOf(sql, [], analyze, signal);
  return resolution === undefined ? undefined : usesOf(resolution);
}

/**
 * The tables that a statement reads, with what it asks of their rows. `find` gives what a name means; names for
 * which it gives nothing are not filtered.
 */
export async function filteredUses(
  sql: string,
  uses: readonly ReadUse[],
  find: FindTable,
  analyze: AnalyzeSql | undefined,
  signal: AbortSignal,
): Promise<readonly ReadUse[]> {
  if (!mayFilter(sql)) return uses;
  const schemas: AnalyzeRequest['schemas'][number][] = [];
  let hasFiles = false;
  for (const { parts } of uses) {
    // What is wrong with a table is said when it is bound.
    const found = await find(parts).catch(() => undefined);
    signal.throwIfAborted();
    if (found === undefined) continue;
    hasFiles ||= found.table.format === 'iceberg';
    schemas.push({ name: parts, columns: found.table.columns.map(({ name }) => name) });
  }
  if (!hasFiles) return uses;
  const resolution = await resolutionOf(sql, schemas, analyze, signal);
  if (resolution === undefined || !isRunOnce(sql, resolution)) return uses;
  return usesOf(resolution);
}

async function resolutionOf(
  text: string,
  schemas: AnalyzeRequest['schemas'],
  analyze: AnalyzeSql | undefined,
  signal: AbortSignal,
): Promise<Resolution | undefined> {
  if (analyze === undefined) return undefined;
  const request = { texts: [{ text, dialect: 'duckdb' as const }], schemas };
  const limit = AbortSignal.timeout(limitMs);
  const answers = await Promise.race([
    analyze(request, AbortSignal.any([signal, limit])).catch(() => undefined),
    new Promise<undefined>((resolve) => {
      limit.addEventListener('abort', () => {
        resolve(undefined);
      });
    }),
  ]);
  signal.throwIfAborted();
  const [statement, ...others] = answers?.[0] ?? [];
  if (statement === undefined || others.length > 0) return undefined;
  return statement.resolution.type === 'unreadable' ? undefined : statement.resolution;
}

function usesOf({ tables }: Resolution): readonly ReadUse[] {
  return tables.flatMap(({ name, role, span, filter }: TableUse) =>
    role !== 'read' || span === undefined
      ? []
      : [{ parts: name, span, ...(filter === undefined ? {} : { filter }) }],
  );
}

/** Whether a statement reads now and not later, as a view or a macro does that it makes. */
function isRunOnce(sql: string, { type, outputs }: Resolution): boolean {
  if (type === 'create-table') {
    // A column without a name is called by its expression, in which a table would have another name.
    return outputs.every((output) => output.kind === 'star' || output.target !== undefined);
  }
  return ['query', 'insert', 'explain'].includes(type) || firstWord(sql) === 'copy';
}

/** Whether there is a condition at all. */
function mayFilter(sql: string): boolean {
  return /\b(?:where|on)\b/i.test(sql);
}

function firstWord(sql: string): string {
  const token = tokenize(sql, 'duckdb').find(({ kind }) => kind !== 'comment');
  return token === undefined ? '' : unquote(sql.slice(token.start, token.end)).toLowerCase();
}
