import { type Remote, RpcError } from '../../util/rpc.js';
import type { Script, ScriptApi } from './scriptApi.js';
import type { ScriptInputs, ScriptLineage } from './scriptLineage.js';

/** A script that takes longer ends the process: what a parser runs can not be stopped. */
export const scriptLimitMs = 2_000;

/**
 * Asks the SQL process about scripts, and answers in their order. One that is too much for it, in time or memory, is
 * a problem of its own and costs the others nothing: the process is started again for those after it.
 */
export async function* askScripts(
  remote: Remote<ScriptApi>,
  scripts: readonly Script[],
  inputs: ScriptInputs,
  signal: AbortSignal,
  limitMs = scriptLimitMs,
): AsyncGenerator<ScriptLineage> {
  let answered = 0;
  let isAlone = false;
  while (answered < scripts.length) {
    const rest = scripts.slice(answered, isAlone ? answered + 1 : undefined);
    isAlone = false;
    try {
      for await (const lineage of limited(remote, rest, inputs, signal, limitMs)) {
        answered++;
        yield lineage;
      }
    } catch (error) {
      if (!(error instanceof RpcError) || (error.code !== 'time-limit' && error.code !== 'gone')) {
        throw error;
      }
      // A process that ended may have taken an answer with it: the next one is asked about alone, to be sure of it.
      isAlone = error.code === 'gone' && rest.length > 1;
      if (isAlone) continue;
      answered++;
      yield tooMuch;
    }
  }
}

/** Each answer must come within the limit after the one before it. */
async function* limited(
  remote: Remote<ScriptApi>,
  scripts: readonly Script[],
  inputs: ScriptInputs,
  signal: AbortSignal,
  limitMs: number,
): AsyncGenerator<ScriptLineage> {
  const late = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  try {
    for await (const answer of remote.stream('scripts', { scripts, inputs }, signal)) {
      clearTimeout(timer);
      if (answer !== undefined) yield answer;
      // The first answer says that the process is ready: its start is no part of a script's time.
      timer = setTimeout(() => {
        late.abort();
        remote.dispose();
      }, limitMs);
    }
  } catch (error) {
    if (late.signal.aborted) throw new RpcError('time-limit', 'the SQL takes too long to be read');
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

const tooMuch: ScriptLineage = {
  tablesIn: [],
  tablesOut: [],
  columns: [],
  problems: [{ reason: 'time-limit', text: 0 }],
};
