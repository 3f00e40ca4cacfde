import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { storedWorkspaces } from './storedResults.js';

const id = 'lakehouse-workbench.lakehouse-workbench';

describe('activation', () => {
  it('does nothing on start-up', () => {
    assert.equal(extension().isActive, false);
  });

  it('comes with a file of SQL, where a hover may be asked for', async () => {
    await vscode.workspace.openTextDocument({ language: 'sql', content: 'SELECT 1' });
    const end = Date.now() + 10_000;
    while (!extension().isActive && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.equal(extension().isActive, true);
  });

  it('is there with the catalog view', async () => {
    await vscode.commands.executeCommand('lakehouse.catalog.focus');
    await extension().activate();
    assert.equal(extension().isActive, true);
  });

  it('stores nothing before there is a result', function () {
    const stored = storedWorkspaces();
    if (stored === undefined) this.skip();
    assert.deepEqual(stored, []);
  });

  it('registers every command of the manifest', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = contributedCommands().filter((command) => !registered.has(command));
    assert.deepEqual(missing, []);
  });
});

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(id);
  assert.ok(found, `${id} is not installed`);
  return found;
}

function contributedCommands(): readonly string[] {
  const manifest: unknown = extension().packageJSON;
  assert.ok(isManifest(manifest));
  return manifest.contributes.commands.map(({ command }) => command);
}

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

function isManifest(value: unknown): value is Manifest {
  return typeof value === 'object' && value !== null && 'contributes' in value;
}
