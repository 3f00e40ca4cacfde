import * as vscode from 'vscode';

export type CommandId =
  | 'lakehouse.catalog.clearFilter'
  | 'lakehouse.catalog.compareSnapshots'
  | 'lakehouse.catalog.copyDdl'
  | 'lakehouse.catalog.copyId'
  | 'lakehouse.catalog.copyName'
  | 'lakehouse.catalog.copySelect'
  | 'lakehouse.catalog.createSample'
  | 'lakehouse.catalog.filter'
  | 'lakehouse.catalog.findTable'
  | 'lakehouse.catalog.insertName'
  | 'lakehouse.catalog.loadMore'
  | 'lakehouse.catalog.openTable'
  | 'lakehouse.catalog.newQuery'
  | 'lakehouse.catalog.pin'
  | 'lakehouse.catalog.preview'
  | 'lakehouse.catalog.queryAsOf'
  | 'lakehouse.catalog.refresh'
  | 'lakehouse.catalog.retry'
  | 'lakehouse.catalog.revealInConsole'
  | 'lakehouse.catalog.unpin'
  | 'lakehouse.connections.add'
  | 'lakehouse.connections.edit'
  | 'lakehouse.connections.remove'
  | 'lakehouse.connections.rename'
  | 'lakehouse.connections.signIn'
  | 'lakehouse.connections.test'
  | 'lakehouse.converter.convert'
  | 'lakehouse.converter.showReport'
  | 'lakehouse.lineage.open'
  | 'lakehouse.history.clear'
  | 'lakehouse.history.open'
  | 'lakehouse.lineage.openSource'
  | 'lakehouse.lineage.showImpact'
  | 'lakehouse.notebook.create'
  | 'lakehouse.results.clear'
  | 'lakehouse.results.compare'
  | 'lakehouse.results.copyCode'
  | 'lakehouse.results.export'
  | 'lakehouse.showLog'
  | 'lakehouse.tablePage.open';

export type CommandHandler = (...args: never[]) => Promise<void> | void;

/** Reports a failure to the user, once, in words. */
export type ErrorReporter = (error: unknown) => void;

/** Registers commands of one feature through the one place that reports failures. */
export function registerCommands(
  table: Partial<Record<CommandId, CommandHandler>>,
  report: ErrorReporter,
): vscode.Disposable {
  const registrations = Object.entries(table).map(([id, run]) =>
    vscode.commands.registerCommand(id, async (...args: never[]) => {
      try {
        await run(...args);
      } catch (error) {
        report(error);
      }
    }),
  );
  return vscode.Disposable.from(...registrations);
}
