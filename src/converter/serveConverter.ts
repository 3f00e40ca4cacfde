import type { PythonParser } from '../syntax/pythonParser.js';
import type { Port } from '../util/rpc.js';
import { serve } from '../util/serve.js';
import type { ConvertAnswer, ConverterApi } from './converterApi.js';
import { convertText } from './convertText.js';
import { defaultMigration, parseMigration } from './migration.js';
import { ruleSummaries } from './rules/index.js';

/** Answers what comes through the port; the parser is loaded with the first question. */
export function serveConverter(port: Port, loading: Promise<PythonParser>): void {
  const api: ConverterApi = {
    async convert({ migration, ...request }): Promise<ConvertAnswer> {
      const parse = await loading;
      const parsed =
        migration === undefined
          ? ({ kind: 'migration', migration: defaultMigration } as const)
          : parseMigration(migration);
      if (parsed.kind === 'problems') {
        return { kind: 'migration-problems', problems: parsed.problems };
      }
      const converted = convertText(parse, { ...request, migration: parsed.migration });
      const { runtime } = parsed.migration.target;
      return { kind: 'converted', summaries: ruleSummaries, runtime, ...converted };
    },
  };
  serve(port, api);
}
