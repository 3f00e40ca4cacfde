import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';

/**
 * The sample as the editor's own command makes it, and the hover on it. The nodes of the catalog tree are
 * not to be had here, because the editor hands a tree to nobody but its view: `test/e2e` walks through it.
 */
describe('the sample lakehouse', () => {
  let folder: vscode.Uri;

  before(function () {
    const workspace = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(workspace, 'the lane opens the editor on a folder');
    folder = workspace;
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('is made in the folder that is open, connected to, and opened', async () => {
    await vscode.commands.executeCommand('lakehouse.catalog.createSample', folder);
    const connections = vscode.workspace.getConfiguration('lakehouse').get('connections');
    assert.deepEqual(connections, {
      sample: { type: 'local', path: '${workspaceFolder}/lakehouse' },
    });
    assert.equal(vscode.window.activeNotebookEditor?.notebook.notebookType, 'lakehouse-sql');
  });

  it('is not made over files that are no sample', async () => {
    const other = mkdtempSync(join(tmpdir(), 'lakehouse-host-'));
    try {
      const mine = vscode.Uri.file(join(other, 'lakehouse', 'mine.txt'));
      await vscode.workspace.fs.writeFile(mine, new TextEncoder().encode('mine'));
      await vscode.commands.executeCommand(
        'lakehouse.catalog.createSample',
        vscode.Uri.file(other),
      );
      const names = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(mine, '..'));
      assert.deepEqual(names, [['mine.txt', vscode.FileType.File]]);
    } finally {
      rmSync(other, { recursive: true });
    }
  });

  it('has a hover in its notebook, with the file and the line that fill a table', async () => {
    const notebook = await vscode.workspace.openNotebookDocument(
      vscode.Uri.joinPath(folder, 'welcome.lake.sql'),
    );
    const cell = notebook
      .getCells()
      .find(({ document }) => document.getText().includes('daily_revenue'));
    assert.ok(cell);
    const table = await hoverOn(cell.document, 'daily_revenue');
    assert.match(table, /Comes from[^]*silver\.orders[^]*pipelines\/02_gold\.sql:\d/);
    const [first, next] = await linesOf(folder, [
      'TABLE gold.daily_revenue',
      'TABLE gold.customer',
    ]);
    const line = Number(/02_gold\.sql:(\d+)/.exec(table)?.[1]);
    assert.ok(first !== undefined && next !== undefined && line >= first && line < next, table);
    const column = await hoverOn(cell.document, 'revenue');
    assert.match(column, /decimal\(14, ?2\)/);
    assert.match(column, /silver\.orders\.amount[^]*pipelines\/02_gold\.sql:\d+/);
  });

  it('has a hover in its pipelines, with the type and the comment of a column', async () => {
    const document = await vscode.workspace.openTextDocument(
      vscode.Uri.joinPath(folder, 'pipelines', '02_gold.sql'),
    );
    const column = await hoverOn(document, 'ordered_at');
    assert.match(column, /timestamp[^]*When, in shop time/);
    assert.match(column, /pipelines\/01_silver\.sql:\d+/);
  });
});

/**
 * What the extension's hover says of the first `word` of a document, as Markdown without its escapes, when the
 * workspace has been read. Each answer waits for a while for the reading, and says where it was not over.
 */
async function hoverOn(document: vscode.TextDocument, word: string): Promise<string> {
  const at = document.getText().search(new RegExp(`\\b${word}\\b`));
  assert.ok(at >= 0, `no ${word}`);
  let text: string;
  do {
    const hovers = await vscode.commands.executeCommand<readonly vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      document.positionAt(at + 1),
    );
    const contents = hovers.flatMap((hover) => hover.contents);
    text = contents
      .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
      .join('\n');
  } while (text.includes('still being read'));
  return text.replaceAll(/\\(?=[^a-z\d\s])/gi, '');
}

/** The lines, from 1, of a pipeline of the sample that hold the texts. */
async function linesOf(folder: vscode.Uri, texts: readonly string[]): Promise<readonly number[]> {
  const document = await vscode.workspace.openTextDocument(
    vscode.Uri.joinPath(folder, 'pipelines', '02_gold.sql'),
  );
  return texts.map((text) => document.positionAt(document.getText().indexOf(text)).line + 1);
}
