import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { parse, type ParseError } from 'jsonc-parser';
import { parseWorkspaceFile } from '../../../src/workspaceFile/parseWorkspaceFile.js';
import { WorkspaceFileError } from '../../../src/workspaceFile/workspaceFile.js';

const file = new URL('../../../docs/lakehouse.schema.json', import.meta.url);
const isValid = new Ajv().compile(JSON.parse(readFileSync(file, 'utf8')) as object);

describe('reading .vscode/lakehouse.json', () => {
  it('has nothing where there is no file', () => {
    assert.deepEqual(parseWorkspaceFile(''), { favourites: [], descriptions: [] });
  });

  const wrong = [
    { title: 'no JSON', text: '{\n  "favourites": [\n', line: 3 },
    { title: 'no object', text: '[]', line: 1 },
    { title: 'no list', text: '{\n"favourites": {} }', line: 2 },
    { title: 'a table that is a text', text: '{"favourites": ["sales.orders"]}', line: 1 },
    { title: 'a table without names', text: '{"favourites":\n[{"connection": "c"}]}', line: 2 },
    { title: 'a table without a connection', text: '{"favourites": [{"table": ["t"]}]}', line: 1 },
    {
      title: 'a comment that is a number',
      text: '{"descriptions": [\n{"connection": "c", "table": ["t"],\n"comment": 1}]}',
      line: 3,
    },
  ];
  for (const { title, text, line } of wrong) {
    it(`says the line of ${title}, as the schema does`, () => {
      assert.throws(
        () => parseWorkspaceFile(text),
        (error) => error instanceof WorkspaceFileError && error.line === line,
      );
      const errors: ParseError[] = [];
      const value: unknown = parse(text, errors, { allowTrailingComma: true });
      assert.ok(errors.length > 0 || !isValid(value));
    });
  }

  it('is valid by its schema with all that can be in it', () => {
    const text = `{
      "favourites": [{ "connection": "c", "catalog": "k", "table": ["a", "b"] }],
      "descriptions": [{
        "connection": "c", "table": ["b"], "comment": "x", "tags": { "k": "v" }, "columns": { "a.b": "y" }
      }]
    }`;
    assert.ok(isValid(JSON.parse(text)), JSON.stringify(isValid.errors));
    assert.equal(parseWorkspaceFile(text).descriptions[0]?.columns?.['a.b'], 'y');
  });
});
