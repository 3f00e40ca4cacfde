import assert from 'node:assert/strict';
import type { Edge } from '../../../../src/lineage/lineageGraph.js';
import type { HoverAnswer } from '../../../../src/lineage/lineageService.js';
import {
  codeMarkdown,
  escapeMarkdown,
  hoverMarkdown,
  type HoverWords,
} from '../../../../src/providers/lineageHover/hoverMarkdown.js';

const words: HoverWords = {
  comesFrom: 'Comes from',
  goesTo: 'Goes to',
  influencedBy: 'Decided by',
  influences: 'Decides about',
  notKnown: 'not known',
  stillReading: 'still reading',
  unknownTable: 'no connection knows it',
  missingColumn: 'no such column',
  everyColumn: 'every column',
  someColumn: 'some column',
  localName: 'local',
  here: 'here',
  subtype: (subtype) => (subtype === 'identity' ? '' : subtype),
  columnOf: (table) => `of ${table}`,
  more: (count) => `${count} more`,
  reason: (reason) => reason,
};

const links = { label: () => 'a.sql:1', href: () => 'command:x' };
const t = { namespace: 'n', name: 't' };
const source = { kind: 'code', uri: 'a.sql', line: 1 } as const;
const edge: Edge = {
  from: { dataset: { namespace: 'n', name: 'u' }, field: 'a' },
  to: { dataset: t, field: 'x' },
  kind: 'direct',
  subtype: 'aggregation',
  sources: [source],
};
const answer: HoverAnswer = {
  span: { start: 0, end: 1 },
  text: 'x',
  subject: { kind: 'column', column: { dataset: t, field: 'x' }, table: ['t'], isMissing: false },
  upstream: [edge],
  downstream: [],
  labels: {},
  wanted: [],
  isComplete: true,
};

const show = (more: Partial<HoverAnswer>): string =>
  hoverMarkdown({ ...answer, ...more }, words, links);

describe('the text of a lineage hover', () => {
  it('has type, comment, both directions, and direct apart from indirect', () => {
    const filter: Edge = { ...edge, to: t, kind: 'indirect', subtype: 'filter' };
    const subject = { ...answer.subject, type: 'decimal(14, 2)', comment: 'What was paid' };
    assert.equal(
      show({ subject, upstream: [edge, filter] }),
      [
        '**`x`** `decimal(14, 2)` of `t`',
        'What was paid',
        '---',
        '**Comes from**\n\n- `u.a` (aggregation) — [a\\.sql\\:1](command:x)',
        '**Decided by**\n\n- `u.a` (filter) — [a\\.sql\\:1](command:x)',
        '**Goes to** not known',
      ].join('\n\n'),
    );
  });

  it('says what is not known', () => {
    assert.match(show({ upstream: [] }), /\*\*Comes from\*\* not known/);
    assert.match(show({}), /no connection knows it/);
    assert.match(show({ isComplete: false }), /still reading/);
    const subject = { kind: 'unknown', reason: 'schema-missing' } as const;
    assert.equal(show({ subject }), '**`x`** schema\\-missing');
  });

  it('says that a star takes every column', () => {
    const star: Edge = {
      ...edge,
      from: t,
      to: { namespace: 'n', name: 'w' },
      subtype: 'identity',
    };
    assert.match(show({ downstream: [star] }), /- `w` \(every column\) — /);
  });

  it('cuts long lists, and says so', () => {
    const many = Array.from({ length: 12 }, () => edge);
    assert.match(show({ upstream: many }), /- 4 more/);
    const wide = { ...edge, sources: Array.from({ length: 5 }, () => source) };
    assert.match(show({ upstream: [wide] }), /, 2 more/);
  });

  it('leaves what files and catalogs say as text', () => {
    const evil = '[x](command:evil) <img src=x onerror=alert(1)> **b**\n# h `c`';
    const subject = { ...answer.subject, comment: evil } as HoverAnswer['subject'];
    const named: Edge = { ...edge, from: { namespace: 'n', name: '`](command:evil)\n# h' } };
    // What stands between backticks is code, whatever it is.
    const text = show({ subject, upstream: [named], labels: {} }).replace(
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
