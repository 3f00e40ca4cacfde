import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Connections } from '../../src/connections/connections.js';
import { createConnectionFactory } from '../../src/connections/createConnection.js';
import { DuckDbClient } from '../../src/duckdb/duckDbClient.js';
import { type CatalogNode, isParent } from '../../src/providers/catalogTree/nodes/catalogNode.js';
import { emptyWorkspaceFile, type WorkspaceFile } from '../../src/workspaceFile/workspaceFile.js';
import { CatalogTreeProvider } from '../../src/providers/catalogTree/catalogTreeProvider.js';

const hostile = '<img src=x onerror=alert(1)>';

/** The tree's provider under the real editor's types; what the editor draws of it, the walk sees. */
describe('the tree of catalogs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lakehouse-tree-'));
  const extension = vscode.extensions.getExtension('lakehouse-workbench.lakehouse-workbench');
  assert.ok(extension);
  const duckdb = new DuckDbClient(
    new URL(vscode.Uri.joinPath(extension.extensionUri, 'dist', 'duckdbProcess.js').toString()),
    { tempDirectory: join(folder, 'duckdb') },
  );
  const newResultFile = () => Promise.reject(new Error('no query runs here'));
  const connections = new Connections(
    createConnectionFactory({
      duckdb,
      newResultFile,
      askForCode: newResultFile,
      secrets: { get: newResultFile, forget: newResultFile },
    }),
  );
  const settings = () => vscode.workspace.getConfiguration('lakehouse');
  let file: WorkspaceFile = emptyWorkspaceFile;
  const tree = new CatalogTreeProvider({
    connections,
    pageSize: () => settings().get('tree.pageSize', 200),
    workspaceFile: () => file,
  });
  const never = new vscode.CancellationTokenSource().token;

  before(async () => {
    for (const name of ['a', 'b', 'c', hostile]) {
      mkdirSync(join(folder, 'lake', 'shop', name), { recursive: true });
      writeFileSync(join(folder, 'lake', 'shop', name, 'rows.csv'), 'id,name\n1,x\n');
    }
    const broken = join(folder, 'lake', 'shop', 'broken', 'metadata');
    mkdirSync(broken, { recursive: true });
    writeFileSync(join(broken, 'v1.metadata.json'), '{"format-version": 2,');
    const lake = {
      type: 'local',
      name: 'lake',
      path: join(folder, 'lake'),
      readOnly: true,
    } as const;
    const elsewhere = { ...lake, name: 'gone', path: join(folder, 'gone') };
    connections.update({ settings: [lake, elsewhere], problems: [] });
    await settings().update('tree.pageSize', 2, vscode.ConfigurationTarget.Global);
  });
  after(async () => {
    await settings().update('tree.pageSize', undefined, vscode.ConfigurationTarget.Global);
    tree.dispose();
    duckdb.dispose();
    rmSync(folder, { recursive: true });
  });

  const labels = (nodes: readonly CatalogNode[]) =>
    nodes.map((node) => tree.getTreeItem(node).label);
  const find = (nodes: readonly CatalogNode[], label: string): CatalogNode => {
    const found = nodes.find((node) => tree.getTreeItem(node).label === label);
    assert.ok(found, `${label} is not among ${JSON.stringify(labels(nodes))}`);
    return found;
  };
  /** Every child, however many pages it takes. */
  const allOf = async (node: CatalogNode): Promise<CatalogNode[]> => {
    for (;;) {
      await tree.getChildren(node);
      if (isParent(node)) await tree.settled(node);
      const nodes = await tree.getChildren(node);
      const more = nodes.at(-1);
      if (more?.kind !== 'more') return nodes;
      await tree.loadMore(more.parent);
    }
  };
  const columnsOf = async (table: CatalogNode) =>
    labels(await allOf(find(await allOf(table), 'Columns')));
  const shop = async (): Promise<CatalogNode> =>
    find(await tree.getChildren(find(await tree.getChildren(), 'lake')), 'shop');

  it('loads a page, and another when it is told to', async () => {
    const node = await shop();
    const first = await tree.getChildren(node);
    assert.equal(first.length, 3);
    const more = first.at(-1);
    assert.ok(more?.kind === 'more');
    assert.equal(tree.getTreeItem(more).command?.command, 'lakehouse.catalog.loadMore');
    const changed: unknown[] = [];
    const listener = tree.onDidChangeTreeData((what) => changed.push(what));
    await tree.loadMore(more.parent);
    listener.dispose();
    assert.ok(changed.length > 0 && changed.every((what) => what === node));
    const second = await tree.getChildren(node);
    assert.equal(second.length, 5);
    await tree.loadMore(more.parent);
    assert.deepEqual(labels(await tree.getChildren(node)).sort(), [
      hostile,
      'a',
      'b',
      'broken',
      'c',
    ]);
  });

  it('has one red node for a broken table among good ones', async () => {
    const tables = await allOf(await shop());
    const broken = await tree.getChildren(find(tables, 'broken'));
    assert.deepEqual(
      broken.map(({ kind }) => kind),
      ['error'],
    );
    assert.match(
      String(broken.map((node) => tree.getTreeItem(node).description)),
      /v1\.metadata\.json/,
    );
    assert.deepEqual(await columnsOf(find(tables, 'a')), ['id', 'name']);
  });

  it('has one red node for a connection whose folder is gone', async () => {
    const gone = await tree.getChildren(find(await tree.getChildren(), 'gone'));
    assert.deepEqual(
      gone.map(({ kind }) => kind),
      ['error'],
    );
  });

  it('shows a name that looks like HTML as the text it is', async () => {
    const node = find(await allOf(await shop()), hostile);
    const item = tree.getTreeItem(node);
    assert.equal(item.label, hostile);
    const { tooltip } = await tree.resolveTreeItem(item, node, never);
    assert.ok(tooltip instanceof vscode.MarkdownString);
    assert.equal(tooltip.supportHtml, false);
    // The one link is ours, and the one command that it runs.
    assert.deepEqual(tooltip.isTrusted, { enabledCommands: ['lakehouse.tablePage.open'] });
    const links = [...tooltip.value.matchAll(/(?<!\\)\]\((.*)\)/g)].map(([, uri = '']) => uri);
    assert.equal(links.length, 1);
    const [, argument = ''] = (links[0] ?? '').split('?');
    const page = { connection: 'lake', catalog: 'lake', namespace: ['shop'], name: hostile };
    assert.deepEqual(JSON.parse(decodeURIComponent(argument)), [{ ...page, kind: 'table' }]);
    // The name is code, and all else is escaped.
    assert.match(tooltip.value, /^\*\*`shop\.<img src=x onerror=alert\(1\)>`\*\* csv\n/);
    assert.doesNotMatch(tooltip.value.slice(tooltip.value.indexOf('\n')), /(?<!\\)[<>]/);
  });

  it('knows what a table has now after a refresh', async () => {
    const node = await shop();
    const columns = async () => columnsOf(find(await allOf(node), 'a'));
    assert.deepEqual(await columns(), ['id', 'name']);
    writeFileSync(join(folder, 'lake', 'shop', 'a', 'rows.csv'), 'id,name,note\n1,x,y\n');
    tree.refresh(node);
    assert.deepEqual(await columns(), ['id', 'name', 'note']);
  });

  it('gives the SQL names of what is dragged, as text and nothing else', async () => {
    const tables = await allOf(await shop());
    const data = new vscode.DataTransfer();
    tree.handleDrag([find(tables, 'a'), find(tables, hostile)], data);
    assert.equal(data.get('text/plain')?.value, `shop.a, shop."${hostile}"`);
    assert.deepEqual(
      [...data].map(([mime]) => mime),
      ['text/plain'],
    );
  });

  it('shows pinned tables at the top, and says of one that it is gone', async () => {
    const pin = (...table: readonly string[]) => ({ connection: 'lake', table });
    file = {
      favourites: [pin('shop', 'a'), pin('shop', 'nope'), { ...pin('x'), connection: 'none' }],
      descriptions: [{ ...pin('shop', 'a'), comment: 'Of *us*', tags: { team: 'web' } }],
    };
    tree.refreshPins();
    const pins = find(await tree.getChildren(), 'Pinned');
    const [table, nope, none, ...others] = await allOf(pins);
    assert.deepEqual(others, []);
    assert.ok(table !== undefined && nope !== undefined && none !== undefined);
    const item = tree.getTreeItem(table);
    assert.deepEqual([item.label, item.description], ['a', 'csv · lake · shop']);
    assert.match(item.contextValue ?? '', /^table .*\bunpin\b/);
    assert.match(String(tree.getTreeItem(nope).description), /^gone/);
    assert.match(String(tree.getTreeItem(none).description), /^gone/);
    const { tooltip } = await tree.resolveTreeItem(item, table, never);
    assert.ok(tooltip instanceof vscode.MarkdownString);
    assert.match(tooltip.value, /Of \\\*us\\\*[^]*team\\: web/);
    assert.deepEqual(await columnsOf(table), ['id', 'name', 'note']);
    file = emptyWorkspaceFile;
    tree.refreshPins();
    assert.notEqual(tree.getTreeItem((await tree.getChildren())[0] ?? pins).label, 'Pinned');
  });

  it('knows what stands above a table that is on no page yet', async () => {
    const node = await shop();
    assert.ok(node.kind === 'namespace');
    tree.refresh(node);
    const identifier = { namespace: ['shop'], name: 'c' };
    const table = { ...node, kind: 'table', table: { identifier, kind: 'table' } } as const;
    await tree.include(table);
    const names = labels(await tree.getChildren(node));
    assert.ok(names.includes('c'));
    const above = tree.getParent(table);
    assert.ok(above !== undefined);
    assert.equal(tree.getTreeItem(above).id, tree.getTreeItem(node).id);
    assert.equal(tree.getTreeItem(tree.getParent(above) ?? node).label, 'lake');
  });
});
