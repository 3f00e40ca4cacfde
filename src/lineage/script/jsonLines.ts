import { dialectOf } from '../../sql/dialect.js';
import type { Remote } from '../../util/rpc.js';
import { isSchema, type TableColumns } from './schemaFile.js';
import type { Script, ScriptApi } from './scriptApi.js';
import { askScripts } from './scriptClient.js';
import { toJsonColumn } from './scriptFile.js';
import type { ScriptInputs, ScriptLineage } from './scriptLineage.js';

export interface LineOptions {
  /** Of lines that name none. */
  readonly dialect: string;
  /** Of lines that have none. */
  readonly schema: TableColumns;
  readonly inputs: ScriptInputs;
}

/** So many lines go to the process at once: fewer would wait for each other, more keep the answers back. */
const batchSize = 64;

/** Answers each line of JSON by one, in their order. A line that can not be read is a problem of its answer. */
export async function* answerLines(
  remote: Remote<ScriptApi>,
  lines: AsyncIterable<string>,
  options: LineOptions,
  signal: AbortSignal,
): AsyncGenerator<string> {
  let batch: Line[] = [];
  for await (const line of lines) {
    if (line.trim() === '') continue;
    batch.push(parseLine(line, options));
    if (batch.length < batchSize) continue;
    yield* answer(remote, batch, options.inputs, signal);
    batch = [];
  }
  yield* answer(remote, batch, options.inputs, signal);
}

interface Line {
  readonly id: unknown;
  /** What is wrong with the line, where something is. */
  readonly fault?: string;
  readonly script: Script;
}

function parseLine(text: string, { dialect, schema }: LineOptions): Line {
  const nothing: Script = { texts: [], schema: {} };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { id: null, fault: `not JSON: ${String(error)}`, script: nothing };
  }
  const fields: readonly (readonly [string, unknown])[] =
    typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const line = new Map(fields);
  const id = line.get('id') ?? null;
  const sql = line.get('sql');
  const own = line.get('dialect') ?? dialect;
  const columns = line.get('schema') ?? schema;
  if (typeof sql !== 'string') return { id, fault: '"sql" is not a text', script: nothing };
  if (typeof own !== 'string') return { id, fault: '"dialect" is not a text', script: nothing };
  if (!isSchema(columns)) {
    return { id, fault: '"schema" is not {"table": ["column", …]}', script: nothing };
  }
  return { id, script: { texts: [{ text: sql, dialect: dialectOf(own) }], schema: columns } };
}

async function* answer(
  remote: Remote<ScriptApi>,
  batch: readonly Line[],
  inputs: ScriptInputs,
  signal: AbortSignal,
): AsyncGenerator<string> {
  if (batch.length === 0) return;
  const scripts = batch.map(({ script }) => script);
  let at = 0;
  for await (const lineage of askScripts(remote, scripts, inputs, signal)) {
    const line = batch[at++];
    if (line !== undefined) yield JSON.stringify(toLine(line, lineage));
  }
}

function toLine(
  { id, fault, script: { texts } }: Line,
  { tablesIn, tablesOut, columns, problems }: ScriptLineage,
): object {
  const [sql] = texts;
  const found = problems.map(({ reason, name, span }) => ({
    reason,
    ...(name === undefined ? {} : { name }),
    ...(span === undefined ? {} : { text: sql?.text.slice(span.start, span.end).slice(0, 80) }),
  }));
  return {
    id,
    tables_in: tablesIn,
    tables_out: tablesOut,
    columns: columns.map(toJsonColumn),
    problems: fault === undefined ? found : [{ reason: 'input', text: fault }],
  };
}
