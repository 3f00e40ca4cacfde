import assert from 'node:assert/strict';
import { createOutputText } from '../../../src/sql/outputText.js';

describe('the text of an output', () => {
  /** With the alias in question between bars. */
  const cases: readonly [string, string | undefined][] = [
    ['SELECT a, sum(b, c) AS |x| FROM t', 'sum(b, c)'],
    ['SELECT a + 1 |x|, b FROM t', 'a + 1'],
    ['SELECT DISTINCT upper(a) AS |x| FROM t', 'upper(a)'],
    ['INSERT INTO g WITH c AS (SELECT 1, 2 AS y) SELECT y, -y AS |x| FROM c', '-y'],
    ['SELECT CASE WHEN a IN (1, 2) THEN b END |x| FROM t', 'CASE WHEN a IN (1, 2) THEN b END'],
    ["SELECT concat(a, ',') /* , */ || b AS |x| FROM t", "concat(a, ',') /* , */ || b"],
    ['SELECT (SELECT max(a) FROM t) AS |x| FROM t', '(SELECT max(a) FROM t)'],
    ['SELECT * FROM (SELECT a * 2 AS |x| FROM t) AS s', 'a * 2'],
    ['SELECT |a| FROM t', undefined],
    ['SELECT DISTINCT ON (a) a + 1 AS |x| FROM t', undefined],
    ['SELECT a + 1 AS |x| FROM t UNION ALL SELECT b FROM u', undefined],
    ['(SELECT a + 1 AS |x| FROM t) UNION (SELECT b FROM u)', undefined],
    ['SELECT (a + 1 AS |x|', undefined],
    ['|x|', undefined],
  ];
  for (const [marked, expected] of cases) {
    it(`of ${marked}`, () => {
      const [before = '', alias = '', after = ''] =
        marked.split('|').length > 3 ? splitLast(marked) : marked.split('|');
      const span = { start: before.length, end: before.length + alias.length };
      assert.equal(createOutputText(before + alias + after, 'duckdb')(span), expected);
    });
  }
});

/** Where the text has `||` of its own, the last two bars mark. */
function splitLast(marked: string): readonly string[] {
  const end = marked.lastIndexOf('|');
  const start = marked.lastIndexOf('|', end - 1);
  return [marked.slice(0, start), marked.slice(start + 1, end), marked.slice(end + 1)];
}
