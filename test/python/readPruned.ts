import { createInterface } from 'node:readline';
import { LocalCatalog } from '../../src/catalog/local/localCatalog.js';
import type { IcebergValue } from '../../src/iceberg/icebergValue.js';
import { localFileIO } from '../../src/iceberg/localFileIO.js';
import { applyTransform, parseTransform } from '../../src/iceberg/transform.js';
import type { Predicate } from '../../src/util/predicate.js';
import { TestDuckDb } from '../support/duckDb.js';
import { predicateText } from '../support/predicateText.js';

/*
 * Our filters and transforms for the comparison with PyIceberg's by `test_pruning.py`. A task is a
 * line of JSON on the input. { folder, table, filter }: the answer has the values of the column `row`
 * where the filter holds, of all files and of those that it leaves, and how many these are.
 * { transform, type, value }: the answer is the partition value. Values are `exactOf`'s.
 */
interface ReadTask {
  readonly folder: string;
  readonly table: string;
  readonly filter: Predicate;
}

interface TransformTask {
  readonly transform: string;
  readonly type: string;
  readonly value: string;
}

const { signal } = new AbortController();
const duckdb = new TestDuckDb();
await duckdb.run(`SET TimeZone = 'UTC'`);
write({ ready: true });
for await (const line of createInterface({ input: process.stdin })) {
  const task = JSON.parse(line) as ReadTask | TransformTask;
  try {
    write('filter' in task ? await read(task) : transform(task));
  } catch (error) {
    write({ error: String(error) });
  }
}

async function read({ folder, table, filter }: ReadTask): Promise<object> {
  const catalog = new LocalCatalog('pruned', folder, localFileIO, duckdb);
  const identifier = { namespace: ['db'], name: table };
  const rowsOf = async (request: { readonly filter?: Predicate }): Promise<object> => {
    const { sql, files } = await catalog.relation(
      identifier,
      { version: undefined, ...request },
      signal,
    );
    const { rows } = await duckdb.rows(
      `SELECT "row" FROM (${sql}) WHERE ${predicateText(filter)} ORDER BY "row"`,
    );
    return { rows: rows.map(([row]) => Number(row)), files: files.read };
  };
  return { pruned: await rowsOf({ filter }), whole: await rowsOf({}) };
}

function transform(task: TransformTask): object {
  const value = applyTransform(parseTransform(task.transform), task.type, toValue(task.value));
  return { value: value === undefined ? null : exactOf(value) };
}

/** `x` and bytes in hexadecimal digits, or a whole number. */
function toValue(text: string): IcebergValue {
  return text.startsWith('x') ? Buffer.from(text.slice(1), 'hex') : BigInt(text);
}

function exactOf(value: IcebergValue): string {
  return value instanceof Uint8Array ? `x${Buffer.from(value).toString('hex')}` : String(value);
}

function write(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
