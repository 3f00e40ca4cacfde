import { readFileSync } from 'node:fs';

export interface SqlCase {
  readonly title: string;
  readonly schemas: ReadonlyMap<string, readonly string[]>;
  readonly sql: string;
  readonly expected: readonly string[];
}

/**
 * Cases of a fixture: `-- # title`, then `-- schema t(a, b)` for each table whose columns are known, then the
 * statement, then what is expected of it after `-->`.
 */
export function readSqlCases(file: URL): readonly SqlCase[] {
  return readFileSync(file, 'utf8')
    .split(/^-- # /m)
    .slice(1)
    .map((block) => {
      const [title = '', ...lines] = block.trimEnd().split('\n');
      const schemas = lines.flatMap((line): [string, string[]][] => {
        const [, name, columns] = /^-- schema ([^(]+)\((.*)\)$/.exec(line) ?? [];
        return name === undefined || columns === undefined ? [] : [[name, columns.split(', ')]];
      });
      return {
        title,
        schemas: new Map(schemas),
        sql: lines.filter((line) => !line.startsWith('--')).join('\n'),
        expected: lines.flatMap((line) => (line.startsWith('--> ') ? [line.slice(4)] : [])),
      };
    });
}
