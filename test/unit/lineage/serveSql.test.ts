import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { SqlProcessApi } from '../../../src/lineage/lineageApi.js';
import { serveSql, type SqlLimits } from '../../../src/lineage/serveSql.js';
import { Remote } from '../../../src/util/rpc.js';
import { portPair } from '../../support/portPair.js';
import { testParser, testParsers } from '../../support/sqlParser.js';

describe('the memory of the SQL process', () => {
  const { signal } = new AbortController();

  /** How often the process wants to end after a call, which is answered all the same. */
  const ends = async (limits?: SqlLimits): Promise<number> => {
    let count = 0;
    const { near, far } = portPair();
    serveSql(far, testParsers(), () => count++, limits);
    const remote = new Remote<SqlProcessApi>(() => near);
    assert.notEqual(await remote.call('open', {}, signal), '');
    for (let round = 0; round < 5; round++) await turn();
    remote.dispose();
    return count;
  };

  it('ends it above the bound, after the answer', async () => {
    assert.equal(await ends({ maxBytes: 0, minLifeMs: 0 }), 1);
  });

  it('does not end it below', async () => {
    assert.equal(await ends({ maxBytes: Infinity, minLifeMs: 0 }), 0);
    assert.equal(await ends(), 0);
  });

  it('does not end it while it is young: it would only grow again', async () => {
    assert.equal(await ends({ maxBytes: 0, minLifeMs: 60_000 }), 0);
  });

  it('does not end it while another call runs', async () => {
    const { near, far } = portPair();
    let count = 0;
    let give: ((parser: Awaited<ReturnType<typeof testParser>>) => void) | undefined;
    const late = new Promise<Awaited<ReturnType<typeof testParser>>>((resolve) => {
      give = resolve;
    });
    serveSql(far, { ...testParsers(), sql: late }, () => count++, { maxBytes: 0, minLifeMs: 0 });
    const remote = new Remote<SqlProcessApi>(() => near);
    const long = remote.call('open', {}, signal);
    await assert.rejects(remote.call('remove', { epoch: 'old', uri: 'a' }, signal), {
      code: 'stale-index',
    });
    for (let round = 0; round < 5; round++) await turn();
    assert.equal(count, 0);
    give?.(await testParser());
    await long;
    for (let round = 0; round < 5; round++) await turn();
    assert.equal(count, 1);
    remote.dispose();
  });
});
