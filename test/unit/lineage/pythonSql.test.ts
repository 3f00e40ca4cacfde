import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pythonSql } from '../../../src/lineage/pythonSql.js';

describe('SQL in Python code', () => {
  const cases: readonly [string, readonly string[]][] = [
    ['spark.sql("SELECT 1")', ['SELECT 1']],
    ['df = spark . sql(\n  """SELECT \'a\'\n""", x)', ["SELECT 'a'\n"]],
    ['spark.sql(f"SELECT 1")', ['SELECT 1']],
    [`print('it\\'s'); spark.sql('SELECT 1')`, ['SELECT 1']],
    ['spark.sql("SELECT\\n1")', ['SELECT  1']],
    [`spark.sql(r"SELECT '\\d'")`, [`SELECT '\\d'`]],
    [`"open\nspark.sql('SELECT 1')`, ['SELECT 1']],
    ['spark.sql(f"SELECT {x}")', []],
    ['spark.sql("SELECT " + x)', []],
    ['spark.sql("SELECT {}".format(x))', []],
    ['spark.sql("SELECT " "1")', []],
    ['spark.sql(b"SELECT 1")', []],
    ['spark.sql("-- a\\nSELECT 1")', []],
    [`spark.sql('it\\'s')`, []],
    ['# spark.sql("SELECT 1")', []],
    ['# spark.sql(\n"SELECT 1")', []],
    ['"""\nspark.sql("SELECT 1")\n"""', []],
    ['myspark.sql("SELECT 1")', []],
    ['spark.sql("""SELECT 1', []],
    ['spark.sql(query)', []],
  ];
  for (const [python, expected] of cases) {
    it(`of ${JSON.stringify(python)}`, () => {
      assert.deepEqual(
        pythonSql(python).map(({ text }) => text),
        expected,
      );
    });
  }

  it('is as long as it is in the file, in any text', () => {
    const pieces = [
      'spark.sql(',
      '"',
      "'",
      '"""',
      "'''",
      '\\',
      '\n',
      '\\n',
      'f',
      'r',
      '#',
      ')',
      'é𝒳',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces)), (parts) => {
        const python = parts.join('');
        for (const { start, end, text } of pythonSql(python)) {
          assert.equal(text.length, end - start);
          assert.match(python.slice(0, start), /["']$/);
        }
      }),
    );
  });
});
