import { type Chart, ChartError, type ChartFault } from '../../results/chart/chart.js';
import { bindChart, suggestChart } from '../../results/chart/chartColumns.js';
import { parseChart } from '../../results/chart/chartText.js';
import type { StoredColumn } from '../../results/storedResult.js';
import type { KeptChart } from './keptCharts.js';

/** With which chart a result begins, and why it is not the one that was wanted. */
export interface ChartStart {
  readonly chart?: Chart;
  readonly isOpen: boolean;
  readonly fault?: ChartFault;
}

/** The option of a cell, and where a result stands in it. */
export interface CellChart {
  readonly option: string | undefined;
  /** The result's statement, from 0, and how many the cell has. */
  readonly statement: number;
  readonly statements: number;
}

/**
 * What the user chose last, unless the cell's option has been changed since; else what the option says; else
 * what the columns ask for. Where a chart does not fit the columns, what they ask for, with the reason.
 */
export function chartStart(
  columns: readonly StoredColumn[],
  cell: CellChart,
  kept: KeptChart | undefined,
): ChartStart {
  const suggested = suggestChart(columns);
  const none = suggested === undefined ? {} : { chart: suggested };
  const option = optionOf(cell);
  const isKept = kept !== undefined && kept.option === option;
  const text = isKept ? kept.chart : option;
  if (text === undefined) return { ...none, isOpen: false };
  const isOpen = isKept ? kept.isOpen : true;
  const parsed = parseChart(text);
  if ('fault' in parsed) return { ...none, isOpen, fault: parsed.fault };
  try {
    return { chart: bindChart(parsed.chart, columns), isOpen };
  } catch (error) {
    if (!(error instanceof ChartError)) throw error;
    return { ...none, isOpen, fault: error.fault };
  }
}

/** The option as far as it is about this statement. One that can not be read is about the last. */
export function optionOf({ option, statement, statements }: CellChart): string | undefined {
  if (option === undefined) return undefined;
  const parsed = parseChart(option);
  const wanted = 'chart' in parsed ? (parsed.chart.statement ?? statements) : statements;
  return wanted === statement + 1 ? option : undefined;
}
