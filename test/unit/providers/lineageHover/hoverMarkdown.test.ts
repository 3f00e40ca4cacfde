import assert from 'node:assert/strict';
import type { HoverAnswer } from '../../../../src/lineage/lineageService.js';
import type { Link } from '../../../../src/lineage/links.js';
import {
  hoverMarkdown,
  type HoverWords,
} from '../../../../src/providers/lineageHover/hoverMarkdown.js';
import { codeMarkdown, escapeMarkdown } from '../../../../src/util/markdownText.js';

const words: HoverWords = {
  comesFrom: 'Comes from',
  usedBy: 'Used by',
  decidedBy: 'Decided by',
  decides: 'Decides',
  notKnown: 'not known',
  nothing: 'nothing',
  noTable: 'no table',
  stillReading: 'still reading',
  partlyRead: 'partly read',
  missingColumn: 'no such column',
  everyColumn: 'every column',
  someColumn: 'some column',
  queries: 'Queries',
  localName: 'local',
  view: 'view',
  here: 'here',
  way: (way, of) => (way === 'identity' && of === 'column' ? '' : way),
  standing: (standing) => (standing === 'known' ? '' : standing),
  columnOf: (table) => `of ${table}`,
  more: (count) => `${count} more`,
  rows: (count) => `${count} rows`,
  owner: (name) => `owner ${name}`,
  updated: (at) => `changed ${at}`,
  expand: 'Expand',
  impact: 'Impact',
  reason: (reason) => reason,
};

const shown = {
  label: () => 'a.sql:1',
  href: () => 'command:x',
  expand: () => 'command:e',
  impact: () => 'command:i',
};
const actions = '[Expand](command:e) · [Impact](command:i)';
const place = '[a\\.sql\\:1](command:x)';
const t = { namespace: 'n', name: 't' };
const source = { kind: 'code', uri: 'a.sql', line: 1 } as const;
const link: Link = {
  end: { dataset: { namespace: 'n', name: 'u' }, field: 'a' },
  kind: 'direct',
  ways: ['aggregation'],
  places: { first: [source], more: 0 },
};
const filter: Link = { ...link, kind: 'indirect', ways: ['filter'] };
const answer: HoverAnswer = {
  span: { start: 0, end: 1 },
  text: 'x',
  subject: {
    kind: 'column',
    column: { dataset: t, field: 'x' },
    standing: 'missing',
    isMissing: false,
  },
  upstream: links([link], []),
  downstream: links([], []),
  queries: { first: [], more: 0 },
  isClear: true,
  labels: {},
  wanted: [],
  coverage: 'whole',
};
const table: HoverAnswer['subject'] = {
  kind: 'table',
  dataset: t,
  standing: 'known',
  known: {
    kind: 'table',
    connection: 'c',
    name: ['t'],
    dataset: t,
    columns: [],
    comment: 'What was sold',
    format: 'iceberg',
    rows: 12n,
    owner: 'ann_b',
    updatedAt: 7,
  },
};

function links(
  direct: readonly Link[],
  indirect: readonly Link[],
  more = 0,
): HoverAnswer['upstream'] {
  return { direct: { links: direct, more }, indirect: { links: indirect, more: 0 } };
}

const show = (more: Partial<HoverAnswer>): string =>
  hoverMarkdown({ ...answer, ...more }, words, shown);

describe('the text of a lineage hover', () => {
  it('of a column has type, comment, both directions, and direct apart from indirect', () => {
    const subject = {
      ...answer.subject,
      standing: 'known',
      type: 'decimal(14, 2)',
      comment: 'What was paid',
    } as HoverAnswer['subject'];
    const made = { ...link, expression: 'sum(\n  a)' };
    assert.equal(
      show({ subject, upstream: links([made], [filter]), downstream: links([], [filter]) }),
      [
        '**`x`** `decimal(14, 2)` of `t`',
        'What was paid',
        '---',
        `**Comes from**\n\n- \`u.a\` (aggregation) \`sum( a)\` — ${place}`,
        `**Decided by**\n\n- \`u.a\` (filter) — ${place}`,
        `**Decides**\n\n- \`u.a\` (filter) — ${place}`,
        actions,
      ].join('\n\n'),
    );
  });

  it('of a table has one line for each table, and what it is', () => {
    const u: Link = { ...link, end: { namespace: 'n', name: 'u' }, ways: ['identity', 'filter'] };
    assert.equal(
      show({
        subject: table,
        upstream: links([u], []),
        downstream: links([], [{ ...u, kind: 'indirect', ways: ['join'] }]),
        queries: { first: [source], more: 2 },
      }),
      [
        '**`t`** · iceberg · 12 rows · changed 7 · owner ann\\_b',
        'What was sold',
        '---',
        `**Comes from**\n\n- \`u\` (identity, filter) — ${place}`,
        `**Used by**\n\n- \`u\` (join) — ${place}\n- Queries — ${place}, 2 more`,
        actions,
      ].join('\n\n'),
    );
  });

  it('says what is not known, and where there is nothing', () => {
    const none = { upstream: links([], []) };
    const both = (of: string): RegExp =>
      new RegExp(`Comes from\\*\\* ${of}[^]*Used by\\*\\* ${of}`);
    assert.match(show(none), both('nothing'));
    assert.match(show({ ...none, isClear: false }), both('not known'));
    assert.match(show({ ...none, coverage: 'reading' }), both('not known'));
    assert.match(show({ ...none, coverage: 'reading' }), /still reading/);
    assert.match(show({ ...none, coverage: 'partial' }), both('not known'));
    assert.match(show({ ...none, coverage: 'partial' }), /partly read/);
    assert.match(show({ ...none, subject: { kind: 'value' } }), /Comes from\*\* no table$/);
    assert.match(show({}), /^missing$/m);
    const subject = { kind: 'unknown', reason: 'schema-missing' } as const;
    assert.equal(show({ subject }), '**`x`** schema\\-missing');
  });

  it('does not say that a count comes from nothing', () => {
    const counted = { upstream: links([], [filter]) };
    assert.doesNotMatch(show(counted), /Comes from/);
    assert.match(show({ ...counted, isClear: false }), /Comes from\*\* not known/);
  });

  it('says that a star takes every column', () => {
    const star: Link = { ...link, end: t, ways: ['identity'], columns: 'all' };
    assert.match(show({ downstream: links([star], []) }), /- `t` \(every column\) — /);
  });

  it('cuts long lists, and says so', () => {
    const many = Array.from({ length: 12 }, () => link);
    assert.match(show({ upstream: links(many, [], 30) }), /- 34 more/);
    const wide = { ...link, places: { first: [source], more: 2 } };
    assert.match(show({ upstream: links([wide], []) }), /, 2 more/);
    const long = show({ upstream: links([{ ...link, expression: 'x'.repeat(1_000) }], []) });
    assert.match(long, /`x{120}…`/);
  });

  it('leaves what files and catalogs say as text', () => {
    const evil = '[x](command:evil) <img src=x onerror=alert(1)> **b**\n# h `c`';
    const subject = { ...answer.subject, comment: evil } as HoverAnswer['subject'];
    const named: Link = {
      ...link,
      end: { namespace: 'n', name: '`](command:evil)\n# h' },
      expression: evil,
    };
    // What stands between backticks is code, whatever it is.
    const text = show({ subject, upstream: links([named], []), labels: {} }).replace(
      /(`+) ?[^]*?[^`]\1(?!`)/g,
      '',
    );
    assert.doesNotMatch(text, /(?<!\\)\]\(command:evil/);
    assert.doesNotMatch(text, /(?<!\\)<img/);
    assert.doesNotMatch(text, /^# h/m);
  });

  it('escapes', () => {
    assert.equal(escapeMarkdown('a_b*c\r\n<d>'), 'a\\_b\\*c \\<d\\>');
    assert.deepEqual(['a', 'a`b', '``'].map(codeMarkdown), ['`a`', '`` a`b ``', '``` `` ```']);
  });
});
