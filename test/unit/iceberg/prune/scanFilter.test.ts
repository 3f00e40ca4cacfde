import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ScanFilter } from '../../../../src/iceberg/prune/scanFilter.js';
import type { Comparison, Predicate } from '../../../../src/util/predicate.js';
import { quoteName } from '../../../../src/util/quote.js';
import { TestDuckDb } from '../../../support/duckDb.js';
import { predicateText } from '../../../support/predicateText.js';
import { type PrunableTable, prunableTable } from '../../../support/prunableTable.js';
import { type Domain, domains } from '../../../support/prunableValues.js';

const comparison = fc.constantFrom<Comparison>('=', '!=', '<', '<=', '>', '>=');

const onDomain = (domain: Domain): fc.Arbitrary<Predicate> => {
  // DuckDB finds columns without regard to case.
  const column = fc.constantFrom([domain.name], [domain.name.toUpperCase()]);
  const literal = fc.constantFrom(...domain.literals);
  const values = fc.array(literal, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('compare' as const),
        column,
        operator: comparison,
        value: literal,
      }),
    },
    fc.record({ kind: fc.constantFrom('in' as const, 'not-in' as const), column, values }),
    fc.record({ kind: fc.constantFrom('is-null' as const, 'not-null' as const), column }),
    ...(domain.type === 'string'
      ? [
          fc.record({
            kind: fc.constant('starts-with' as const),
            column,
            prefix: fc.constantFrom('', 'a', 'ab', 'ü', '😀', 'zzz'),
          }),
        ]
      : []),
  );
};

const leaf = fc.oneof(...domains.map(onDomain));
const predicate: fc.Arbitrary<Predicate> = fc.oneof(
  { weight: 4, arbitrary: leaf },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      parts: fc.array(leaf, { minLength: 1, maxLength: 3 }),
    }),
  },
);

describe('leaving out files', () => {
  const duckdb = new TestDuckDb();
  before(() => duckdb.run(`SET TimeZone = 'Asia/Kolkata'`));
  after(() => duckdb.close());

  const load = async ({ files }: PrunableTable): Promise<void> => {
    const columns = domains.map(({ name, duckDbType }) => `${quoteName(name)} ${duckDbType}`);
    const rows = files.flatMap((file, i) =>
      file.rows.map((row) => `(${[i, ...row.map(({ sql }) => sql)].join(', ')})`),
    );
    await duckdb.run(
      `CREATE OR REPLACE TABLE t (file_number INTEGER, ${columns.join(', ')}); ` +
        `INSERT INTO t VALUES ${rows.join(', ')}`,
    );
  };
  /** Of each predicate, the numbers of the files that have a row for which DuckDB finds it true. */
  const matching = async (
    predicates: readonly Predicate[],
  ): Promise<readonly ReadonlySet<number>[]> => {
    const found = predicates.map((predicate) => `bool_or(${predicateText(predicate)})`).join(', ');
    const { rows } = await duckdb.rows(`SELECT file_number, ${found} FROM t GROUP BY file_number`);
    return predicates.map(
      (_, i) => new Set(rows.filter((row) => row[i + 1] === 'true').map(([file]) => Number(file))),
    );
  };

  it('never leaves out a row, and leaves out many files that have none', async () => {
    const count = { files: 0, without: 0, leftOut: 0, manifests: 0, manifestsLeftOut: 0 };
    await fc.assert(
      fc.asyncProperty(
        prunableTable,
        fc.array(predicate, { minLength: 60, maxLength: 60 }),
        async (table, predicates) => {
          await load(table);
          const matches = await matching(predicates);
          for (const [number, predicate] of predicates.entries()) {
            const sql = predicateText(predicate);
            const found = matches[number] ?? new Set();
            const filter = new ScanFilter(predicate, table.schema, [table.spec]);
            const isRead = filter.mayHoldManifest(table.manifest);
            assert.ok(isRead || found.size === 0, `the manifest is left out for ${sql}`);
            count.manifests += found.size === 0 ? 1 : 0;
            count.manifestsLeftOut += isRead ? 0 : 1;
            for (const [i, { entry }] of table.files.entries()) {
              const isKept = filter.mayHoldFile(entry);
              assert.ok(isKept || !found.has(i), `file ${i} is left out for ${sql}`);
              count.files++;
              count.without += found.has(i) ? 0 : 1;
              count.leftOut += isKept ? 0 : 1;
            }
          }
        },
      ),
      { numRuns: process.env['LAKEHOUSE_DEEP'] === '1' ? 3000 : 80, seed: 4 },
    );
    const share = JSON.stringify(count);
    assert.ok(count.leftOut > count.without * 0.4, share);
    assert.ok(count.manifestsLeftOut > 0, share);
  });
});
