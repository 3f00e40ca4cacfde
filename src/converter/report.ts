import { createHash } from 'node:crypto';
import type { Span } from '../util/span.js';
import type { Conversion } from './convert.js';
import type { Migration, Target } from './migration.js';
import type { Cell, SourceFormat } from './notebook.js';
import type { Reason, Status } from './rule.js';

/** The report as it is written: `docs/conversion-report.schema.json` is its schema. */
export interface ConversionReport {
  readonly version: 1;
  readonly target: Pick<Target, 'platform' | 'release' | 'format'>;
  readonly notebooks: readonly NotebookReport[];
  readonly totals: Totals;
}

export interface NotebookReport {
  /** Relative to the inputs' common folder, with `/`. */
  readonly source: string;
  /** Relative to the output folder; `null` where nothing was written. */
  readonly output: string | null;
  readonly format: SourceFormat | null;
  readonly language: string | null;
  readonly findings: readonly ReportFinding[];
  readonly totals: Totals;
}

export interface ReportFinding {
  /** The same for the same construct at the same place in the notebook's order, whatever its line. */
  readonly id: string;
  readonly rule: string;
  readonly status: Status;
  readonly reason: Reason | null;
  /** From 0, every cell counted. */
  readonly cell: number;
  /** From 1, in UTF-16 units, end exclusive; in the file for text formats, in the cell for `.ipynb`. */
  readonly line: number;
  readonly endLine: number;
  readonly column: number;
  readonly endColumn: number;
  readonly doc: string;
}

export type Totals = Readonly<Record<Status, number>>;

/** A notebook's part of the report. */
export function reportNotebook(
  conversion: Conversion,
  source: string,
  output: string | null,
  { suppressed }: Migration,
): NotebookReport {
  const { notebook } = conversion;
  const seen = new Map<string, number>();
  const findings = conversion.findings.flatMap((finding): ReportFinding[] => {
    const cell = notebook.cells[finding.cell];
    if (cell === undefined) return [];
    const id = findingId(finding, cell, seen);
    if (suppressed.has(id)) return [];
    return [
      {
        id,
        rule: finding.rule,
        status: finding.status,
        reason: finding.reason ?? null,
        cell: cell.index,
        ...positions(cell, finding.at),
        doc: `docs/rules/${finding.rule}.md`,
      },
    ];
  });
  const { format, language } = notebook;
  return { source, output, format, language, findings, totals: totalsOf(findings) };
}

/** The report's part for a file that could not be read as a notebook. */
export function reportUnread(source: string, reason: Reason): NotebookReport {
  const at = { cell: 0, line: 1, endLine: 1, column: 1, endColumn: 1 };
  const finding: ReportFinding = {
    id: hash(`${reason}:${source}`),
    rule: 'notebook-file',
    status: 'unparsed',
    reason,
    ...at,
    doc: 'docs/rules/notebook-file.md',
  };
  const findings = [finding];
  const totals = totalsOf(findings);
  return { source, output: null, format: null, language: null, findings, totals };
}

export function createReport(
  notebooks: readonly NotebookReport[],
  { target }: Migration,
): ConversionReport {
  const { platform, release, format } = target;
  const totals = totalsOf(notebooks.flatMap(({ findings }) => findings));
  return { version: 1, target: { platform, release, format }, notebooks, totals };
}

function totalsOf(findings: readonly ReportFinding[]): Totals {
  const totals: Record<Status, number> = {
    unchanged: 0,
    rewritten: 0,
    helper: 0,
    review: 0,
    manual: 0,
    unparsed: 0,
  };
  for (const { status } of findings) totals[status]++;
  return totals;
}

/** Rule, construct and its ordinal among equal ones: stable while the code around it changes. */
export function findingId(
  { rule, at }: { readonly rule: string; readonly at: Span },
  cell: Cell,
  seen: Map<string, number>,
): string {
  const key = `${rule}:${cell.text.slice(at.start, at.end)}`;
  const ordinal = seen.get(key) ?? 0;
  seen.set(key, ordinal + 1);
  return hash(`${key}:${ordinal}`);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** Where a stretch of a cell's text is for a person. */
export function positions(
  cell: Cell,
  { start, end }: Span,
): Pick<ReportFinding, 'line' | 'endLine' | 'column' | 'endColumn'> {
  const from = position(cell, start);
  const to = position(cell, Math.max(start, end));
  return { line: from.line, endLine: to.line, column: from.column, endColumn: to.column };
}

function position(cell: Cell, offset: number): { line: number; column: number } {
  let line = 0;
  let lineStart = 0;
  for (;;) {
    const newline = cell.text.indexOf('\n', lineStart);
    if (newline < 0 || newline >= offset) break;
    lineStart = newline + 1;
    line++;
  }
  const prefix = cell.prefixes?.[line] ?? 0;
  return { line: cell.firstLine + line, column: offset - lineStart + 1 + prefix };
}
