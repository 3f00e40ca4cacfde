import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { storedWorkspaces } from './storedResults.js';

const resultMime = 'application/vnd.lakehouse.result+json';
const endless =
  'SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE (a.range * b.range) % 7 = 3';

describe('a SQL notebook', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lakehouse-host-'));
  const file = join(folder, 'walk.lake.sql');
  const text = [
    '\uFEFF-- %% [notebook] connection=here',
    '',
    '-- %% [markdown]',
    "-- # It's a walk",
    '',
    '-- %% name=two odd',
    "SELECT range AS n, '' AS e, NULL AS z FROM range(1000);",
    "SELECT 'a' AS a",
    '',
    '-- %%',
    'SELECT 1 AS ok;',
    'SELECT nope;',
    'SELECT 2',
    '-- %%',
    endless,
  ].join('\r\n');
  let notebook: vscode.NotebookDocument;
  const settings = () => vscode.workspace.getConfiguration('lakehouse');

  before(async () => {
    writeFileSync(join(folder, 'orders.csv'), 'id,name\n1,a\n');
    writeFileSync(file, text);
    const connections = { here: { type: 'local', path: folder } };
    await settings().update('connections', connections, vscode.ConfigurationTarget.Global);
    notebook = await vscode.workspace.openNotebookDocument(vscode.Uri.file(file));
    await vscode.window.showNotebookDocument(notebook);
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await settings().update('connections', undefined, vscode.ConfigurationTarget.Global);
    rmSync(folder, { recursive: true });
  });

  it('has the cells of the file', () => {
    assert.equal(notebook.notebookType, 'lakehouse-sql');
    assert.deepEqual(
      notebook.getCells().map((cell) => [cell.kind, cell.document.getText().split(/\r?\n/)[0]]),
      [
        [vscode.NotebookCellKind.Markup, "# It's a walk"],
        [vscode.NotebookCellKind.Code, "SELECT range AS n, '' AS e, NULL AS z FROM range(1000);"],
        [vscode.NotebookCellKind.Code, 'SELECT 1 AS ok;'],
        [vscode.NotebookCellKind.Code, endless],
      ],
    );
  });

  it('runs every statement of a cell, each with its result', async () => {
    const cell = await run(notebook, 1);
    assert.equal(cell.executionSummary?.success, true, outputTexts(cell).join());
    assert.equal(cell.outputs.length, 2);
    const item = cell.outputs[0]?.items.find(({ mime }) => mime === resultMime);
    const output = JSON.parse(new TextDecoder().decode(item?.data)) as {
      rows: number;
      first: { rows: unknown[] };
    };
    assert.equal(output.rows, 1000);
    assert.deepEqual(output.first.rows[0], ['0', '', null]);
    assert.match(outputTexts(cell)[0] ?? '', /^n +\| e +\| z\n[^]*The first 20 of 1,000 rows\./);
  });

  it('has its results with those of the workspace', function () {
    const stored = storedWorkspaces();
    if (stored === undefined) this.skip();
    const uri = vscode.workspace.workspaceFolders?.[0]?.uri.toString();
    assert.deepEqual(stored, [{ uri }]);
  });

  it('stops at the first statement that fails, and points at it', async () => {
    const cell = await run(notebook, 2);
    assert.equal(cell.executionSummary?.success, false);
    assert.equal(cell.outputs.length, 2);
    assert.match(outputTexts(cell)[1] ?? '', /nope.*The statement after it was not run/s);
    const [diagnostic] = vscode.languages.getDiagnostics(cell.document.uri);
    assert.ok(diagnostic);
    assert.equal(cell.document.getText(diagnostic.range), 'nope');
  });

  it('stops a query when it is told to', async () => {
    const ended = run(notebook, 3);
    const running = (): readonly string[] =>
      notebook.cellAt(3).outputs.flatMap(({ items }) => items.map(({ mime }) => mime));
    await until(() => running().includes('application/vnd.lakehouse.running+json'));
    await vscode.commands.executeCommand('notebook.cell.cancelExecution', {
      ranges: [{ start: 3, end: 4 }],
      document: notebook.uri,
    });
    const cell = await ended;
    assert.equal(cell.executionSummary?.success, undefined);
    assert.equal(cell.outputs.length, 1);
    assert.match(outputTexts(cell)[0] ?? '', /Cancelled/);
  });

  it('says once that DuckDB was killed, and runs the next cell in a new one', async function () {
    if (process.platform !== 'linux') this.skip();
    const done = new AbortController();
    const ended = run(notebook, 3).finally(() => {
      done.abort();
    });
    // What is only read meanwhile is asked again: the cell ends when its query is hit.
    while (!done.signal.aborted) {
      for (const pid of duckDbProcesses()) process.kill(pid, 'SIGKILL');
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 500))]);
    }
    const cell = await ended;
    assert.equal(cell.executionSummary?.success, false);
    assert.equal(cell.outputs.length, 1, outputTexts(cell).join('\n'));
    assert.match(outputTexts(cell)[0] ?? '', /DuckDB has ended unexpectedly/);
    const next = await run(notebook, 1);
    assert.equal(next.executionSummary?.success, true, outputTexts(next).join('\n'));
    assert.equal(next.outputs.length, 2);
  });

  it('is not changed by having been run', () => {
    assert.equal(notebook.isDirty, false);
  });

  it('saves an edited cell and no other byte', async () => {
    const edit = new vscode.WorkspaceEdit();
    const { document } = notebook.cellAt(1);
    edit.replace(document.uri, new vscode.Range(1, 0, 1, 6), 'select');
    await vscode.workspace.applyEdit(edit);
    assert.ok(await notebook.save());
    assert.equal(readFileSync(file, 'utf8'), text.replace("SELECT 'a'", "select 'a'"));
  });

  it('shows its results again when it is opened again, and not those of another text', async () => {
    const again = join(folder, 'again.lake.sql');
    writeFileSync(again, '-- %% name=one\nSELECT 1 AS a; SELECT 2 AS b\n-- %%\nSELECT 3 AS c\n');
    const ids = (cell: vscode.NotebookCell): unknown[] =>
      cell.outputs.map(({ metadata }): unknown => metadata?.['resultId']);
    const first = await openInEditor(again);
    const named = ids(await run(first, 0));
    assert.equal(named.length, 2);
    assert.equal(ids(await run(first, 1)).length, 1);
    const closed = new Promise<void>((resolve) => {
      vscode.workspace.onDidCloseNotebookDocument(({ uri }) => {
        if (uri.fsPath === again) resolve();
      });
    });
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await closed;
    writeFileSync(again, readFileSync(again, 'utf8').replace('SELECT 3', 'SELECT 4'));
    const second = await openInEditor(again);
    await until(() => second.cellAt(0).outputs.length > 0);
    assert.deepEqual(ids(second.cellAt(0)), named);
    assert.deepEqual(ids(second.cellAt(1)), []);
    assert.equal(second.isDirty, false);
  });
});

/** As a person opens it: a notebook that the API opened stays open for minutes after its editor. */
async function openInEditor(file: string): Promise<vscode.NotebookDocument> {
  const uri = vscode.Uri.file(file);
  await vscode.commands.executeCommand('vscode.openWith', uri, 'lakehouse-sql');
  const found = vscode.workspace.notebookDocuments.find((open) => open.uri.fsPath === uri.fsPath);
  assert.ok(found);
  return found;
}

async function run(notebook: vscode.NotebookDocument, index: number): Promise<vscode.NotebookCell> {
  const cell = notebook.cellAt(index);
  const before = cell.executionSummary?.timing?.endTime;
  await vscode.commands.executeCommand('notebook.cell.execute', {
    ranges: [{ start: index, end: index + 1 }],
    document: notebook.uri,
  });
  await until(() => {
    const end = cell.executionSummary?.timing?.endTime;
    return end !== undefined && end !== before;
  });
  return cell;
}

function outputTexts(cell: vscode.NotebookCell): string[] {
  return cell.outputs.map(({ items }) => {
    const item = items.find(({ mime }) => mime !== resultMime);
    return new TextDecoder().decode(item?.data);
  });
}

/** The ids of the processes of DuckDB that this extension host has started. */
function duckDbProcesses(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const parent = /^\d+ \(.*\) \S+ (\d+)/s.exec(
          readFileSync(`/proc/${pid}/stat`, 'utf8'),
        )?.[1];
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return Number(parent) === process.pid && command.includes('duckdbProcess');
      } catch {
        return false; // It has ended while it was looked at.
      }
    });
}

/** Waits for what an event brings about; the time limit is the test's. */
async function until(holds: () => boolean): Promise<void> {
  if (holds()) return;
  await new Promise<void>((resolve) => {
    const listener = vscode.workspace.onDidChangeNotebookDocument(() => {
      if (!holds()) return;
      listener.dispose();
      resolve();
    });
  });
}
