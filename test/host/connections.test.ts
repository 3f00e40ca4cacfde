import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';

type Entries = Readonly<Record<string, unknown>>;

/** A REST catalog that knows one token, and what it was asked with. */
class TokenCatalog {
  readonly seen: (string | undefined)[] = [];
  readonly #token: string;
  readonly #server: Server;

  constructor(token: string) {
    this.#token = token;
    this.#server = createServer((request, response) => {
      const { authorization } = request.headers;
      this.seen.push(authorization);
      const isRight = authorization === `Bearer ${this.#token}`;
      response.writeHead(isRight ? 200 : 401, { 'content-type': 'application/json' });
      const isConfig = request.url?.includes('/v1/config') === true;
      const body = isConfig ? { defaults: {}, overrides: {} } : { namespaces: [['sales']] };
      response.end(JSON.stringify(isRight ? body : { error: { message: 'no', code: 401 } }));
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const { port } = this.#server.address() as AddressInfo; // It listens at a port.
    return `http://127.0.0.1:${port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

describe('the commands of connections', () => {
  const catalog = new TokenCatalog('hunter2');
  const other = new TokenCatalog('another');
  let uri: string;
  let otherUri: string;

  const settings = (): vscode.WorkspaceConfiguration =>
    vscode.workspace.getConfiguration('lakehouse');
  const inWorkspace = (): Entries =>
    settings().inspect<Entries>('connections')?.workspaceValue ?? {};
  const inUser = (): Entries => settings().inspect<Entries>('connections')?.globalValue ?? {};
  const run = (command: string, ...args: readonly unknown[]): Thenable<unknown> =>
    vscode.commands.executeCommand(`lakehouse.connections.${command}`, ...args);
  const entryAt = (at: string): object => ({
    type: 'iceberg-rest',
    uri: at,
    auth: { type: 'bearer' },
  });

  before(async () => {
    [uri, otherUri] = [await catalog.listen(), await other.listen()];
  });
  after(async () => {
    catalog.close();
    other.close();
    for (const target of [
      vscode.ConfigurationTarget.Workspace,
      vscode.ConfigurationTarget.Global,
    ]) {
      await settings().update('connections', undefined, target);
    }
    await vscode.commands.executeCommand('notifications.clearAll');
  });
  beforeEach(() => {
    catalog.seen.length = 0;
    other.seen.length = 0;
  });

  it('writes a connection that was reached, and its secret nowhere', async () => {
    await run('add', 'rest', entryAt(uri), 'hunter2');
    assert.deepEqual(inWorkspace()['rest'], entryAt(uri));
    assert.doesNotMatch(JSON.stringify(inWorkspace()), /hunter2/);
    assert.equal(catalog.seen[0], 'Bearer hunter2');
  });

  it('keeps the secret for the tests and listings that come', async () => {
    await run('test', 'rest');
    assert.equal(catalog.seen[0], 'Bearer hunter2');
  });

  it('writes nothing that was not reached', async () => {
    await run('add', 'wrong', entryAt(uri), 'no such token');
    await run('add', 'nowhere', entryAt('http://127.0.0.1:1'), 'hunter2');
    await run('add', 'typo', { type: 'iceberg-rest' });
    assert.deepEqual(Object.keys(inWorkspace()), ['rest']);
  });

  it('sends the secret of a connection to no other host that has its name', async () => {
    await settings().update(
      'connections',
      { rest: entryAt(otherUri) },
      vscode.ConfigurationTarget.Workspace,
    );
    await run('test', 'rest');
    assert.deepEqual(other.seen, []);
    await settings().update(
      'connections',
      { rest: entryAt(uri) },
      vscode.ConfigurationTarget.Workspace,
    );
    await run('test', 'rest');
    assert.equal(catalog.seen[0], 'Bearer hunter2');
  });

  it('takes a new secret when one signs in', async () => {
    await run('signIn', 'rest', 'no such token');
    await run('test', 'rest');
    assert.ok(catalog.seen.includes('Bearer no such token'));
    assert.ok(!catalog.seen.includes('Bearer hunter2'));
    catalog.seen.length = 0;
    await run('signIn', 'rest', 'hunter2');
    await run('test', 'rest');
    assert.ok(catalog.seen.includes('Bearer hunter2'));
  });

  it('renames a connection with its secret, and not into the place of another', async () => {
    await settings().update(
      'connections',
      { ...inWorkspace(), lake: { type: 'local', path: '/nowhere' } },
      vscode.ConfigurationTarget.Workspace,
    );
    await run('rename', 'rest', 'lake');
    assert.deepEqual(Object.keys(inWorkspace()), ['rest', 'lake']);
    await run('rename', 'rest', 'catalog');
    assert.deepEqual(Object.keys(inWorkspace()), ['catalog', 'lake']);
    catalog.seen.length = 0;
    await run('test', 'catalog');
    assert.equal(catalog.seen[0], 'Bearer hunter2');
  });

  it('removes a connection with its secret from where it is written, and from nowhere else', async () => {
    await settings().update(
      'connections',
      { mine: entryAt(uri) },
      vscode.ConfigurationTarget.Global,
    );
    await run('signIn', 'mine', 'hunter2');
    await run('remove', 'mine', true);
    assert.deepEqual(inUser(), {});
    assert.deepEqual(Object.keys(inWorkspace()), ['catalog', 'lake']);
    await run('remove', 'catalog', true);
    assert.deepEqual(Object.keys(inWorkspace()), ['lake']);
    await settings().update(
      'connections',
      { catalog: entryAt(uri) },
      vscode.ConfigurationTarget.Workspace,
    );
    catalog.seen.length = 0;
    await run('test', 'catalog');
    assert.deepEqual(catalog.seen, []);
  });
});
