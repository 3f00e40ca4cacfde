import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type LakeSqlCell,
  parseLakeSql,
  printLakeSql,
} from '../../../../src/notebooks/format/lakeSqlText.js';
import { parseOptions, withOption } from '../../../../src/notebooks/format/options.js';

const markdownMark = '-- %% [markdown]';

/** Texts that are likely to be odd notebooks: pieces of the grammar in any order. */
const oddText = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom('\n', '\r\n', '\r', '\n\n') },
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          '-- %%',
          '-- %% [markdown]',
          '-- %% [notebook] a=b',
          '-- %% x="',
          '\uFEFF',
        ),
      },
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          "'",
          '"',
          '$$',
          '/*',
          '*/',
          '--',
          '-- # Title',
          'SELECT 1;',
          ' ',
          '\t',
          'é𝒳',
        ),
      },
      { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''));

describe('.lake.sql', () => {
  const cases: readonly { title: string; text: string; cells: readonly string[] }[] = [
    { title: 'nothing', text: '', cells: [] },
    { title: 'blank lines', text: '\n \n', cells: [] },
    { title: 'plain SQL', text: 'SELECT 1;\n', cells: ['sql|SELECT 1;'] },
    {
      title: 'text before the first marker',
      text: 'SELECT 1\n-- %%\nSELECT 2',
      cells: ['sql|SELECT 1', 'sql|SELECT 2'],
    },
    {
      title: 'Markdown as comments',
      text: `${markdownMark}\n-- # A\n--\n-- b\nc\n\n-- %%\nSELECT 1\n`,
      cells: ['markdown|# A\n\nb\nc', 'sql|SELECT 1'],
    },
    {
      title: 'a header with defaults',
      text: '\uFEFF\r\n-- %% [notebook] connection=a\r\n\r\n-- %%\r\nSELECT 1\r\n',
      cells: ['sql|SELECT 1'],
    },
    {
      title: 'text behind the header',
      text: '-- %% [notebook] a=b\nSELECT 1\n-- %%\nSELECT 2\n',
      cells: ['sql|SELECT 1', 'sql|SELECT 2'],
    },
    {
      title: 'a second header, which is a cell',
      text: '-- %% [notebook]\n-- %% [notebook] x=y\nSELECT 1',
      cells: ['sql|SELECT 1'],
    },
    {
      title: 'a marker in a string',
      text: "-- %%\nSELECT '\n-- %%\n'\n-- %%\nSELECT 2",
      cells: ["sql|SELECT '\n-- %%\n'", 'sql|SELECT 2'],
    },
    {
      title: 'a marker in a block comment',
      text: '/* a /*\n-- %%\n*/ */ SELECT 1\n-- %%\nb',
      cells: ['sql|/* a /*\n-- %%\n*/ */ SELECT 1', 'sql|b'],
    },
    {
      title: 'a marker in a dollar text',
      text: 'SELECT $x$\n-- %%\n$x$',
      cells: ['sql|SELECT $x$\n-- %%\n$x$'],
    },
    {
      title: 'a quote that is never closed',
      text: "SELECT 'a\n-- %%\nSELECT 2",
      cells: ["sql|SELECT 'a", 'sql|SELECT 2'],
    },
    {
      title: 'an apostrophe in a comment',
      text: "SELECT 1 -- it's\n-- %%\nSELECT 'x'",
      cells: ["sql|SELECT 1 -- it's", "sql|SELECT 'x'"],
    },
    {
      title: 'an apostrophe in Markdown',
      text: `${markdownMark}\nit's\n-- %%\nSELECT 'x'`,
      cells: ["markdown|it's", "sql|SELECT 'x'"],
    },
    {
      title: 'what only looks like a marker',
      text: ' -- %%\n--%%\n-- %%%\n-- %%a\n',
      cells: ['sql| -- %%\n--%%\n-- %%%\n-- %%a'],
    },
    { title: 'an empty cell', text: '-- %%\n-- %%\n\n', cells: ['sql|', 'sql|'] },
    {
      title: 'blanks that are not at the end',
      text: '-- %%\n\n  a  \n\n b \n \n',
      cells: ['sql|\n  a  \n\n b '],
    },
    { title: 'all line ends', text: 'a\r\nb\rc\nd', cells: ['sql|a\nb\nc\nd'] },
  ];
  for (const { title, text, cells } of cases) {
    it(`reads ${title}`, () => {
      const parsed = parseLakeSql(text);
      assert.deepEqual(
        parsed.cells.map(({ kind, value }) => `${kind}|${value}`),
        cells,
      );
      assert.equal(printLakeSql(parsed), text);
    });
  }

  it('gives back any text', () => {
    fc.assert(
      fc.property(fc.oneof(oddText, fc.string({ unit: 'binary' })), (text) => {
        assert.equal(printLakeSql(parseLakeSql(text)), text);
      }),
      { numRuns: 2000 },
    );
  });

  it('gives back any text whose cells went through an editor that knows one line end', () => {
    fc.assert(
      fc.property(oddText, (text) => {
        const parsed = parseLakeSql(text);
        const cells = parsed.cells.map((cell) => ({
          ...cell,
          value: cell.value.replaceAll('\n', '\r\n'),
        }));
        assert.equal(printLakeSql({ ...parsed, cells }), text);
      }),
    );
  });

  it('changes only the bytes of the cell that is edited', () => {
    fc.assert(
      fc.property(oddText, fc.nat(), (text, at) => {
        const parsed = parseLakeSql(text);
        fc.pre(parsed.cells.length > 0);
        const index = at % parsed.cells.length;
        const before = printLakeSql({ ...parsed, cells: parsed.cells.slice(0, index) });
        const after = text.slice(before.length + rawLength(parsed.cells[index]));
        const cells = parsed.cells.map((cell, place) =>
          place === index ? { ...cell, value: 'SELECT 42' } : cell,
        );
        const printed = printLakeSql({ ...parsed, cells });
        assert.ok(printed.startsWith(before), 'what is before');
        assert.ok(printed.endsWith(after), 'what is after');
        assert.ok(
          printed.slice(before.length, printed.length - after.length).includes('SELECT 42'),
        );
      }),
    );
  });

  it('reads the cells again that it wrote, new and moved ones too', () => {
    const cell = fc.record({
      kind: fc.constantFrom('sql' as const, 'markdown' as const),
      value: fc.constantFrom('SELECT 1', '', '# A\n\n%% b', "SELECT 'it''s'\nFROM t", '-- c'),
    });
    fc.assert(
      fc.property(oddText, fc.array(cell), fc.constantFrom(0, 1, 2), (text, added, at) => {
        // Nor with byte order marks in mid-text: at the top of a file such a one is none of the text.
        const parsed = parseLakeSql(text.replaceAll(/['"$*]|(?!^)\uFEFF/g, ''));
        const cells = parsed.cells.toSpliced(at, 1, ...added).toReversed();
        const again = parseLakeSql(printLakeSql({ ...parsed, cells }));
        assert.deepEqual(
          again.cells.map(({ kind, value }) => ({ kind, value })),
          cells.map(({ kind, value }) => ({ kind, value })),
        );
      }),
    );
  });

  it('keeps the first line of a cell where line ends of two kinds meet', () => {
    const parsed = parseLakeSql('\r-- %% [notebook] a=b\n\n--');
    const cells = [{ kind: 'sql' as const, value: 'SELECT 1' }, ...parsed.cells];
    const again = parseLakeSql(printLakeSql({ ...parsed, cells }));
    assert.deepEqual(
      again.cells.map(({ value }) => value),
      ['SELECT 1', '\n--'],
    );
  });

  it('writes an edited cell in the line ends of the file and leaves its options alone', () => {
    const parsed = parseLakeSql(
      '-- %% name=x  odd word\r\nSELECT 1\r\n\r\n-- %% [markdown]\r\n-- a',
    );
    const [first, second] = parsed.cells;
    assert.ok(first && second);
    const cells = [
      { ...first, value: 'SELECT 1,\n2' },
      { ...second, value: '%% a\n\nb' },
    ];
    assert.equal(
      printLakeSql({ ...parsed, cells }),
      '-- %% name=x  odd word\r\nSELECT 1,\r\n2\r\n\r\n-- %% [markdown]\r\n--%% a\r\n--\r\n-- b',
    );
  });

  it('keeps the options of a cell that becomes Markdown', () => {
    const parsed = parseLakeSql('-- %% name=x\na');
    const cells = parsed.cells.map((cell) => ({ ...cell, kind: 'markdown' as const }));
    assert.equal(printLakeSql({ ...parsed, cells }), '-- %% [markdown] name=x\n-- a');
  });

  it('reads 5 MB with many markers, quotes and comments left open in time', () => {
    const lines = ['-- %%', "SELECT 'a", '/* b', '-- %% [markdown]', "-- it's"];
    const text = Array.from({ length: 400_000 }, (_, index) => lines[index % lines.length]).join(
      '\n',
    );
    const parsed = parseLakeSql(text);
    assert.ok(parsed.cells.length > 0);
    assert.equal(printLakeSql(parsed), text);
  });
});

describe('options of a marker', () => {
  it('are read', () => {
    const marker = '-- %% [markdown] a=1 odd "x" b.c-d="two \\"words\\"" a=2 e= f="open\r\n';
    assert.deepEqual(
      [...parseOptions(marker)],
      [
        ['a', '2'],
        ['b.c-d', 'two "words"'],
        ['e', ''],
      ],
    );
  });

  const changes = [
    { marker: '-- %% a=1 b=2\r\n', key: 'a', value: 'x', after: '-- %% a=x b=2\r\n' },
    {
      marker: '-- %% odd\n',
      key: 'a',
      value: 'two "words"',
      after: '-- %% odd a="two \\"words\\""\n',
    },
    { marker: '-- %%', key: 'a', value: '', after: '-- %% a=""' },
    { marker: '-- %% a=1 b=2  \n', key: 'b', value: undefined, after: '-- %% a=1  \n' },
    { marker: '-- %% a=1\n', key: 'c', value: undefined, after: '-- %% a=1\n' },
  ];
  for (const { marker, key, value, after } of changes) {
    it(`${JSON.stringify(marker)} with ${key}=${String(value)}`, () => {
      const changed = withOption(marker, key, value);
      assert.equal(changed, after);
      assert.equal(parseOptions(changed).get(key), value);
    });
  }
});

function rawLength(cell: LakeSqlCell | undefined): number {
  return (cell?.source?.marker.length ?? 0) + (cell?.source?.body.length ?? 0);
}
