import type { DatasetId } from '../catalog/catalog.js';
import type { AnalyzedStatement } from '../sql/analyze.js';
import { createOutputText } from '../sql/outputText.js';
import type { ColumnRef, OutputColumn, Resolution } from '../sql/resolve/resolution.js';
import { tokenize, unquote } from '../sql/tokens.js';
import type { Span } from '../util/span.js';
import type { LineageCell } from './lineageFile.js';
import { type Edge, keyOf, type LineageId, type Source, type Unknown } from './lineageGraph.js';
import type { Names } from './names.js';

export interface StatementLineage {
  readonly edges: readonly Edge[];
  readonly unknowns: readonly Unknown[];
  /** What a query reads that writes nothing: tables and columns, each once. */
  readonly reads: readonly LineageId[];
  /** Tables that it may have more to do with than `edges` and `reads` say, by the last part of their names, folded. */
  readonly unclear: readonly string[];
}

/** What a statement of a cell says about where its target comes from. `sourceAt` says where a span of the text is. */
export function sqlLineage(
  { span, resolution }: AnalyzedStatement,
  names: Names,
  sourceAt: (span: Span) => Source,
  cell: LineageCell,
): StatementLineage {
  const { target } = cell;
  const text = cell.text.slice(span.start, span.end);
  const unknowns = resolution.unknowns.map(({ reason, span: at, name }): Unknown => ({
    at: sourceAt(at ?? span),
    reason,
    ...(name === undefined ? {} : { name }),
  }));
  const unclear = unclearTables(resolution, text, cell);
  const datasets = resolution.tables.map((table) => names.dataset(table.name));
  const written = target ?? writtenTable(resolution);
  if (written === undefined) {
    const reads = resolution.type === 'query' ? readsOf(resolution, datasets) : [];
    return { edges: [], unknowns, reads, unclear };
  }
  const to = names.dataset(written);
  const column = ({ table, field }: ColumnRef): LineageId => {
    const dataset = datasets[table];
    return dataset === undefined ? to : { dataset, field };
  };
  const whole = [sourceAt(span)];
  let outputText: ReturnType<typeof createOutputText> | undefined;
  const expressionAt = (at: Span): string | undefined => {
    if (cell.language !== undefined) return undefined;
    outputText ??= createOutputText(text, cell.dialect);
    return outputText({ start: at.start - span.start, end: at.end - span.start });
  };

  const edges: Edge[] = resolution.outputs.flatMap((output): readonly Edge[] => {
    if (output.kind === 'star') {
      return output.tables.flatMap((table): readonly Edge[] => {
        const from = datasets[table];
        if (from === undefined) return [];
        return [{ from, to, kind: 'direct', subtype: 'identity', sources: whole }];
      });
    }
    const field = output.target ?? (target === undefined ? undefined : output.name);
    const sources = output.span === undefined ? whole : [sourceAt(output.span)];
    const rest = { to: field === undefined ? to : { dataset: to, field }, sources };
    const isMade = output.direct.some(({ transformation }) => transformation !== 'identity');
    const expression = isMade
      ? (output.expression ?? (output.span && expressionAt(output.span)))
      : undefined;
    return [
      ...output.direct.map((ref): Edge => ({
        from: column(ref),
        kind: 'direct',
        subtype: ref.transformation,
        ...rest,
        ...(expression === undefined ? {} : { expression }),
      })),
      ...output.indirect.map((ref): Edge => ({
        from: column(ref),
        kind: 'indirect',
        subtype: ref.influence,
        ...rest,
      })),
    ];
  });
  const influences = resolution.influences.map((ref): Edge => ({
    from: column(ref),
    to,
    kind: 'indirect',
    subtype: ref.influence,
    sources: whole,
  }));
  // A table that only gives its rows, as in `count(*)`, has no column to come from.
  const mentioned = new Set([
    ...resolution.outputs.flatMap(tablesOf),
    ...resolution.influences.map(({ table }) => table),
  ]);
  const isRename = resolution.lifecycle === 'rename';
  const rowsOnly = resolution.tables.flatMap(({ role, isUnread }, at): readonly Edge[] => {
    const from = datasets[at];
    if (role === 'write' || mentioned.has(at) || isUnread === true || from === undefined) return [];
    // A table under its new name has all that it had.
    if (isRename) return [{ from, to, kind: 'direct', subtype: 'identity', sources: whole }];
    return [{ from, to, kind: 'indirect', subtype: 'filter', sources: whole }];
  });
  return { edges: [...edges, ...influences, ...rowsOnly], unknowns, reads: [], unclear };
}

function readsOf(
  { tables, outputs, influences }: Resolution,
  datasets: readonly DatasetId[],
): readonly LineageId[] {
  const refs = [
    ...influences,
    ...outputs.flatMap((each) => (each.kind === 'star' ? [] : [...each.direct, ...each.indirect])),
  ];
  const reads = new Map<string, LineageId>();
  const add = (id: LineageId): unknown => reads.set(keyOf(id), id);
  tables.forEach((_, at) => datasets[at] && add(datasets[at]));
  for (const { table, field } of refs) {
    const dataset = datasets[table];
    if (dataset !== undefined) add({ dataset, field });
  }
  return [...reads.values()];
}

/** Every name of a statement that can not be read or followed, or whose names no connection gives a meaning. */
function unclearTables(
  { type, tables, unknowns }: Resolution,
  text: string,
  { dialect, connection }: LineageCell,
): readonly string[] {
  // A command comes as text that only its own engine reads.
  if (type === 'unreadable' || type === 'command') {
    return tokenize(text, dialect)
      .filter(({ kind }) => kind === 'word' || kind === 'name')
      .map(({ start, end }) => unquote(text.slice(start, end)).toLowerCase());
  }
  // `CREATE TABLE t (a int)` and its like move no data.
  const isFollowed = unknowns.length === 0 || (type === 'ddl' && tables.length < 2);
  if (isFollowed && connection !== undefined) return [];
  return tables.flatMap(({ name }) => name.at(-1)?.toLowerCase() ?? []);
}

function tablesOf(output: OutputColumn): readonly number[] {
  if (output.kind === 'star') return output.tables;
  return [...output.direct, ...output.indirect].map(({ table }) => table);
}

/** Dropping or emptying a table moves no data into it. */
function writtenTable({
  target,
  tables,
  type,
  lifecycle,
}: Resolution): readonly string[] | undefined {
  const isFollowed = followed.has(type) || lifecycle === 'rename';
  return target === undefined || !isFollowed ? undefined : tables[target]?.name;
}

const followed: ReadonlySet<Resolution['type']> = new Set([
  ...(['create-table', 'create-view', 'insert', 'merge', 'update', 'delete'] as const),
]);
