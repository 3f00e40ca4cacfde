import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';

const notebook = `# Databricks notebook source
raw = spark.read.parquet("/mnt/raw/orders")
display(raw)

# COMMAND ----------

dbutils.fs.mounts()
`;

describe('converting a notebook', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lakehouse-host-'));
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(folder, { recursive: true });
  });

  it('writes it beside the source, and shows what is left to do', async () => {
    const source = vscode.Uri.file(join(folder, 'orders.py'));
    await writeFile(source.fsPath, notebook);
    await vscode.commands.executeCommand('lakehouse.converter.convert', source);

    const output = await readFile(join(folder, 'orders.emr.py'), 'utf8');
    assert.match(output, /^# Converted by Lakehouse Workbench from orders\.py/);
    assert.match(output, /from lakehouse_runtime import display, params/);
    await readFile(join(folder, 'lakehouse_runtime', '__init__.py'));

    const diagnostics = vscode.languages.getDiagnostics(source);
    assert.deepEqual(
      diagnostics.map(({ range, severity, code }) => ({
        line: range.start.line,
        severity,
        rule: typeof code === 'object' ? code.value : code,
      })),
      [
        { line: 1, severity: vscode.DiagnosticSeverity.Information, rule: 'dbfs-path' },
        { line: 2, severity: vscode.DiagnosticSeverity.Hint, rule: 'display' },
        { line: 6, severity: vscode.DiagnosticSeverity.Warning, rule: 'dbutils-fs' },
      ],
    );
    // A tab is known to the extension host a moment after it is there.
    await tab((input) => input instanceof vscode.TabInputTextDiff);
    await tab((input) => input instanceof vscode.TabInputWebview);
  });

  it('finds places in the cells of an .ipynb', async () => {
    const source = vscode.Uri.file(join(folder, 'a.ipynb'));
    const cell = { cell_type: 'code', execution_count: null, metadata: {}, outputs: [] };
    const cells = [
      { ...cell, source: ['x = 1\n', 'y = 2'] },
      { ...cell, source: ['x = 3\n', 'dbutils.fs.mounts()'] },
    ];
    const text = JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 4 });
    await writeFile(source.fsPath, text);
    await vscode.commands.executeCommand('lakehouse.converter.convert', source);
    const opened = await vscode.workspace.openNotebookDocument(source);
    const diagnostics = vscode.languages.getDiagnostics(opened.cellAt(1).document.uri);
    assert.deepEqual(
      diagnostics.map(({ range }) => range.start.line),
      [1],
    );
  });
});

/** Waits for a tab; mocha's time limit is the limit. */
function tab(isWanted: (input: unknown) => boolean): Promise<void> {
  const isThere = (): boolean =>
    vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ input }) => isWanted(input)));
  return new Promise((resolve) => {
    if (isThere()) {
      resolve();
      return;
    }
    const listening = vscode.window.tabGroups.onDidChangeTabs(() => {
      if (!isThere()) return;
      listening.dispose();
      resolve();
    });
  });
}
