import * as vscode from 'vscode';
import { registerCommands } from '../../host/commands.js';
import type { Services } from '../../host/services.js';
import type { LineageHover } from './lineageHover.js';

/** The lineage hover over SQL, that in Databricks notebooks included. It is loaded, and the workspace read, with the first hover. */
export function registerLineage(services: Services): vscode.Disposable {
  let loaded: Promise<LineageHover> | undefined;
  const load = (): Promise<LineageHover> =>
    (loaded ??= import('./lineageHover.js').then((module) => {
      const lineage = module.createLineageHover(services);
      services.context.subscriptions.push(lineage);
      return lineage;
    }));
  return vscode.Disposable.from(
    vscode.languages.registerHoverProvider(
      [{ language: 'sql' }, { pattern: '**/*.{sql,py}' }, { notebookType: 'lakehouse-sql' }],
      {
        async provideHover(document, position, token) {
          const lineage = await load();
          return lineage.provideHover(document, position, token);
        },
      },
    ),
    registerCommands(
      {
        'lakehouse.lineage.openSource': async (source: unknown) => {
          const { openSource } = await import('./openSource.js');
          await openSource(source);
        },
      },
      services.report,
    ),
  );
}
