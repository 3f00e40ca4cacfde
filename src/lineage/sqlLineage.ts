import type { Span } from '../util/span.js';
import type { AnalyzedStatement } from '../sql/analyze.js';
import type { ColumnRef, OutputColumn, Resolution } from '../sql/resolve/resolution.js';
import type { Edge, LineageId, Source, Unknown } from './lineageGraph.js';
import type { Names } from './names.js';

export interface StatementLineage {
  readonly edges: readonly Edge[];
  readonly unknowns: readonly Unknown[];
}

/**
 * What a statement says about where its target comes from. `sourceAt` says where a span of the text is; `target` is
 * the name of the view that a bare query defines.
 */
export function sqlLineage(
  { span, resolution }: AnalyzedStatement,
  names: Names,
  sourceAt: (span: Span) => Source,
  target: readonly string[] | undefined,
): StatementLineage {
  const unknowns = resolution.unknowns.map(({ reason, span: at, name }): Unknown => ({
    at: sourceAt(at ?? span),
    reason,
    ...(name === undefined ? {} : { name }),
  }));
  const written = target ?? writtenTable(resolution);
  if (written === undefined) return { edges: [], unknowns };
  const to = names.dataset(written);
  const datasets = resolution.tables.map((table) => names.dataset(table.name));
  const column = ({ table, field }: ColumnRef): LineageId => {
    const dataset = datasets[table];
    return dataset === undefined ? to : { dataset, field };
  };
  const whole = [sourceAt(span)];

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
    return [
      ...output.direct.map((ref): Edge => ({
        from: column(ref),
        kind: 'direct',
        subtype: ref.transformation,
        ...rest,
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
  const rowsOnly = resolution.tables.flatMap(({ role }, at): readonly Edge[] => {
    const from = datasets[at];
    if (role === 'write' || mentioned.has(at) || from === undefined) return [];
    return [{ from, to, kind: 'indirect', subtype: 'filter', sources: whole }];
  });
  return { edges: [...edges, ...influences, ...rowsOnly], unknowns };
}

function tablesOf(output: OutputColumn): readonly number[] {
  if (output.kind === 'star') return output.tables;
  return [...output.direct, ...output.indirect].map(({ table }) => table);
}

function writtenTable({ target, tables, type }: Resolution): readonly string[] | undefined {
  const isFollowed = type === 'create-table' || type === 'create-view' || type === 'insert';
  return target === undefined || !isFollowed ? undefined : tables[target]?.name;
}
