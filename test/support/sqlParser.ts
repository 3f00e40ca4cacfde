import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ParserLoading } from '../../src/lineage/serveSql.js';
import type { SqlParser } from '../../src/sql/parser.js';
import { createParser } from '../../src/sql/polyglot/parser.js';
import { pythonParser } from './pythonParser.js';

/** The real parser, once per process: it takes a tenth of a second to be ready. */
export function testParser(): Promise<SqlParser> {
  const wasm = createRequire(import.meta.url).resolve('@polyglot-sql/sdk/polyglot_sql.wasm');
  parser ??= createParser(readFileSync(wasm));
  return parser;
}

/** Both parsers, as the SQL process has them. */
export function testParsers(): ParserLoading {
  return { sql: testParser(), python: () => pythonParser };
}

let parser: Promise<SqlParser> | undefined;
