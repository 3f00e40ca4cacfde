import type { SqlParser } from '../sql/parser.js';
import type { PythonParser } from '../syntax/pythonParser.js';
import { createSqlApi } from '../sql/serveAnalyze.js';
import { type Port, RpcError } from '../util/rpc.js';
import { serve } from '../util/serve.js';
import { edgesBetween } from './edgesBetween.js';
import { hoverAt } from './hoverAt.js';
import type { InEpoch, SqlProcessApi } from './lineageApi.js';
import type { LineageIndex } from './lineageIndex.js';
import { impactOf } from './impact.js';
import { referencesAt } from './referencesAt.js';
import { renameAt } from './renameAt.js';
import { madeIn, usageOf } from './usage.js';
import { neighbours } from './neighbours.js';
import { tableColumns } from './tableColumns.js';
import { OpenIndex } from './openIndex.js';
import { analyzeScript } from './script/analyzeScript.js';

/**
 * The parser keeps what it once took. Above `maxBytes` the process ends itself when it has nothing to do, and is
 * started anew by the next call, with an empty index that the host fills again. One that grows within `minLifeMs`
 * would only be started again and again.
 */
export interface SqlLimits {
  readonly maxBytes: number;
  readonly minLifeMs: number;
}

/** The parsers of the process. Python's is loaded when the first Python comes. */
export interface ParserLoading {
  readonly sql: Promise<SqlParser>;
  readonly python: () => Promise<PythonParser>;
}

const usual: SqlLimits = { maxBytes: 1_200_000_000, minLifeMs: 120_000 };

/** Serves the parser and the index in this process; `end` ends it. */
export function serveSql(
  port: Port,
  { sql: parser, python: loadPython }: ParserLoading,
  end: () => void,
  { maxBytes, minLifeMs }: SqlLimits = usual,
): void {
  const started = Date.now();
  let loaded: Promise<PythonParser> | undefined;
  const python = (): Promise<PythonParser> => (loaded ??= loadPython());
  let current: OpenIndex | undefined;
  let running = 0;

  /** Runs a handler, then looks at how large the process has become. */
  async function measured<T>(work: () => Promise<T>): Promise<T> {
    running++;
    try {
      return await work();
    } finally {
      running--;
      // After the answer has been sent.
      setImmediate(() => {
        const isLarge = process.memoryUsage.rss() > maxBytes && Date.now() - started >= minLifeMs;
        if (isLarge && running === 0) end();
      });
    }
  }

  const ofOpen =
    <P, T>(work: (open: OpenIndex, params: P) => T | Promise<T>) =>
    (params: InEpoch<P>): Promise<T> =>
      measured(async () => {
        if (current?.epoch !== params.epoch) {
          throw new RpcError('stale-index', 'the index was started anew');
        }
        return work(current, params);
      });
  const inEpoch = <P, T>(
    work: (index: LineageIndex, params: P) => T,
  ): ((params: InEpoch<P>) => Promise<T>) =>
    ofOpen<P, T>(({ index }, params) => work(index, params));

  const sql = createSqlApi(parser);
  const api: SqlProcessApi = {
    analyze: (request) => measured(() => sql.analyze(request)),
    async *scripts({ scripts, inputs }) {
      const ready = await parser;
      yield undefined;
      for (const script of scripts) {
        const parsers = {
          sql: ready,
          ...(hasPython(script.texts) ? { python: await python() } : {}),
        };
        yield await measured(() => Promise.resolve(analyzeScript(parsers, script, inputs)));
      }
    },
    open: ({ store }) =>
      measured(async () => {
        current = await OpenIndex.open(await parser, store);
        return { epoch: current.epoch, aged: current.agedTables() };
      }),
    match: inEpoch((to, { files }) => to.match(files)),
    update: ofOpen(async ({ index }, { file, stamp }) => {
      if (hasPython(file.cells)) index.python = await python();
      return index.update(file, stamp);
    }),
    remove: inEpoch((from, { uri }) => {
      from.remove(uri);
    }),
    putTables: ofOpen((to, { tables }) => to.putTables(tables)),
    save: ofOpen((open) => open.save()),
    hover: ofOpen(async ({ index }, { uri, cell, offset, ...file }) => {
      if (hasPython(file.cells ?? [])) index.python = await python();
      return hoverAt(index, uri, cell, offset, file);
    }),
    references: inEpoch(referencesAt),
    rename: inEpoch((of, { newName, ...at }) => renameAt(of, at, newName)),
    impact: inEpoch((index, { of }) => impactOf(index, of)),
    usage: inEpoch((index, { of }) => usageOf(index, of)),
    madeIn: inEpoch((index, { uri }) => madeIn(index, uri)),
    neighbours: inEpoch(neighbours),
    edges: inEpoch(edgesBetween),
    columns: inEpoch((index, { of }) => tableColumns(index, of)),
  };
  serve(port, api);
}

function hasPython(cells: readonly { readonly language?: 'python' }[]): boolean {
  return cells.some(({ language }) => language === 'python');
}
