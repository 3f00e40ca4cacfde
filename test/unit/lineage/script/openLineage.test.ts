import assert from 'node:assert/strict';
import { analyzeScript } from '../../../../src/lineage/script/analyzeScript.js';
import { toJobEvent } from '../../../../src/lineage/script/openLineage.js';
import type { Dialect } from '../../../../src/sql/dialect.js';
import { openLineageFaults } from '../../../support/openLineageSchemas.js';
import { readSqlCases } from '../../../support/sqlFixtures.js';
import { testParser } from '../../../support/sqlParser.js';

const at = new Date('2026-01-02T03:04:05.678Z');

describe('events of OpenLineage', () => {
  async function eventOf(
    text: string,
    dialect: Dialect,
    schema: Readonly<Record<string, readonly string[]>> = {},
  ): Promise<unknown> {
    const parser = await testParser();
    const lineage = analyzeScript({ sql: parser }, { texts: [{ text, dialect }], schema }, 'all');
    const cells = [{ text, dialect, line: 1, offset: 0, defaultNamespace: [] }];
    // As it is written: what JSON leaves out is not there.
    return JSON.parse(
      JSON.stringify(toJobEvent({ file: 'etl/daily.sql', cells, lineage }, 'prod', at)),
    );
  }

  function partOf(value: unknown, ...path: readonly string[]): unknown {
    return path.reduce(
      (inner, key) => new Map(Object.entries(inner as object)).get(key) as unknown,
      value,
    );
  }

  for (const name of ['any', 'duckdb', 'spark', 'trino'] as const) {
    const dialect = name === 'any' ? 'generic' : name;
    it(`have the specification's shape, whatever is written in ${dialect}`, async () => {
      const cases = readSqlCases(new URL(`../../../fixtures/sql/${name}.sql`, import.meta.url));
      for (const { title, sql, schemas } of cases) {
        const event = await eventOf(sql, dialect, Object.fromEntries(schemas));
        assert.deepEqual(openLineageFaults(event), [], title);
      }
    });
  }

  it('say a column with all that was done for it, and what decides about rows apart', async () => {
    const event = await eventOf(
      'INSERT INTO gold.t (k, v) SELECT a, sum(CASE WHEN b THEN c END) FROM s WHERE d = 1 GROUP BY a',
      'spark',
      { 'gold.t': ['k', 'v'], s: ['a', 'b', 'c', 'd'] },
    );
    const source = (field: string, ...ways: readonly string[]): object => ({
      namespace: 'prod',
      name: 's',
      field,
      transformations: ways.map((way) => {
        const [type, subtype] = way.split(' ');
        return { type, subtype };
      }),
    });
    const facet = partOf(event, 'outputs', '0', 'facets', 'columnLineage');
    assert.deepEqual(partOf(facet, 'fields'), {
      k: { inputFields: [source('a', 'DIRECT IDENTITY')] },
      v: { inputFields: [source('c', 'DIRECT AGGREGATION'), source('b', 'INDIRECT CONDITIONAL')] },
    });
    assert.deepEqual(partOf(facet, 'dataset'), [
      source('d', 'INDIRECT FILTER'),
      source('a', 'INDIRECT GROUP_BY'),
    ]);
  });

  it('are of a shape that the schemas can refuse', async () => {
    const event = await eventOf('CREATE TABLE t AS SELECT a FROM s', 'trino');
    assert.deepEqual(openLineageFaults(event), []);
    const text = JSON.stringify(event);
    const broken = [
      text.replace('"eventTime":"2026', '"eventTime":"on 2026'),
      text.replace('"field":"a"', '"column":"a"'),
      text.replace('"processingType":"BATCH",', ''),
      text.replace('1-2-0/ColumnLineage', '1-0-0/ColumnLineage'),
      text.replace('"query":', '"text":'),
      text.replace('"job":', '"jobs":'),
    ];
    for (const one of broken) {
      assert.notEqual(one, text);
      assert.notDeepEqual(openLineageFaults(JSON.parse(one)), [], one);
    }
  });
});
