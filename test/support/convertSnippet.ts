import { type Conversion, convertNotebook } from '../../src/converter/convert.js';
import { readDatabricksSource } from '../../src/converter/databricksSource.js';
import { defaultMigration, type Migration } from '../../src/converter/migration.js';
import type { Rule } from '../../src/converter/rule.js';
import { scriptBody } from '../../src/converter/writeScript.js';
import type { PythonParser } from '../../src/syntax/pythonParser.js';

const header = '# Databricks notebook source\n';

/** Converts the cells of a notebook, given without its header, with some rules and no second look. */
export function convertSnippet(
  parse: PythonParser,
  text: string,
  rules: readonly Rule[],
  migration: Migration = defaultMigration,
): { readonly output: string; readonly conversion: Conversion } {
  const notebook = readDatabricksSource(header + text, 'py');
  const conversion = convertNotebook(notebook, { parse, migration, rules, checkLeftovers: false });
  return { output: scriptBody(conversion, false), conversion };
}
