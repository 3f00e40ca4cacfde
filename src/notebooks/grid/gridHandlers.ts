import type { DuckDbClient } from '../../duckdb/duckDbClient.js';
import { areOfType } from '../../results/checkValues.js';
import { type ExportFormat, isExportFormat } from '../../results/export/formats.js';
import type { ResultStore } from '../../results/resultStore.js';
import { selectionText, summarize, valueText } from '../../results/selection.js';
import { columnStatistics } from '../../results/statistics.js';
import { comparedBy, type StoredResult } from '../../results/storedResult.js';
import type { View } from '../../results/view.js';
import { wholeValue } from '../../results/wholeValue.js';
import type { GridAsks, GridMethod } from '../renderer/protocol.js';
import { chartHandlers, type GridCharts } from './chartHandlers.js';
import { isCount, isFields, parseSelection, parseView } from './parseView.js';

/** What a handler is given beside what the page said. */
export interface Asked {
  readonly result: StoredResult;
  /** Not trusted: each handler looks at what it takes from it. */
  readonly params: Readonly<Record<string, unknown>>;
  /** From 0 to 1. */
  readonly progress: (done: number) => void;
  readonly signal: AbortSignal;
}

export interface ExportRequest {
  readonly id: string;
  readonly format: ExportFormat;
  readonly view: View;
}

export interface GridServices {
  readonly duckdb: DuckDbClient;
  readonly results: ResultStore;
  readonly charts: GridCharts;
  readonly clipboard: GridClipboard;
  /** By the result's id. */
  readonly startCompare: (id: string) => Thenable<unknown>;
  /** Answers for whom code was copied, if it was. */
  readonly copyCode: (result: StoredResult, view: View) => Promise<string | undefined>;
  readonly startExport: (request: ExportRequest) => Thenable<unknown>;
}

/** The user's clipboard. */
export interface GridClipboard {
  /**
   * Copies what `read` gives, which tells how far it is, from 0 to 1. Of very many values it is asked first
   * whether they are wanted, and then there is a way to cancel. Returns whether they were copied.
   */
  copy(
    values: number,
    read: (onProgress: (done: number) => void, signal: AbortSignal) => Promise<string>,
  ): Promise<boolean>;
}

type Handlers = {
  readonly [M in GridMethod]: (
    services: GridServices,
    asked: Asked,
  ) => Promise<GridAsks[M]['answer']>;
};

const mostRows = 1000;

const copyFormats = ['tsv', 'csv', 'json', 'markdown', 'insert', 'in'] as const;

/** What grids can ask, by the names of the protocol. */
export const gridHandlers: Handlers = {
  ...chartHandlers,

  window: ({ results }, { result, params, signal }) => {
    const offset = isCount(params['offset']) ? params['offset'] : 0;
    const limit = isCount(params['limit']) ? Math.min(params['limit'], mostRows) : mostRows;
    return results.window(result, { offset, limit, view: parseView(params['view']) }, signal);
  },

  prepare: ({ results }, { result, params, progress, signal }) =>
    results.prepare(result, parseView(params['view']), progress, signal),

  statistics: (services, { result, params, signal }) => {
    const of = { column: toColumn(params, result), view: parseView(params['view']) };
    return columnStatistics(services, result, of, signal);
  },

  check: ({ duckdb }, { result, params, signal }) => {
    const { texts } = params;
    const column = result.columns[toColumn(params, result)];
    const given = Array.isArray(texts) ? texts.filter((text) => typeof text === 'string') : [];
    const type = column === undefined ? 'VARCHAR' : comparedBy(column).type;
    return areOfType(duckdb, type, given, signal);
  },

  summarize: (services, { result, params, signal }) =>
    summarize(services, result, parseSelection(params), signal),

  copy: (services, { result, params, signal }) => {
    const selection = parseSelection(params);
    const { offset, limit, columns } = selection;
    const values = Math.min(limit, Math.max(0, result.rows - offset)) * columns.length;
    const format = copyFormats.find((one) => one === params['format']);
    return services.clipboard.copy(values, (onProgress, cancelled) => {
      const either = AbortSignal.any([signal, cancelled]);
      return format === undefined
        ? valueText(services, result, selection, either)
        : selectionText(services, result, selection, format, either, onProgress);
    });
  },

  copyCode: async ({ copyCode }, { result, params }) =>
    (await copyCode(result, parseView(params['view']))) ?? null,

  cell: (services, { result, params, signal }) => {
    const row = isCount(params['row']) ? params['row'] : 0;
    const of = { row, column: toColumn(params, result), view: parseView(params['view']) };
    return wholeValue(services, result, of, signal);
  },

  compare: async ({ startCompare }, { result }) => {
    await startCompare(result.id);
    return null;
  },

  export: async ({ startExport }, { result, params }) => {
    const { format } = params;
    if (!isExportFormat(format)) throw new RangeError('there is no such format');
    await startExport({ id: result.id, format, view: parseView(params['view']) });
    return null;
  },
};

/** The column that a message names. Throws where the result has no such column. */
function toColumn({ column }: Asked['params'], { columns }: StoredResult): number {
  if (isCount(column) && column < columns.length) return column;
  throw new RangeError('there is no such column');
}

/** The parameters of a message, whatever it holds. */
export function toParams(value: unknown): Asked['params'] {
  return isFields(value) ? value : {};
}

export function isGridMethod(value: unknown): value is GridMethod {
  return typeof value === 'string' && Object.hasOwn(gridHandlers, value);
}
