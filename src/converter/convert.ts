import type { PythonParser } from '../syntax/pythonParser.js';
import type { Span } from '../util/span.js';
import { convertCell, type CellFinding, type ConvertedCell } from './convertCell.js';
import { type Facts, readFacts } from './facts.js';
import { findLeftovers } from './leftovers.js';
import type { Migration } from './migration.js';
import { type Cell, leadingMagic, type Notebook } from './notebook.js';
import { notebookRuns } from './notebookRuns.js';
import { type ParsedCell, parsedCell } from './parsedCell.js';
import { type Prelude, preludeOf } from './prelude.js';
import type { Rule } from './rule.js';
import { tableLocations } from './sqlTables.js';
import { sqlOfCell, sqlOfExpression, type SqlText } from './sqlText.js';

/** One cell of the output. */
export interface OutputCell {
  readonly source: Cell;
  readonly converted: ConvertedCell;
  /** `comment`: code that nothing can run here; it stays as it was, as a comment. */
  readonly kind: 'code' | 'markdown' | 'comment';
}

export interface Conversion {
  readonly notebook: Notebook;
  readonly facts: Facts;
  readonly prelude: Prelude;
  /** Paths of the notebooks that this one includes or runs, as written. */
  readonly runs: readonly string[];
  readonly cells: readonly OutputCell[];
  /** In the order of the cells, and of places in them. */
  readonly findings: readonly (CellFinding & { readonly cell: number })[];
}

/** What a conversion needs beside the notebook. */
export interface ConvertOptions {
  readonly parse: PythonParser;
  readonly migration: Migration;
  readonly rules: readonly Rule[];
  /** Looks through the output for what only Databricks has. Off only where a single rule is tried. */
  readonly checkLeftovers: boolean;
  /** Whether a person has rejected this finding (migration file). */
  readonly isRejected?: (rule: string, cell: Cell, at: Span) => boolean;
}

/** Converts one notebook. Never throws: what can not be read is a finding, and stays as it was. */
export function convertNotebook(notebook: Notebook, options: ConvertOptions): Conversion {
  const { parse, migration, rules, isRejected = () => false } = options;
  const parsed = notebook.cells.map((cell) =>
    cell.language === 'python'
      ? parsedCell(cell, parse(pythonText(cell)))
      : parsedCell(cell, undefined),
  );
  const trees = notebook.cells.map((cell, i) => syntaxFinding(cell, parsed[i], parse));
  const facts = readFacts(parsed);
  const sqlTexts = findSql(parsed);
  const locations = tableLocations(sqlTexts.flat());
  const cells = parsed.map((one, i): OutputCell => {
    const surroundings = {
      facts,
      migration,
      locations,
      isRejected: (rule: string, at: Span) => isRejected(rule, one.cell, at),
    };
    const converted = convertCell(one, sqlTexts[i] ?? [], rules, surroundings);
    const unparsed = trees[i];
    return {
      source: one.cell,
      converted:
        unparsed === undefined
          ? converted
          : { ...converted, findings: [unparsed, ...converted.findings] },
      kind: kindOf(one.cell, converted),
    };
  });
  const prelude = preludeOf(
    cells.flatMap(({ converted }) => converted.asks),
    facts,
    notebook,
  );
  const findings = cells.flatMap(({ source, converted }) => {
    const leftovers = options.checkLeftovers ? findLeftovers(source, converted) : [];
    return [...converted.findings, ...leftovers]
      .toSorted((a, b) => a.at.start - b.at.start)
      .map((finding) => ({ ...finding, cell: source.index }));
  });
  const runs = notebookRuns(parsed, facts);
  return { notebook, facts, prelude, runs, cells, findings };
}

/** The text to parse: `%python` is no Python. */
function pythonText({ text, magic }: Cell): string {
  if (magic !== 'python' && magic !== 'py') return text;
  const end = leadingMagic(text)?.rest ?? 0;
  return ' '.repeat(end) + text.slice(end);
}

function syntaxFinding(
  cell: Cell,
  parsed: ParsedCell | undefined,
  parse: PythonParser,
): CellFinding | undefined {
  if (cell.language !== 'python' || parsed?.tree !== undefined) return undefined;
  const at = parse(pythonText(cell)).error ?? { start: 0, end: cell.text.length };
  return { rule: 'python-cell', status: 'unparsed', reason: 'syntax', at };
}

function kindOf(cell: Cell, converted: ConvertedCell): OutputCell['kind'] {
  switch (cell.language) {
    case 'markdown':
      return 'markdown';
    case 'python':
      return 'code';
    case 'sql':
    case 'run':
      return converted.edits.length > 0 ? 'code' : 'comment';
    case 'other':
      return 'comment';
  }
}

/** The SQL of each cell: the cell itself, what is given to `spark.sql`, and texts that such a name holds. */
function findSql(cells: readonly ParsedCell[]): readonly (readonly SqlText[])[] {
  const names = new Set<string>();
  const direct = cells.map(({ cell, tree, calls }): SqlText[] => {
    if (cell.language === 'sql') {
      return [
        sqlOfCell(cell.text, cell.magic === undefined ? 0 : (leadingMagic(cell.text)?.rest ?? 0)),
      ];
    }
    if (tree === undefined) return [];
    return calls.flatMap((call) => {
      const [argument] = call.arguments;
      if (call.method !== 'sql' || argument === undefined || !isSession(call.written)) return [];
      if (argument.value.type === 'identifier') {
        names.add(tree.text.slice(argument.value.start, argument.value.end));
      }
      return sqlOfExpression(tree, argument.value, call.node) ?? [];
    });
  });
  if (names.size === 0) return direct;
  return cells.map(({ tree, texts }, i) => {
    const assigned = texts.flatMap((node) => {
      const holder = node.parent?.type === 'assignment' ? node.parent : undefined;
      const left = holder?.children.find(({ field }) => field === 'left');
      if (tree === undefined || left === undefined) return [];
      const name = tree.text.slice(left.start, left.end);
      return names.has(name) ? (sqlOfExpression(tree, node, undefined) ?? []) : [];
    });
    return [...(direct[i] ?? []), ...assigned];
  });
}

function isSession(callee: string | undefined): boolean {
  return callee !== undefined && /(?:^|\.|_)(?:spark|sqlContext|session|sqlc?)\.sql$/i.test(callee);
}
