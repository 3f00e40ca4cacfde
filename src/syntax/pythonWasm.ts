import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { PythonWasm } from './pythonParser.js';

/** The parser's files: beside the bundled entry, else where the packages are installed. */
export function pythonWasm(entry: string | URL): PythonWasm {
  return {
    runtime: find('web-tree-sitter.wasm', 'web-tree-sitter/web-tree-sitter.wasm', entry),
    grammar: find('tree-sitter-python.wasm', 'tree-sitter-python/tree-sitter-python.wasm', entry),
  };
}

function find(file: string, inPackage: string, entry: string | URL): string {
  const beside = fileURLToPath(new URL(file, entry));
  return existsSync(beside) ? beside : createRequire(entry).resolve(inPackage);
}
