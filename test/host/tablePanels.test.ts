import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Preview } from '../../src/catalog/capabilities.js';
import { CatalogError, type Table, type TableIdentifier } from '../../src/catalog/catalog.js';
import type { TableNode } from '../../src/providers/catalogTree/nodes/catalogNode.js';
import { FakeCatalog } from '../support/fakeCatalog.js';
import { fakeConnection } from '../support/fakeConnection.js';

/** What happens to a signal, or to what was fetched, as promises to wait for. */
function event(): { readonly happened: Promise<void>; readonly happen: () => void } {
  let happen = (): void => undefined;
  const happened = new Promise<void>((resolve) => (happen = resolve));
  return { happened, happen };
}

/** A catalog whose tables can be previewed as a test says, and that counts what it is asked for. */
class PreviewedCatalog extends FakeCatalog {
  readonly loads: string[] = [];
  readonly previews: AbortSignal[] = [];
  onPreview: (signal: AbortSignal) => Promise<Preview> = () => Promise.reject(new Error('not set'));

  override loadTable(identifier: TableIdentifier): Promise<Table> {
    this.loads.push(identifier.name);
    return super.loadTable(identifier);
  }

  preview(_: TableIdentifier, __: unknown, signal: AbortSignal): Promise<Preview> {
    this.previews.push(signal);
    return this.onPreview(signal);
  }
}

describe('the panels of a table', () => {
  const open = (name: string, kind: 'table' | 'view' = 'table') => {
    const catalog = new PreviewedCatalog('fake', { [`shop.${name}`]: 'SELECT 1' });
    const connection = fakeConnection('fake', catalog);
    const identifier = { namespace: ['shop'], name };
    const node: TableNode = { kind: 'table', connection, catalog, table: { identifier, kind } };
    return { catalog, node, place: { connection, catalog, table: identifier, kind } };
  };
  const tabs = (label: string): readonly vscode.Tab[] =>
    vscode.window.tabGroups.all.flatMap((group) => group.tabs.filter((tab) => tab.label === label));
  const shown = async (label: string): Promise<vscode.Tab> => {
    for (;;) {
      const [tab] = tabs(label);
      if (tab !== undefined) return tab;
      await new Promise<void>((resolve) => {
        const listener = vscode.window.tabGroups.onDidChangeTabs(() => {
          listener.dispose();
          resolve();
        });
      });
    }
  };
  const run = (command: string, argument: unknown): Thenable<unknown> =>
    vscode.commands.executeCommand(`lakehouse.${command}`, argument);

  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('stop fetching rows when they are closed', async () => {
    const { catalog, node } = open('hung');
    const [asked, stopped] = [event(), event()];
    catalog.onPreview = (signal) => {
      asked.happen();
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          stopped.happen();
          reject(new CatalogError('cancelled', 'stopped'));
        });
      });
    };
    await run('catalog.preview', node);
    await asked.happened;
    await vscode.window.tabGroups.close(await shown('shop.hung'));
    await stopped.happened;
    assert.equal(catalog.previews.length, 1);
  });

  it('remove what was fetched as soon as its rows are stored', async () => {
    const { catalog, node } = open('small');
    const removed = event();
    catalog.onPreview = () =>
      Promise.resolve({
        sql: "SELECT 1 AS id, 'x' AS note",
        files: { read: 1, total: 1, bytes: 10n },
        read: [],
        fetched: 10,
        requests: 1,
        leftOut: [],
        isWhole: true,
        dispose: () => {
          removed.happen();
          return Promise.resolve();
        },
      });
    await run('catalog.preview', node);
    await removed.happened;
    await shown('shop.small');
  });

  it('are there, and not twice, for the page of a table, whose sections share one definition', async () => {
    const { catalog, place } = open('orders');
    await run('tablePage.open', place);
    await run('tablePage.open', place);
    const tab = await shown('shop.orders');
    assert.equal(tabs('shop.orders').length, 1);
    await vscode.window.tabGroups.close(tab);
    assert.ok(catalog.loads.length <= 1, `loaded ${catalog.loads.length} times`);
    await run('tablePage.open', place);
    await shown('shop.orders');
  });

  it('are none for a table of a connection that is gone', async () => {
    const { connection, catalog } = { connection: 'gone', catalog: 'gone' };
    await run('tablePage.open', {
      connection,
      catalog,
      namespace: ['shop'],
      name: 'lost',
      kind: 'table',
    });
    assert.deepEqual(tabs('shop.lost'), []);
  });
});
