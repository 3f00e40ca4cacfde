import assert from 'node:assert/strict';
import { toPartition } from '../../../../src/catalog/glue/toDetails.js';

describe('a partition of Glue', () => {
  const keys = [{ Name: 'day' }, { Name: 'country' }];

  const counts = [
    { by: 'Hive or Spark', Parameters: { numRows: '12', numFiles: '3', totalSize: '4096' } },
    { by: 'a crawler', Parameters: { recordCount: '12', objectCount: '3', sizeKey: '4096' } },
  ];
  for (const { by, Parameters } of counts) {
    it(`has the counts that ${by} wrote`, () => {
      const { rows, files, bytes } = toPartition({ Values: ['a', 'b'], Parameters }, keys);
      assert.deepEqual([rows, files, bytes], [12n, 3n, 4096n]);
    });
  }

  const values = [
    { Values: ['2026-01-01', 'no'], texts: ['2026-01-01', 'no'] },
    { Values: ['2026-01-01', '__HIVE_DEFAULT_PARTITION__'], texts: ['2026-01-01', null] },
    { Values: ['2026-01-01', ''], texts: ['2026-01-01', ''] },
    { Values: ['2026-01-01'], texts: ['2026-01-01', null] },
    { Values: undefined, texts: [null, null] },
  ];
  for (const { Values, texts } of values) {
    it(`has the values ${JSON.stringify(Values)} by the names of its keys`, () => {
      assert.deepEqual(toPartition({ Values, Parameters: { numRows: '-1' } }, keys), {
        values: [
          { name: 'day', value: texts[0] },
          { name: 'country', value: texts[1] },
        ],
      });
    });
  }
});
