import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const silver = 'CREATE TABLE refs_s.o AS\nSELECT id, a * 2 AS amount FROM refs_b.o;\n';
const gold = `CREATE TABLE refs_g.d AS
WITH o AS (SELECT id, amount FROM refs_s.o)
SELECT o.id, sum(o.amount) AS revenue FROM o GROUP BY o.id;
`;
const notebook = '-- %% name=a\nSELECT amount\nFROM refs_s.o\n';

/** Each provider through the command that the editor itself uses; nothing of it is called directly. */
describe('names in SQL across the workspace', () => {
  let folder: vscode.Uri;
  const at = (name: string): vscode.Uri => vscode.Uri.joinPath(folder, 'refs', name);
  const write = (name: string, text: string): Thenable<void> =>
    vscode.workspace.fs.writeFile(at(name), new TextEncoder().encode(text));

  before(async () => {
    const workspace = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(workspace, 'the lane opens the editor on a folder');
    folder = workspace;
    await vscode.extensions.getExtension('lakehouse-workbench.lakehouse-workbench')?.activate();
    await write('silver.sql', silver);
    await write('gold.sql', gold);
    await write('look.lake.sql', notebook);
    await setting().update('connections', lake, vscode.ConfigurationTarget.Workspace);
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(at(''), { recursive: true });
    await setting().update('connections', before_, vscode.ConfigurationTarget.Workspace);
  });
  const setting = (): vscode.WorkspaceConfiguration =>
    vscode.workspace.getConfiguration('lakehouse');
  const before_: unknown = vscode.workspace.getConfiguration('lakehouse').get('connections');
  const lake = { refs: { type: 'local', path: '${workspaceFolder}/refs' } };

  const open = async (name: string, text: string): Promise<[vscode.Uri, vscode.Position]> => {
    const document = await vscode.workspace.openTextDocument(at(name));
    return [document.uri, document.positionAt(document.getText().indexOf(text) + text.length)];
  };
  const placeText = async ({ uri, range }: vscode.Location): Promise<string> => {
    const document = await vscode.workspace.openTextDocument(uri);
    const name = uri.path.split('/').at(-1) ?? '';
    return `${name}:${range.start.line + 1} ${document.getText(range)}`;
  };
  const textsOf = async (locations: readonly vscode.Location[]): Promise<readonly string[]> =>
    (await Promise.all(locations.map(placeText))).sort();

  it('are found everywhere, in the cells of notebooks too', async () => {
    const found = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      ...(await open('gold.sql', 'FROM refs_s.o')),
    );
    assert.deepEqual(await textsOf(found), [
      'gold.sql:2 refs_s.o',
      'look.lake.sql:2 refs_s.o',
      'silver.sql:1 refs_s.o',
    ]);
    const cell = found.find(({ uri }) => uri.path.endsWith('.lake.sql'));
    assert.equal(cell?.uri.scheme, 'vscode-notebook-cell');
  });

  it('of a column lead to where it is made', async () => {
    const found = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeDefinitionProvider',
      ...(await open('gold.sql', 'o.amount')),
    );
    assert.deepEqual(await textsOf(found), ['silver.sql:2 amount']);
  });

  it('are found as they stand in an editor, not as they are on disk', async () => {
    const [uri] = await open('gold.sql', '');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(3, 0), 'SELECT amount FROM refs_s.o;\n');
    await vscode.workspace.applyEdit(edit);
    const count = async (): Promise<number> =>
      (
        await vscode.commands.executeCommand<vscode.Location[]>(
          'vscode.executeReferenceProvider',
          ...(await open('silver.sql', 'TABLE refs_s.o')),
        )
      ).length;
    await until(async () => (await count()) === 4);
    await vscode.commands.executeCommand('workbench.action.files.revert', uri);
    await vscode.window.showTextDocument(uri);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await until(async () => (await count()) === 3);
  });

  it('of a CTE can be changed in all its places', async () => {
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      ...(await open('gold.sql', 'WITH o')),
      'orders',
    );
    const ranges = edit.entries().flatMap(([, edits]) => edits);
    const lines = ranges.map(({ range }) => `${range.start.line + 1}:${range.start.character}`);
    assert.deepEqual(lines.sort(), ['2:5', '3:17', '3:43', '3:54', '3:7']);
    assert.ok(ranges.every(({ newText }) => newText === 'orders'));
  });

  it('of a table are not changed, and the reason is said', async () => {
    await assert.rejects(
      Promise.resolve(
        vscode.commands.executeCommand(
          'vscode.executeDocumentRenameProvider',
          ...(await open('gold.sql', 'FROM refs_s.o')),
          'orders',
        ),
      ),
      /Only CTEs and aliases/,
    );
  });

  it('of tables have above them how many use them, unless that is switched off', async () => {
    const lenses = async (): Promise<readonly (string | undefined)[]> => {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        at('silver.sql'),
        10,
      );
      return found.map(({ command }) => command?.title);
    };
    await vscode.workspace.openTextDocument(at('silver.sql'));
    await until(async () => (await lenses()).length > 0);
    assert.deepEqual(await lenses(), ['Used by 1 table and 1 query']);
    await setting().update('lineage.codeLens', false, vscode.ConfigurationTarget.Workspace);
    try {
      assert.deepEqual(await lenses(), []);
    } finally {
      await setting().update('lineage.codeLens', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });
});

/** Waits for a state; the lane's time limit ends it. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
}
