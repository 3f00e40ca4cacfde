import assert from 'node:assert/strict';
import type { SqlProcessApi } from '../../../src/lineage/lineageApi.js';
import { analyzeSql } from '../../../src/sql/sqlApi.js';
import { forkPort } from '../../../src/util/ports.js';
import { type Port, Remote } from '../../../src/util/rpc.js';
import type { Span } from '../../../src/util/span.js';
import { resolutionText } from '../../support/resolutionText.js';

const entry = new URL('../../../src/processes/sqlProcess.ts', import.meta.url);

describe('SQL in its process', () => {
  const { signal } = new AbortController();
  let last: Port | undefined;
  const remote = new Remote<SqlProcessApi>(() => (last = forkPort(entry)));
  after(() => {
    remote.dispose();
  });

  it('says what each statement of several texts means, with spans of its text', async () => {
    const texts = [
      { text: '-- é𝒳\nSELECT a FROM t;\nSELECT b FROM', dialect: 'trino' },
      { text: 'INSERT INTO g (x) SELECT `y` FROM s', dialect: 'databricks' },
    ] as const;
    const [first, second] = await analyzeSql(remote, { texts, schemas: [] }, signal);
    assert.deepEqual(
      first?.map(({ span }) => texts[0].text.slice(span.start, span.end)),
      ['SELECT a FROM t', 'SELECT b FROM'],
    );
    const shown = (span: Span | undefined): string => texts[0].text.slice(span?.start, span?.end);
    assert.equal(shown(first[0]?.resolution.uses[0]?.span), 'a');
    assert.equal(shown(first[1]?.problem?.span), 'FROM');
    assert.deepEqual(second?.[0] && resolutionText(second[0].resolution), [
      'insert into g',
      'x <- s:y',
    ]);
  });

  it('expands stars of the tables that it is told about', async () => {
    const request = {
      texts: [{ text: 'SELECT * FROM S.T', dialect: 'duckdb' }],
      schemas: [{ name: ['s', 't'], columns: ['a', 'b'] }],
    } as const;
    const [[statement] = []] = await analyzeSql(remote, request, signal);
    assert.equal(statement?.resolution.outputs.length, 2);
  });

  it('answers again after it has died, once, without the caller noticing', async () => {
    const request = { texts: [{ text: 'SELECT 1', dialect: 'duckdb' }], schemas: [] } as const;
    await analyzeSql(remote, request, signal);
    const before = last;
    // Nobody knows yet that it is dead: the call is under way to it.
    before?.kill();
    assert.equal((await analyzeSql(remote, request, signal)).length, 1);
    assert.notEqual(last, before);
  });

  it('is ended when a text takes too long', async () => {
    const impatient = new Remote<SqlProcessApi>(() => forkPort(entry), { timeLimitMs: 2_000 });
    const union = `${'SELECT a FROM t UNION ALL '.repeat(400)}SELECT a FROM t;\n`;
    const texts = [{ text: union.repeat(3_000), dialect: 'trino' }] as const;
    await assert.rejects(analyzeSql(impatient, { texts, schemas: [] }, signal), {
      code: 'time-limit',
    });
    impatient.dispose();
  });

  it('says that an index is no more', async () => {
    await assert.rejects(remote.call('remove', { epoch: 'another', uri: 'x' }, signal), {
      code: 'stale-index',
    });
  });
});
