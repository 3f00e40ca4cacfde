import * as vscode from 'vscode';
import { registerCommands } from '../../host/commands.js';
import type { Services } from '../../host/services.js';
import type { WorkspaceLineage } from '../../host/workspaceLineage.js';
import { sqlDocuments } from '../lineageHover/sqlDocuments.js';
import type * as Loaded from './loaded.js';
import { CodeLenses } from './codeLenses.js';

/**
 * References, definitions and renaming of names in SQL, what depends on a table, and how many do above its `CREATE`.
 * Their code is loaded, and the workspace read, with the first question.
 */
export function registerReferences(services: Services): vscode.Disposable {
  const { languages } = vscode;
  const load = async (): Promise<readonly [WorkspaceLineage, typeof Loaded]> =>
    Promise.all([services.lineage(), import('./loaded.js')]);
  const lenses = new CodeLenses(services);
  return vscode.Disposable.from(
    languages.registerReferenceProvider(sqlDocuments, {
      async provideReferences(document, position, context, token) {
        const [lineage, loaded] = await load();
        return loaded.provideReferences(lineage, document, position, context, token);
      },
    }),
    languages.registerDefinitionProvider(sqlDocuments, {
      async provideDefinition(document, position, token) {
        const [lineage, loaded] = await load();
        return loaded.provideDefinition(lineage, document, position, token);
      },
    }),
    languages.registerRenameProvider(sqlDocuments, {
      async prepareRename(document, position, token) {
        const [lineage, loaded] = await load();
        return loaded.prepareRename(lineage, document, position, token);
      },
      async provideRenameEdits(document, position, newName, token) {
        const [lineage, loaded] = await load();
        return loaded.provideRenameEdits(lineage, document, position, newName, token);
      },
    }),
    lenses,
    languages.registerCodeLensProvider(sqlDocuments, lenses),
    registerCommands(
      {
        'lakehouse.lineage.showImpact': async (argument: unknown) => {
          const [lineage, loaded] = await load();
          await loaded.showImpact(lineage, argument);
        },
      },
      services.report,
    ),
  );
}
