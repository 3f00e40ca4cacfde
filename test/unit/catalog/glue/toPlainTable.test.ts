import assert from 'node:assert/strict';
import { toPlainTable } from '../../../../src/catalog/glue/toPlainTable.js';

const lazy = 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe';

/** The format of a text table whose serde has these parameters. */
function formatOf(parameters: Readonly<Record<string, string>>, more = {}): unknown {
  const SerdeInfo = { SerializationLibrary: lazy, Parameters: parameters };
  return toPlainTable('t', { Name: 't', StorageDescriptor: { SerdeInfo, ...more } }).format;
}

describe('how the files of a Hive table are read', () => {
  const delimiters = [
    { parameters: {}, delimiter: '\u0001' },
    { parameters: { 'serialization.format': '1' }, delimiter: '\u0001' },
    { parameters: { 'serialization.format': '9' }, delimiter: '\t' },
    { parameters: { 'field.delim': '|', 'serialization.format': '1' }, delimiter: '|' },
    { parameters: { 'field.delim': '||' }, delimiter: '|' },
    { parameters: { 'field.delim': '', 'serialization.format': '1' }, delimiter: '\u0001' },
  ] as const;
  for (const { parameters, delimiter } of delimiters) {
    it(`has the delimiter ${JSON.stringify(delimiter)} by ${JSON.stringify(parameters)}`, () => {
      const headerLines = 0;
      const expected = { kind: 'text', delimiter, nullText: '\\N', headerLines };
      assert.deepEqual(formatOf(parameters), expected);
    });
  }

  it('has an escape, and a header only where a number says so', () => {
    const escaped = formatOf({ 'field.delim': ',', 'escape.delim': '92' });
    assert.deepEqual(escaped, {
      kind: 'text',
      delimiter: ',',
      escape: '\\',
      nullText: '\\N',
      headerLines: 0,
    });
    const { headerLines } = formatOf({ 'skip.header.line.count': 'one' }) as {
      readonly headerLines: number; // Of a text format.
    };
    assert.equal(headerLines, 0);
  });

  it('is not that of files which name others', () => {
    const InputFormat = 'org.apache.hadoop.hive.ql.io.SymlinkTextInputFormat';
    assert.throws(() => formatOf({}, { InputFormat }), { code: 'limit', message: /elsewhere/ });
  });
});
