import { LocalCatalog } from '../../src/catalog/local/localCatalog.js';
import type { TableIdentifier } from '../../src/catalog/catalog.js';
import { localFileIO } from '../../src/iceberg/localFileIO.js';
import type { Comparison, Literal, Predicate } from '../../src/util/predicate.js';
import { writeName } from '../../src/util/quote.js';
import { TestDuckDb } from '../support/duckDb.js';
import { predicateText } from '../support/predicateText.js';

/*
 * `prunedReads.ts FOLDER`: every Iceberg table of a local lakehouse, read with filters that are made
 * of its own values. A line of JSON for each: { table, filters, files, leftOut, wrong }, where `wrong`
 * are the filters that give other rows when files are left out, and `leftOut` counts those files.
 */
const [folder = ''] = process.argv.slice(2);
const { signal } = new AbortController();
const duckdb = new TestDuckDb();
const catalog = new LocalCatalog('pruned', folder, localFileIO, duckdb);
const operators: readonly Comparison[] = ['=', '!=', '<', '<=', '>', '>='];

const literalKinds: ReadonlyMap<string, Literal['type']> = new Map([
  ['BOOLEAN', 'boolean'],
  ['DATE', 'date'],
  ['TIMESTAMP', 'timestamp'],
  ['TIMESTAMP WITH TIME ZONE', 'timestamptz'],
  ['VARCHAR', 'string'],
  ['UUID', 'string'],
  ['TIME', 'string'],
]);

/** The same for the same folder: a linear congruential generator, as in Numerical Recipes. */
let state = 4;
function draw(below: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}

function pick<T>(items: readonly T[]): T | undefined {
  return items[draw(items.length)];
}

for (const namespace of (await catalog.listNamespaces([], undefined, signal)).items) {
  const { items } = await catalog.listTables(namespace, undefined, signal);
  for (const { identifier, format } of items) {
    if (format === 'iceberg') await compare(identifier);
  }
}
await duckdb.close();

async function compare(identifier: TableIdentifier): Promise<void> {
  const table = [...identifier.namespace, identifier.name].join('.');
  try {
    const whole = await catalog.relation(identifier, {}, signal);
    const predicates = await predicatesOf(whole.sql);
    const count = { files: 0, leftOut: 0 };
    const wrong: string[] = [];
    for (const filter of predicates) {
      const { sql, files } = await catalog.relation(identifier, { filter }, signal);
      const where = predicateText(filter);
      const [pruned, unpruned] = [await digest(sql, where), await digest(whole.sql, where)];
      if (pruned !== unpruned) wrong.push(`${where}: ${pruned}, not ${unpruned}`);
      count.files += whole.files.read;
      count.leftOut += whole.files.read - files.read;
    }
    write({ table, filters: predicates.length, ...count, wrong });
  } catch (error) {
    write({ table, error: String(error) });
  }
}

/** How many rows, and what they are. */
async function digest(sql: string, where: string): Promise<string> {
  const { rows } = await duckdb.rows(
    `SELECT count(*), bit_xor(hash(t)) FROM (${sql}) AS t WHERE ${where}`,
  );
  return JSON.stringify(rows[0]);
}

async function predicatesOf(sql: string): Promise<readonly Predicate[]> {
  const columns = (await duckdb.rows(`DESCRIBE ${sql}`)).rows.map(([name = '', type = '']) => ({
    column: [name ?? ''],
    type: type ?? '',
  }));
  const leaves: Predicate[] = [];
  for (const { column, type } of columns) {
    leaves.push({ kind: 'is-null', column }, { kind: 'not-null', column });
    const kind = literalKind(type);
    if (kind === undefined) continue;
    const name = column.map(writeName).join('.');
    const { rows } = await duckdb.rows(
      `SELECT DISTINCT ${name} AS v FROM (${sql}) WHERE v IS NOT NULL ORDER BY hash(v) LIMIT 6`,
    );
    const values = rows
      .map(([text]): Literal => ({ type: kind, text: text ?? '' }))
      .filter(({ text }) => kind !== 'number' || /\d/.test(text));
    for (const value of values) {
      leaves.push({ kind: 'compare', column, operator: pick(operators) ?? '=', value });
      leaves.push({ kind: 'compare', column, operator: '=', value });
      if (type === 'VARCHAR') {
        const prefix = Array.from(value.text).slice(0, draw(4)).join('');
        leaves.push({ kind: 'starts-with', column, prefix });
      }
    }
    if (values.length > 0) {
      leaves.push({ kind: 'in', column, values: values.slice(0, 2) });
      leaves.push({ kind: 'not-in', column, values });
    }
  }
  const compound = Array.from({ length: 10 }, (): Predicate => {
    const parts = [pick(leaves), pick(leaves)].filter((part) => part !== undefined);
    return { kind: draw(2) === 0 ? 'and' : 'or', parts };
  });
  return [...leaves, ...compound];
}

function literalKind(type: string): Literal['type'] | undefined {
  if (/^(INTEGER|BIGINT|FLOAT|DOUBLE|DECIMAL\(\d+,\d+\))$/.test(type)) return 'number';
  return literalKinds.get(type);
}

function write(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
