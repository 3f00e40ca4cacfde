import assert from 'node:assert/strict';
import { Connections } from '../../../../src/connections/connections.js';
import {
  placeInSql,
  sqlOfNotebook,
  sqlOfText,
} from '../../../../src/providers/lineageHover/sqlOfText.js';
import { fakeConnection } from '../../../support/fakeConnection.js';

function connectionsNamed(...names: readonly string[]): Connections {
  const connections = new Connections(({ name }) => fakeConnection(name));
  const settings = names.map((name) => ({
    type: 'local' as const,
    name,
    path: '/lake',
    readOnly: true,
  }));
  connections.update({ settings, problems: [] });
  return connections;
}

const one = connectionsNamed('only');
const two = connectionsNamed('a', 'b');
const lake = `-- %% [notebook] connection=b schema=gold
SELECT 1
-- %% [markdown]
-- hello
-- %% connection=a
SELECT 2;
SELECT 3`;

describe('the SQL of a text in the editor', () => {
  const scopes: readonly [string, Connections, string, string | undefined, string][] = [
    ['the only connection', one, 'SELECT `a`', 'only', 'duckdb'],
    ['no connection of several', two, 'SELECT a', undefined, 'duckdb'],
    ['no connection, in the dialect of its quotes', two, 'SELECT `a`', undefined, 'databricks'],
    ['no connection where there is none', connectionsNamed(), 'SELECT a', undefined, 'duckdb'],
  ];
  for (const [title, connections, text, connection, dialect] of scopes) {
    it(`of a plain file is in ${title}`, () => {
      const [cell] = sqlOfText('file:///a.sql', text, connections)?.cells ?? [];
      assert.deepEqual([cell?.connection, cell?.dialect], [connection, dialect]);
    });
  }

  it('of an open notebook is what is in the editor, with what its file says of the cells', () => {
    const open = [
      { index: 0, text: 'SELECT 10' },
      { index: 2, text: 'SELECT 20' },
      { index: 3, text: 'SELECT new' },
    ];
    const { cells } = sqlOfNotebook('file:///a.lake.sql', open, lake, two);
    assert.deepEqual(
      cells.map(({ text, cell, connection, line }) => [text, cell, connection, line]),
      [
        ['SELECT 10', 0, 'b', 2],
        ['SELECT 20', 2, 'a', 6],
        ['SELECT new', 3, 'b', 2],
      ],
    );
    const [unsaved] = sqlOfNotebook('untitled:a', [{ index: 0, text: 'SELECT 1' }], '', one).cells;
    assert.deepEqual([unsaved?.connection, unsaved?.line], ['only', 1]);
  });

  /** The text from the place on, and what the place in the SQL has from there on. */
  const placed = (uri: string, text: string, mark: string): string | undefined => {
    const offset = text.indexOf(mark);
    const before = text.slice(0, offset).split('\n');
    const file = sqlOfText(uri, text, one);
    assert.ok(file !== undefined);
    const character = before.at(-1)?.length ?? 0;
    const place = placeInSql(file, { offset, line: before.length - 1, character });
    return place?.cell.text.slice(place.offset).split('\n')[0];
  };
  const python = `# Databricks notebook source
x = spark.sql("SELECT 1")
y = 2

# COMMAND ----------

# MAGIC %sql
# MAGIC SELECT 2`;
  const places: readonly [string, string, string, string | undefined][] = [
    ['file:///a.sql', 'SELECT 1;\nSELECT 2', 'SELECT 2', 'SELECT 2'],
    ['file:///a.lake.sql', lake, 'SELECT 1', 'SELECT 1'],
    ['file:///a.lake.sql', lake, 'SELECT 3', 'SELECT 3'],
    ['file:///a.lake.sql', lake.replaceAll('\n', '\r\n'), 'SELECT 3', 'SELECT 3'],
    ['file:///a.lake.sql', lake, '-- %% [notebook]', undefined],
    ['file:///a.lake.sql', lake, 'hello', undefined],
    ['file:///a.py', python, 'SELECT 1', 'SELECT 1")'],
    ['file:///a.py', python, 'SELECT 2', 'SELECT 2'],
    ['file:///a.py', python, 'y = 2', 'y = 2'],
  ];
  for (const [uri, text, mark, expected] of places) {
    it(`has ${mark} of ${uri} ${expected === undefined ? 'nowhere' : 'in its place'}`, () => {
      assert.equal(placed(uri, text, mark), expected);
    });
  }
});
