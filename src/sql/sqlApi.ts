import { type Remote, RpcError } from '../util/rpc.js';
import type { AnalyzedStatement } from './analyze.js';
import type { Dialect } from './dialect.js';

/** What the SQL process says about texts. Trees stay in it; only answers come out. */
export type SqlApi = {
  /** The statements of each text, in the order of the texts. */
  analyze(request: AnalyzeRequest): Promise<readonly (readonly AnalyzedStatement[])[]>;
};

export interface AnalyzeRequest {
  readonly texts: readonly { readonly text: string; readonly dialect: Dialect }[];
  /** Tables whose columns are known; the others' stars stay open. */
  readonly schemas: readonly {
    readonly name: readonly string[];
    readonly columns: readonly string[];
  }[];
}

/**
 * Asks the SQL process about many texts at once. Throws `RpcError` with code `time-limit` where they are too much
 * for it, `AbortError` where the signal fires.
 */
export function analyzeSql(
  remote: Remote<SqlApi>,
  request: AnalyzeRequest,
  signal: AbortSignal,
): Promise<readonly (readonly AnalyzedStatement[])[]> {
  return again(() => remote.call('analyze', request, signal));
}

/** Once more where the process went away under the call: it ends itself when it has grown too large. */
export async function again<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof RpcError && error.code === 'gone') return call();
    throw error;
  }
}
