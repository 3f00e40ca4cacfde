import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { SqlParser } from '../../src/sql/parser.js';
import { createParser } from '../../src/sql/polyglot/parser.js';

/** The real parser, once per process: it takes a tenth of a second to be ready. */
export function testParser(): Promise<SqlParser> {
  const wasm = createRequire(import.meta.url).resolve('@polyglot-sql/sdk/polyglot_sql.wasm');
  parser ??= createParser(readFileSync(wasm));
  return parser;
}

let parser: Promise<SqlParser> | undefined;
