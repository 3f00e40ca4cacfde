import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';

/**
 * The parser's WebAssembly: packed beside the entry in a build (22 MB become 2.5), in a checkout the library's own.
 */
export async function readParserWasm(entry: string): Promise<Uint8Array> {
  const packed = new URL('./polyglot_sql.wasm.br', entry);
  if (existsSync(packed)) return promisify(brotliDecompress)(await readFile(packed));
  return readFile(createRequire(entry).resolve('@polyglot-sql/sdk/polyglot_sql.wasm'));
}
