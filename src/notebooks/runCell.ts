import * as vscode from 'vscode';
import type { Connections } from '../connections/connections.js';
import type { HistoryEntry } from '../history/historyEntry.js';
import { errorText } from '../host/errorText.js';
import { isAbort } from '../host/reportError.js';
import {
  type QueryEngine,
  QueryError,
  type QueryState,
  type Submission,
} from '../query/queryEngine.js';
import type { ResultQuery } from '../results/resultQuery.js';
import type { ResultStore } from '../results/resultStore.js';
import { type StatementSpan, splitStatements } from '../sql/split.js';
import type { Span } from '../util/span.js';
import { visibleText } from '../util/visibleText.js';
import { connectionFor, targetOf } from './cellConnection.js';
import type { CellOutputs } from './cellOutputs.js';
import { doneText } from './doneText.js';
import { addRead, type ReadFiles } from './readFiles.js';
import { originOf } from './restoreResults.js';
import { resultOutput } from './resultOutput.js';

export interface RunServices {
  readonly connections: Connections;
  readonly results: ResultStore;
  /** Hears of every statement that has ended. */
  readonly ran: (run: StatementRun) => void;
}

/** One statement that was run, whatever became of it. */
export type StatementRun = Omit<HistoryEntry, 'id' | 'isCut'>;

/** What is told while a cell runs. */
export interface CellListener {
  /** From 0 to 1 where the engine knows. */
  progress(done: number | undefined): void;
  /** A failure with its place in the cell. */
  failure(message: string, span: Span | undefined): void;
}

export interface CellSummary {
  readonly end: 'succeeded' | 'failed' | 'cancelled';
  /** Rows of the results, if there was one. */
  readonly rows: number | undefined;
  readonly elapsedMs: number;
  /** Of the statements whose files could be counted. */
  readonly read: ReadFiles | undefined;
}

/**
 * Runs the statements of a cell one after the other, each with its output. The first that fails ends
 * the cell, which then says how many were not run.
 */
export async function runCell(
  cell: vscode.NotebookCell,
  { connections, results, ran }: RunServices,
  listener: CellListener,
  outputs: CellOutputs,
  signal: AbortSignal,
): Promise<CellSummary> {
  const text = cell.document.getText();
  // The statements are found by their tokens: DuckDB splits too, but does not say where.
  const statements = splitStatements(text, 'duckdb');
  let rows: number | undefined;
  let elapsedMs = 0;
  let read: ReadFiles | undefined;
  const tell = (done: number | undefined): void => {
    listener.progress(done);
    outputs.progress(done);
  };
  for (const [index, statement] of statements.entries()) {
    outputs.begin();
    const target = targetOf(cell, connections);
    const startedAt = Date.now();
    let isTold = false;
    const tellEnd = (how: Pick<StatementRun, 'end'> & Partial<StatementRun>): void => {
      // A statement that ran stays so, also where its result could not be shown.
      if (isTold) return;
      isTold = true;
      ran({
        startedAt,
        sql: statement.text,
        ...(target.connection === undefined ? {} : { connection: target.connection }),
        schema: target.schema,
        notebook: cell.notebook.uri.toString(),
        elapsedMs: Date.now() - startedAt,
        ...how,
      });
    };
    try {
      const connection = connectionFor(target, connections);
      const { engine } = await connection.open();
      if (engine === undefined)
        throw new QueryError('refused', vscode.l10n.t('This connection runs no SQL.'));
      const submission = {
        sql: statement.text,
        schema: target.schema,
        parameters: {},
        session: sessionOf(cell.notebook.uri),
      };
      const { result, statistics, reads } = await runStatement(engine, submission, tell, signal);
      const { elapsedMs: took, scannedBytes } = statistics;
      const cost = { elapsedMs: took, ...(scannedBytes === undefined ? {} : { scannedBytes }) };
      elapsedMs += took;
      read = addRead(read, statistics);
      if (result.kind === 'none') {
        tellEnd({ end: 'succeeded', ...cost });
        await outputs.append(textOutput(doneText(statement.text)));
      } else {
        const query: ResultQuery = {
          sql: statement.text,
          connection: { name: connection.name, type: connection.type },
          ...(reads === undefined ? {} : { reads }),
        };
        const origin = { ...originOf(cell, target.name, index), query };
        const stored = await results.add(result, signal, origin);
        tellEnd({ end: 'succeeded', ...cost, rows: stored.rows, result: stored.id });
        rows = (rows ?? 0) + stored.rows;
        await outputs.append(await resultOutput(results, stored, signal));
      }
    } catch (error) {
      const skipped = notRun(statements.length - index - 1);
      if (signal.aborted || isAbort(error)) {
        tellEnd({ end: 'cancelled' });
        await outputs.append(textOutput(`${vscode.l10n.t('Cancelled.')}${skipped}`));
        return { end: 'cancelled', rows, elapsedMs, read };
      }
      const message = errorText(error);
      tellEnd({ end: 'failed', message });
      listener.failure(message, placeOf(error, statement));
      await outputs.append(errorOutput(message + skipped));
      return { end: 'failed', rows, elapsedMs, read };
    }
  }
  return { end: 'succeeded', rows, elapsedMs, read };
}

async function runStatement(
  engine: QueryEngine,
  submission: Submission,
  tell: (done: number | undefined) => void,
  signal: AbortSignal,
) {
  const execution = await engine.submit(submission, signal);
  let last: QueryState | undefined;
  for await (const state of execution.states()) {
    last = state;
    if (state.kind === 'running') tell(state.progress);
  }
  if (last?.kind === 'failed') throw last.error;
  if (last?.kind !== 'succeeded') throw new QueryError('cancelled', 'cancelled');
  const { statistics, reads } = last;
  return { result: await execution.result(), statistics, reads };
}

/** The failure's place in the cell; the whole statement where the engine does not know. */
function placeOf(error: unknown, statement: StatementSpan): Span | undefined {
  if (!(error instanceof QueryError)) return undefined;
  const { span } = error;
  if (span === undefined) return statement;
  return { start: statement.start + span.start, end: statement.start + span.end };
}

function notRun(count: number): string {
  if (count === 0) return '';
  return count === 1
    ? ` ${vscode.l10n.t('The statement after it was not run.')}`
    : ` ${vscode.l10n.t('The {0} statements after it were not run.', count)}`;
}

/** The engines' session of a notebook: its cells see each other's temporary tables. */
export function sessionOf(notebook: vscode.Uri): string {
  return notebook.toString();
}

function textOutput(text: string): vscode.NotebookCellOutput {
  return new vscode.NotebookCellOutput([vscode.NotebookCellOutputItem.text(text, 'text/plain')]);
}

function errorOutput(message: string): vscode.NotebookCellOutput {
  // A message names what is in the data, and the editor draws it as a terminal would.
  const error = { name: vscode.l10n.t('Error'), message: visibleText(message) };
  return new vscode.NotebookCellOutput([vscode.NotebookCellOutputItem.error(error)]);
}
