import assert from 'node:assert/strict';
import { toDuckDbError } from '../../../src/duckdb/duckDbError.js';
import { RpcError } from '../../../src/util/rpc.js';

describe('how a DuckDB that is gone is told', () => {
  const cases = [
    { reason: 'process ended with SIGKILL', says: 'process ended with SIGKILL' },
    {
      reason: [
        'process ended with 1 node:internal/modules/run_main:123',
        '    triggerUncaughtException(',
        "Error [ERR_MODULE_NOT_FOUND]: Cannot find package '@duckdb/node-api'",
        '    at packageResolve (node:internal/modules/esm/resolve:873:9)',
      ].join('\n'),
      says: "process ended with 1: Error [ERR_MODULE_NOT_FOUND]: Cannot find package '@duckdb/node-api'",
    },
    { reason: 'process ended with SIGABRT double free\nstack', says: 'process ended with SIGABRT' },
    { reason: 'the process was stopped', says: 'the process was stopped' },
  ];
  for (const { reason, says } of cases) {
    it(says, () => {
      const error = toDuckDbError(new RpcError('gone', reason));
      assert.ok(error instanceof Error);
      const message = `DuckDB has ended unexpectedly (${says}). It starts again with the next statement.`;
      assert.equal(error.message, message);
    });
  }
});
