import * as vscode from 'vscode';
import type { Connection, Connections } from '../connections/connections.js';
import { QueryError } from '../query/queryEngine.js';
import { optionsOf } from './format/lakeSqlText.js';
import { cellOf, defaultsOf } from './notebookSerializer.js';

/** What a cell says, or its notebook for it, of where it runs. */
export interface CellTarget {
  readonly connection: string | undefined;
  readonly schema: readonly string[];
  readonly name: string | undefined;
}

export function targetOf(cell: vscode.NotebookCell, connections: Connections): CellTarget {
  const options = new Map([...defaultsOf(cell.notebook), ...optionsOf(cellOf(cell))]);
  const { all } = connections;
  // With one connection there is nothing to choose.
  const only = all.length === 1 ? all[0]?.name : undefined;
  return {
    connection: options.get('connection') ?? only,
    schema: (options.get('schema') ?? '').split('.').filter((part) => part !== ''),
    name: options.get('name'),
  };
}

/** The connection a cell runs on. Throws `QueryError` with a sentence for the user where there is none. */
export function connectionFor(
  { connection: name }: CellTarget,
  connections: Connections,
): Connection {
  if (name === undefined) {
    const text =
      connections.all.length === 0
        ? vscode.l10n.t('There is no connection yet. Add one, or create the sample lakehouse.')
        : vscode.l10n.t('Which connection? Write connection=name behind the -- %% of the cell.');
    throw new QueryError('refused', text);
  }
  const found = connections.find(name);
  if (found !== undefined) return found;
  throw new QueryError('not-found', vscode.l10n.t('There is no connection named {0}.', name));
}
