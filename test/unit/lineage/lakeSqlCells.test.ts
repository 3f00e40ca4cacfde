import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { lakeSqlCells } from '../../../src/lineage/lakeSqlCells.js';

const scope = { connection: 'only', dialect: 'duckdb' } as const;

describe('the SQL cells of a .lake.sql file', () => {
  it('are its SQL cells by their place among all, with line, connection and schema', () => {
    const text = [
      '-- %% [notebook] connection=prod schema=gold',
      '-- %% [markdown]',
      '-- # Title',
      '-- %%',
      'SELECT 1',
      '',
      '-- %% connection=other schema=a.b',
      'SELECT 2',
    ].join('\r\n');
    const cells = lakeSqlCells(text, scope, (name) => (name === 'other' ? 'trino' : 'duckdb'));
    assert.deepEqual(
      cells.map(({ cell, line, text: sql, connection, dialect, defaultNamespace }) =>
        [cell, line, sql, connection, dialect, defaultNamespace.join('/')].join(' '),
      ),
      ['1 5 SELECT 1 prod duckdb gold', '2 8 SELECT 2 other trino a/b'],
    );
  });

  it('take the connection of the file where they name none', () => {
    const [cell] = lakeSqlCells('SELECT 1', scope, () => 'duckdb');
    assert.equal(cell?.connection, 'only');
  });

  it('stand in the sample where the file says', () => {
    const text = readFileSync(new URL('../../../sample/welcome.lake.sql', import.meta.url), 'utf8');
    const lines = text.split('\n');
    for (const cell of lakeSqlCells(text, scope, () => 'duckdb')) {
      assert.equal(cell.text.split('\n')[0], lines[cell.line - 1]);
    }
  });
});
