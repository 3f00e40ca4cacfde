/** The one process that holds the SQL parser, the resolver and the lineage index: its memory is not the host's. */
import { createParser } from '../sql/polyglot/parser.js';
import { readParserWasm } from '../sql/polyglot/wasm.js';
import { serveSql } from '../lineage/serveSql.js';
import { ownPort } from '../util/ports.js';

serveSql(ownPort(), readParserWasm(import.meta.url).then(createParser), () => {
  process.exit();
});
