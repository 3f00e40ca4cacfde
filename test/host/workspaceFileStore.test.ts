import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { WorkspaceFileStore } from '../../src/host/workspaceFileStore.js';
import { withDescription, withFavourite } from '../../src/workspaceFile/editWorkspaceFile.js';
import { WorkspaceFileError } from '../../src/workspaceFile/workspaceFile.js';

/** Real files under a real editor; a second store stands for the window of somebody else. */
describe('.vscode/lakehouse.json in the editor', () => {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(workspace);
  const folder = join(workspace.uri.fsPath, '.vscode');
  const file = join(folder, 'lakehouse.json');
  const uri = vscode.Uri.file(file);
  const table = (name: string) => ({ connection: 'lake', table: ['shop', name] });
  const names = (store: WorkspaceFileStore): readonly (string | undefined)[] =>
    store.current.favourites.map(({ table: path }) => path.at(-1));
  const pin = (store: WorkspaceFileStore, name: string): Promise<void> =>
    store.edit((text) => withFavourite(text, table(name)));
  const onDisk = (): string => readFileSync(file, 'utf8');
  /** Until a store says what is expected of it. */
  const until = async (store: WorkspaceFileStore, isSo: () => boolean): Promise<void> => {
    while (!isSo()) {
      await new Promise<void>((resolve) => {
        const listener = store.onDidChange(() => {
          listener.dispose();
          resolve();
        });
      });
    }
  };
  let store: WorkspaceFileStore;

  beforeEach(async () => {
    mkdirSync(folder, { recursive: true });
    rmSync(file, { force: true, recursive: true });
    store = new WorkspaceFileStore();
    await store.ready;
  });
  afterEach(async () => {
    store.dispose();
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    rmSync(file, { force: true, recursive: true });
  });

  it('loses none of many edits at the same time', async () => {
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => pin(store, name)));
    assert.deepEqual(names(store), ['a', 'b', 'c', 'd']);
    const again = new WorkspaceFileStore();
    await again.ready;
    assert.deepEqual(names(again), ['a', 'b', 'c', 'd']);
    again.dispose();
  });

  it('keeps what another window has written in between, though the editor has an older copy', async () => {
    await pin(store, 'a');
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    const other = new WorkspaceFileStore();
    await pin(other, 'b');
    // Not even the editor has been told of this one.
    writeFileSync(file, withFavourite(onDisk(), table('c')));
    await pin(store, 'd');
    assert.deepEqual(names(store), ['a', 'b', 'c', 'd']);
    await until(other, () => names(other).length === 4);
    other.dispose();
  });

  it('hears of what others write, and of the file being removed', async () => {
    writeFileSync(file, withFavourite('', table('a')));
    await until(store, () => names(store).length === 1);
    rmSync(file);
    await until(store, () => names(store).length === 0);
  });

  it('keeps what is typed into the file and not saved yet', async () => {
    await pin(store, 'a');
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document);
    // The editor may still have its copy of a file of an earlier test.
    await vscode.commands.executeCommand('workbench.action.files.revert');
    assert.equal(document.getText(), onDisk());
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), '// for the team\n');
    });
    assert.ok(document.isDirty);
    await store.edit((text) => withDescription(text, table('a'), { comment: 'All of them' }));
    assert.match(onDisk(), /^\/\/ for the team\n/);
    assert.match(onDisk(), /All of them/);
    assert.deepEqual([names(store), document.isDirty], [['a'], false]);
  });

  it('writes nothing over a broken file, and keeps what it said before', async () => {
    await pin(store, 'a');
    const broken = '{ "favourites": [';
    writeFileSync(file, broken);
    await until(store, () => store.problem !== undefined);
    await assert.rejects(pin(store, 'b'), WorkspaceFileError);
    assert.equal(onDisk(), broken);
    assert.deepEqual(names(store), ['a']);
    // An edit that failed keeps none after it from being made.
    writeFileSync(file, '{}');
    await pin(store, 'c');
    assert.deepEqual([names(store), store.problem], [['c'], undefined]);
  });

  it('goes on after a file that could not be read at all', async () => {
    mkdirSync(file);
    const other = new WorkspaceFileStore();
    await other.ready;
    assert.ok(other.problem);
    await assert.rejects(pin(other, 'a'));
    rmSync(file, { recursive: true });
    await pin(other, 'a');
    assert.deepEqual([names(other), other.problem], [['a'], undefined]);
    other.dispose();
  });
});
