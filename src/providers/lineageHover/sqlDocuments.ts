import type * as vscode from 'vscode';

/** Where names of tables and columns may stand. */
export const sqlDocuments: vscode.DocumentSelector = [
  { language: 'sql' },
  { pattern: '**/*.{sql,py}' },
  { notebookType: 'lakehouse-sql' },
];
