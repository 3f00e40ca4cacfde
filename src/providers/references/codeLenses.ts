import * as vscode from 'vscode';
import type { Services } from '../../host/services.js';
import { RpcError } from '../../util/rpc.js';
import { mayMakeTables } from './mayMakeTables.js';

const section = 'lakehouse.lineage';

/** The lenses above `CREATE`, drawn anew when the index has something new to say. */
export class CodeLenses implements vscode.CodeLensProvider {
  readonly #services: Services;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #disposables: { dispose(): unknown }[] = [this.#changed];
  #isListening = false;

  constructor(services: Services) {
    this.#services = services;
    this.#disposables.push(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(section)) this.#changed.fire();
      }),
    );
  }

  get onDidChangeCodeLenses(): vscode.Event<void> {
    return this.#changed.event;
  }

  async provideCodeLenses(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeLens[]> {
    const isOn = vscode.workspace.getConfiguration(section, document).get<boolean>('codeLens');
    // Every file of SQL or Python that is opened comes here, and the workspace is read with the first question.
    if (isOn !== true || !mayMakeTables(document.getText())) return [];
    const [lineage, loaded] = await Promise.all([this.#services.lineage(), import('./loaded.js')]);
    if (!this.#isListening) {
      this.#isListening = true;
      this.#disposables.push(
        lineage.service.onDidProgress((progress) => {
          if (progress === undefined) this.#changed.fire();
        }),
      );
    }
    try {
      return await loaded.provideCodeLenses(lineage, document, token);
    } catch (error) {
      // No lens is better than a message with every key that is pressed.
      if (token.isCancellationRequested || error instanceof RpcError) return [];
      throw error;
    }
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }
}
