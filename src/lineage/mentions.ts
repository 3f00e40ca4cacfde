import type { AnalyzedStatement } from '../sql/analyze.js';
import type { ColumnRef } from '../sql/resolve/resolution.js';
import type { LineageCell } from './lineageFile.js';
import { type ColumnId, keyOf, type LineageId, type Source } from './lineageGraph.js';
import type { Names } from './names.js';
import type { SourceAt } from './sourceAt.js';

/** A name of a table or a column in a text. */
export interface Mention {
  readonly of: LineageId;
  /** A definition is where a statement makes the table or the column. */
  readonly role: 'definition' | 'write' | 'read';
  readonly at: Source;
}

/** Every name of a table or a column in a statement, each place once for each of them. */
export function mentionsOf(
  { span, resolution }: AnalyzedStatement,
  names: Names,
  sourceAt: SourceAt,
  { text, target: viewName }: LineageCell,
): readonly Mention[] {
  const { tables, uses, outputs, target } = resolution;
  const made = making.test(text.slice(span.start, span.end)) ? 'definition' : 'write';
  const found = new Map<string, Mention>();
  const add = (of: Mention['of'], role: Mention['role'], at: AnalyzedStatement['span']): void => {
    const key = `${at.end} ${keyOf(of)}`;
    if (found.get(key)?.role !== 'definition') found.set(key, { of, role, at: sourceAt(at) });
  };
  const columnOf = ({ table, field }: ColumnRef): ColumnId | undefined => {
    const name = tables[table]?.name;
    return name && { dataset: names.dataset(name), field };
  };

  for (const { span: at, meaning } of uses) {
    if (meaning.kind === 'table') {
      const table = tables[meaning.table];
      if (table === undefined) continue;
      const role = table.role === 'read' ? 'read' : meaning.table === target ? made : 'write';
      add(names.dataset(table.name), role, at);
    } else if (meaning.kind === 'column' || meaning.kind === 'value') {
      const ref = meaning.kind === 'column' ? meaning.ref : meaning.target;
      const of = ref && columnOf(ref);
      if (of !== undefined) add(of, meaning.kind === 'column' ? 'read' : made, at);
    }
  }
  const written = viewName ?? (target === undefined ? undefined : tables[target]?.name);
  for (const output of written === undefined ? [] : outputs) {
    if (written === undefined || output.kind === 'star' || output.span === undefined) continue;
    const field = output.target ?? (viewName === undefined ? undefined : output.name);
    const role = viewName === undefined ? made : 'definition';
    if (field !== undefined) add({ dataset: names.dataset(written), field }, role, output.span);
  }
  return [...found.values()];
}

/** After comments. */
const making = /^(?:\s|--[^\n]*\n|\/\*[^]*?\*\/)*create\b/i;
