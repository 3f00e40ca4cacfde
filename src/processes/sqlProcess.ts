/** The one process that holds the SQL parser, the resolver and the lineage index: its memory is not the host's. */
import { createParser } from '../sql/polyglot/parser.js';
import { readParserWasm } from '../sql/polyglot/wasm.js';
import { serveSql } from '../lineage/serveSql.js';
import { loadPythonParser } from '../syntax/pythonParser.js';
import { pythonWasm } from '../syntax/pythonWasm.js';
import { ownPort } from '../util/ports.js';

serveSql(
  ownPort(),
  {
    sql: readParserWasm(import.meta.url).then(createParser),
    python: () => loadPythonParser(pythonWasm(import.meta.url)),
  },
  () => {
    process.exit();
  },
);
