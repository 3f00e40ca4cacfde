import type { PythonParser } from '../syntax/pythonParser.js';
import { convertNotebook } from './convert.js';
import type { Migration } from './migration.js';
import { readNotebook } from './readNotebook.js';
import { findingId, type NotebookReport, reportNotebook, reportUnread } from './report.js';
import { rules } from './rules/index.js';
import { writeJupyter } from './writeJupyter.js';
import { writeScript } from './writeScript.js';

export type OutputFormat = 'ipynb' | 'py';

export interface ConvertedText {
  /** The new notebook; `undefined` where the source could not be read or is an output of ours. */
  readonly text: string | undefined;
  readonly report: NotebookReport;
  readonly usesRuntime: boolean;
  /** Paths of the notebooks that this one includes or runs, as written. */
  readonly runs: readonly string[];
}

/** Converts the text of a notebook file with all rules. Never throws. */
export function convertText(
  parse: PythonParser,
  {
    text,
    source,
    output,
    format,
    migration,
  }: {
    readonly text: string;
    /** Its path for the report; the ending says how to read it. */
    readonly source: string;
    /** The output's path for the report. */
    readonly output: string;
    readonly format: OutputFormat;
    readonly migration: Migration;
  },
): ConvertedText {
  const read = readNotebook(text, source);
  if (read.kind === 'unread') {
    return {
      text: undefined,
      report: reportUnread(source, read.reason),
      usesRuntime: false,
      runs: [],
    };
  }
  const seen = new Map<string, number>();
  const conversion = convertNotebook(read.notebook, {
    parse,
    migration,
    rules,
    checkLeftovers: true,
    isRejected: (rule, cell, at) =>
      migration.rejected.size > 0 && migration.rejected.has(findingId({ rule, at }, cell, seen)),
  });
  const from = source.split('/').at(-1) ?? source;
  const written =
    format === 'py'
      ? writeScript(conversion, from)
      : writeJupyter(conversion, from, migration.target.runtime);
  const usesRuntime =
    conversion.findings.some(({ status }) => status === 'helper') ||
    written.includes('lakehouse_runtime');
  const report = reportNotebook(conversion, source, output, migration);
  return { text: written, report, usesRuntime, runs: conversion.runs };
}
