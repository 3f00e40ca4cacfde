import { analyzeText } from './analyze.js';
import type { SqlParser } from './parser.js';
import type { SqlApi } from './sqlApi.js';

/** The served side, in the process that holds the parser. */
export function createSqlApi(parser: Promise<SqlParser>): SqlApi {
  return {
    async analyze({ texts, schemas }) {
      const ready = await parser;
      const columns = new Map(schemas.map((table) => [keyOf(table.name), table.columns]));
      return texts.map(({ text, dialect }) =>
        analyzeText(ready, text, dialect, (name) => columns.get(keyOf(name))),
      );
    },
  };
}

function keyOf(name: readonly string[]): string {
  return JSON.stringify(name.map((part) => part.toLowerCase()));
}
