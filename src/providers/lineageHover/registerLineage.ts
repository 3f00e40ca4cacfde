import * as vscode from 'vscode';
import { registerCommands } from '../../host/commands.js';
import type { Services } from '../../host/services.js';
import { sqlDocuments } from './sqlDocuments.js';

/** The lineage hover over SQL, that in Databricks notebooks included. It is loaded, and the workspace read, with the first hover. */
export function registerLineage(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerHoverProvider(sqlDocuments, {
      async provideHover(document, position, token) {
        const [lineage, hover] = await Promise.all([
          services.lineage(),
          import('./lineageHover.js'),
        ]);
        return hover.provideHover(services, lineage, document, position, token);
      },
    }),
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
