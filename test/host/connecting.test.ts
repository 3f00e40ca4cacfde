import assert from 'node:assert/strict';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';

/** What the buttons of the empty view run, in the folder that is open. */
describe('connecting a lakehouse', () => {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(workspace);
  const root = workspace.uri;
  const connections = (): Readonly<Record<string, unknown>> =>
    vscode.workspace
      .getConfiguration('lakehouse')
      .inspect<Readonly<Record<string, unknown>>>('connections')?.workspaceValue ?? {};

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace
      .getConfiguration('lakehouse')
      .update('connections', undefined, vscode.ConfigurationTarget.Workspace);
    for (const name of [
      'lakehouse',
      'pipelines',
      'databricks',
      'welcome.lake.sql',
      'mine',
      'empty',
    ]) {
      rmSync(join(root.fsPath, name), { recursive: true, force: true });
    }
  });

  it('makes the sample, connects it and opens its notebook, which runs on it', async () => {
    await vscode.commands.executeCommand('lakehouse.catalog.createSample', root);
    assert.deepEqual(connections(), {
      sample: { type: 'local', path: '${workspaceFolder}/lakehouse' },
    });
    assert.ok(existsSync(join(root.fsPath, 'lakehouse', 'silver', 'orders', 'metadata')));
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    assert.ok(notebook);
    assert.equal(notebook.uri.fsPath, join(root.fsPath, 'welcome.lake.sql'));
    const index = notebook
      .getCells()
      .findIndex((cell) => cell.document.getText().includes(' AT ('));
    assert.notEqual(index, -1);
    const cell = await run(notebook, index);
    assert.equal(cell.executionSummary?.success, true);
  });

  it('connects a folder of the workspace by a path that holds elsewhere too', async () => {
    const folder = vscode.Uri.joinPath(root, 'mine');
    mkdirSync(join(folder.fsPath, 'shop', 'orders'), { recursive: true });
    writeFileSync(join(folder.fsPath, 'shop', 'orders', 'a.csv'), 'id\n1\n');
    await vscode.commands.executeCommand('lakehouse.connections.add', 'my lake', folder);
    const before = connections();
    assert.deepEqual(before['my lake'], { type: 'local', path: '${workspaceFolder}/mine' });
    assert.ok('sample' in before);
  });

  it('does not connect a folder without tables', async () => {
    const before = connections();
    const folder = vscode.Uri.joinPath(root, 'empty');
    mkdirSync(folder.fsPath);
    await vscode.commands.executeCommand('lakehouse.connections.add', 'nothing', folder);
    assert.deepEqual(connections(), before);
  });

  it('does not put a connection in the place of another', async () => {
    const before = connections();
    const folder = vscode.Uri.joinPath(root, 'mine');
    await vscode.commands.executeCommand('lakehouse.connections.add', 'sample', folder);
    assert.deepEqual(connections(), before);
  });
});

async function run(notebook: vscode.NotebookDocument, index: number): Promise<vscode.NotebookCell> {
  const ended = new Promise<vscode.NotebookCell>((resolve) => {
    const listener = vscode.workspace.onDidChangeNotebookDocument((event) => {
      const cell = event.notebook.cellAt(index);
      if (event.notebook !== notebook || cell.executionSummary?.timing === undefined) return;
      listener.dispose();
      resolve(cell);
    });
  });
  await vscode.commands.executeCommand('notebook.cell.execute', {
    ranges: [{ start: index, end: index + 1 }],
    document: notebook.uri,
  });
  return ended;
}
