import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Dialect } from '../../../src/sql/dialect.js';
import { splitStatements } from '../../../src/sql/split.js';
import { type Token, tokenize, unquote } from '../../../src/sql/tokens.js';

const dialects: readonly Dialect[] = [
  'duckdb',
  'trino',
  'athena',
  'spark',
  'databricks',
  'postgresql',
];

describe('tokens', () => {
  const cases: readonly [Dialect, string, string][] = [
    ['trino', `a"b""c"'d''e'`, `word:a name:"b""c" string:'d''e'`],
    ['spark', 'a`b`"c\\"d"', 'word:a name:`b` string:"c\\"d"'],
    ['trino', `'a\\' b`, `string:'a\\' word:b`],
    ['spark', `r'a\\' b`, `string:r'a\\' word:b`],
    ['duckdb', `e'a\\'b' c`, `string:e'a\\'b' word:c`],
    ['duckdb', '$x$ a;b $x$ $1 $day', 'string:$x$ a;b $x$ parameter:$1 parameter:$day'],
    ['duckdb', '/* a /* b */ c */ d', 'comment:/* a /* b */ c */ word:d'],
    ['trino', '/* a /* b */ c', 'comment:/* a /* b */ word:c'],
    ['trino', 'a -- b; c\r\nd', 'word:a comment:-- b; c word:d'],
    ['databricks', 'a = :day', 'word:a symbol:= parameter::day'],
    ['databricks', 'a:b::c', 'word:a symbol:: word:b symbol::: word:c'],
    ['duckdb', 'x[1:n]', 'word:x symbol:[ number:1 symbol:: word:n symbol:]'],
    ['duckdb', '{k :v}', 'symbol:{ word:k symbol:: word:v symbol:}'],
    ['databricks', '${a.b} {{c}} ?', 'parameter:${a.b} parameter:{{c}} parameter:?'],
    ['trino', '1.5e-3 .5 2L a.1', 'number:1.5e-3 number:.5 number:2L word:a number:.1'],
    ['trino', 'é𝒳 <= 𝒳', 'word:é𝒳 symbol:<= word:𝒳'],
    ['trino', `'open; a`, `string:'open; a`],
  ];
  for (const [dialect, text, expected] of cases) {
    it(`of ${dialect}: ${text}`, () => {
      const shown = tokenize(text, dialect).map(
        ({ kind, start, end }) => `${kind}:${text.slice(start, end)}`,
      );
      assert.equal(shown.join(' '), expected);
    });
  }

  it('say that a string, a name or a comment is left open', () => {
    const open = (text: string): Token | undefined =>
      tokenize(text, 'duckdb').find((token) => !token.closed);
    for (const text of [`a 'b`, 'a "b', 'a /* b', 'a $$ b']) {
      assert.deepEqual(open(text)?.start, 2, text);
    }
    assert.equal(open(`'a' "b" /* c */`), undefined);
  });

  it('cover any text in order, with nothing but white space between', () => {
    const soup = fc.array(
      fc.constantFrom(
        "'",
        '"',
        '`',
        '$$',
        '/*',
        '*/',
        '--',
        '\n',
        ';',
        ':',
        'é',
        '𝒳',
        'a ',
        '\\',
        '{',
        '}',
        '[',
        '(',
        ')',
        '1',
        '.',
        '$',
        '\ud800',
      ),
    );
    fc.assert(
      fc.property(soup, fc.constantFrom(...dialects), (parts, dialect) => {
        const text = parts.join('');
        let at = 0;
        for (const token of tokenize(text, dialect)) {
          assert.match(text.slice(at, token.start), /^[\s\u{FEFF}]*$/u);
          assert.ok(token.end > token.start);
          at = token.end;
        }
        assert.match(text.slice(at), /^[\s\u{FEFF}]*$/u);
      }),
    );
  });

  it('read 5 MB in one string', () => {
    assert.equal(tokenize(`'${'x'.repeat(5_000_000)}`, 'spark').length, 1);
  });

  it('unquote names and strings', () => {
    assert.deepEqual(['"a""b"', '`a`', "'it''s'", 'a', '"', ''].map(unquote), [
      'a"b',
      'a',
      "it's",
      'a',
      '',
      '',
    ]);
  });
});

describe('statements', () => {
  const cases: readonly [string, readonly string[]][] = [
    ['select 1; select 2', ['select 1', 'select 2']],
    ['-- a\nselect 1 -- b\n;\n/* ; */ ;;', ['select 1']],
    [`select ';' as "a;b"; x`, [`select ';' as "a;b"`, 'x']],
    [`select 1; select 'open; x`, ['select 1', `select 'open; x`]],
    ['  \r\n', []],
    ['selec é; 𝒳', ['selec é', '𝒳']],
  ];
  for (const [text, expected] of cases) {
    it(`of ${JSON.stringify(text)}`, () => {
      const statements = splitStatements(text, 'duckdb');
      assert.deepEqual(
        statements.map(({ start, end }) => text.slice(start, end)),
        expected,
      );
      assert.deepEqual(
        statements.map((statement) => statement.text),
        expected,
      );
    });
  }
});
