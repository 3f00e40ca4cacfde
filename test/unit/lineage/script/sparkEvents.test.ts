import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { answerLines } from '../../../../src/lineage/script/jsonLines.js';
import type { ScriptApi } from '../../../../src/lineage/script/scriptApi.js';
import type { JsonColumn } from '../../../../src/lineage/script/scriptFile.js';
import { serveSql } from '../../../../src/lineage/serveSql.js';
import { Remote } from '../../../../src/util/rpc.js';
import { portPair } from '../../../support/portPair.js';
import { readSqlCases } from '../../../support/sqlFixtures.js';
import { testParsers } from '../../../support/sqlParser.js';

const folder = new URL('../../../fixtures/lineage/spark/', import.meta.url);

/** What the listener said of a statement: `table.column KIND` each, by `sparklineage.py`. */
interface Recorded {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly columns: Readonly<Record<string, readonly string[]>>;
  readonly dataset: readonly string[];
}

interface Answer {
  readonly id: string;
  readonly tables_in: readonly string[];
  readonly tables_out: readonly string[];
  readonly columns: readonly JsonColumn[];
}

/** Everything that is compared, by the field that it is of. */
type Fields = ReadonlyMap<string, string>;

/** Where the two differ, and which is right. */
interface Difference {
  readonly fields: readonly string[];
  readonly verdict: 'ours' | 'engine' | 'convention';
  readonly reason: string;
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
}

/** A query says nothing to a listener until its rows go somewhere: the recorder makes a table of it, and so do we. */
function runnable(sql: string): string {
  const isQuery =
    /^(?:SELECT|WITH|TABLE|FROM)\b/.test(sql) && !/\b(?:INSERT|MERGE) INTO\b/.test(sql);
  return isQuery ? `CREATE TABLE db.made AS ${sql}` : sql;
}

function fieldsOf(
  tablesIn: readonly string[],
  tablesOut: readonly string[],
  columns: Iterable<readonly [string, readonly string[]]>,
  indirect: readonly string[],
): Fields {
  const text = (names: readonly string[]): string => [...new Set(names)].sort().join(', ');
  return new Map(
    [
      ['tables in', text(tablesIn)] as const,
      ['tables out', text(tablesOut)] as const,
      ...[...columns].map(([column, from]) => [column, text(from)] as const),
      ['indirect', text(indirect)] as const,
    ].filter(([, value]) => value !== ''),
  );
}

/**
 * The events in our terms. `count(*)` is no column. Iceberg changes rows by writing their files anew, by the plan that the listener sees:
 * the table is read, every column comes from itself, rows are found by `_file`, and what decides which rows are
 * changed decides about every value. In our terms (docs/lineage.md) a change does not read its target for that, and
 * what decides about rows is indirect.
 */
function ofEvents(sql: string, { inputs, outputs, columns, dataset }: Recorded): Fields {
  const isChange = /^(?:WITH .*)?(?:MERGE|UPDATE|DELETE)\b/.test(sql);
  const columnsOf = (sources: readonly string[]): readonly string[] =>
    sources
      .map((source) => source.slice(0, source.lastIndexOf(' ')))
      .filter((name) => !/\._[a-z]+$/.test(name) && !name.endsWith('.count(*)'));
  const decides = (source: string): boolean => isChange && source.endsWith(' CONDITIONAL');
  const all = Object.entries(columns);
  const own = all.map(([out, sources]): [string, readonly string[]] => {
    const made = sources.filter((source) => !decides(source));
    return [out, columnsOf(made.filter((source) => !isChange || source !== `${out} IDENTITY`))];
  });
  const rows = [...dataset, ...all.flatMap(([, sources]) => sources.filter(decides))];
  const tablesIn = isChange ? inputs.filter((name) => !outputs.includes(name)) : inputs;
  return fieldsOf(tablesIn, outputs, own, columnsOf(rows));
}

describe('the lineage of statements that Spark has run', () => {
  const { schema, statements } = read('recorded.json') as {
    readonly schema: Readonly<Record<string, readonly string[]>>;
    readonly statements: Readonly<Record<string, Recorded>>;
  };
  const differences = new Map(
    Object.entries(read('differences.json') as Record<string, Difference>),
  );
  const cases = readSqlCases(new URL('statements.sql', folder));
  const found = new Map<string, readonly string[]>();
  let compared = 0;

  before(async () => {
    const { near, far } = portPair();
    serveSql(far, testParsers(), () => undefined);
    const remote = new Remote<ScriptApi>(() => near);
    async function* lines(): AsyncGenerator<string> {
      for (const { title, sql } of cases) {
        const whole = sql.split('; ').map(runnable).join('; ');
        yield await Promise.resolve(
          JSON.stringify({ id: title, sql: whole, dialect: 'spark', schema }),
        );
      }
    }
    const options = { dialect: 'spark', schema, inputs: 'all' } as const;
    const sqlOf = new Map(cases.map(({ title, sql }) => [title, sql]));
    for await (const line of answerLines(remote, lines(), options, new AbortController().signal)) {
      const { id, tables_in, tables_out, columns } = JSON.parse(line) as Answer;
      const recorded = statements[id];
      if (recorded === undefined) continue;
      const ours = fieldsOf(
        tables_in,
        tables_out,
        columns.map((column): [string, readonly string[]] => [column.out, column.in]),
        columns.flatMap(({ indirect }) => indirect),
      );
      const theirs = ofEvents(sqlOf.get(id) ?? '', recorded);
      const fields = [...new Set([...ours.keys(), ...theirs.keys()])];
      compared += fields.length;
      found.set(
        id,
        fields.filter((field) => ours.get(field) !== theirs.get(field)),
      );
    }
    remote.dispose();
  });

  it('is recorded for at least 150 statements, each of those that are written down', () => {
    assert.ok(cases.length >= 150);
    assert.deepEqual(
      Object.keys(statements),
      cases.map(({ title }) => title),
    );
  });

  for (const { title } of cases) {
    it(title, () => {
      assert.deepEqual(found.get(title), differences.get(title)?.fields ?? []);
    });
  }

  it('differs in no more than one of twenty fields, and one of ten statements, each with a reason', () => {
    const differing = [...differences.values()].flatMap(({ fields }) => fields).length;
    assert.ok(differing <= compared * 0.05, `${differing} of ${compared} fields differ`);
    assert.ok(differences.size <= cases.length * 0.1, `${differences.size} statements differ`);
    for (const [title, { verdict, reason, fields }] of differences) {
      assert.ok(statements[title] !== undefined && fields.length > 0, title);
      assert.ok(['ours', 'engine', 'convention'].includes(verdict) && reason.length > 20, title);
    }
  });
});
