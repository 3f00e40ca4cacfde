import assert from 'node:assert/strict';
import { parseMessage } from '../../../../src/providers/lineageView/parseMessage.js';
import {
  parseMemory,
  parseSubject,
  toMemory,
} from '../../../../src/providers/lineageView/parseSubject.js';
import { type SliceWords, toSlice } from '../../../../src/providers/lineageView/toSlice.js';
import type { NeighboursAnswer } from '../../../../src/lineage/lineageService.js';

const table = { namespace: 'file', name: '/lake/s/o' };
const column = { dataset: table, field: 'amount' };

describe('the subject of a lineage view', () => {
  for (const id of [table, column]) {
    it(`survives a reload: ${JSON.stringify(id)}`, () => {
      assert.deepEqual(parseMemory(JSON.parse(JSON.stringify(toMemory(id)))), id);
      assert.deepEqual(parseSubject(JSON.parse(JSON.stringify(id))), id);
    });
  }

  const others: readonly unknown[] = [
    undefined,
    null,
    'x',
    { namespace: 1, name: 'x' },
    { dataset: column, field: 'x' },
    { dataset: table },
  ];
  for (const value of others) {
    it(`is not ${JSON.stringify(value)}`, () => {
      assert.equal(parseSubject(value), undefined);
    });
  }
});

describe('a message of the lineage page', () => {
  const good: readonly unknown[] = [
    { type: 'ready' },
    { type: 'around', of: 'a', direction: 'both', depth: 2 },
    { type: 'columns', of: 'a' },
    { type: 'show', of: 'a', column: 'x' },
    { type: 'open', place: { label: 'f:1', uri: 'file:///f', line: 1, start: 0, end: 4 } },
    { type: 'form', form: 'graph' },
    { type: 'exportPicture', format: 'png', data: 'AA==' },
    { type: 'exportGraph', format: 'mermaid', nodes: ['a'], edges: [] },
  ];
  for (const message of good) {
    it(`is taken: ${JSON.stringify(message)}`, () => {
      assert.deepEqual(parseMessage(message), message);
    });
  }

  const bad: readonly unknown[] = [
    undefined,
    'ready',
    { type: 'around', of: 'a', direction: 'sideways', depth: 2 },
    { type: 'around', of: 'a', direction: 'up', depth: 'all' },
    { type: 'show', of: 1 },
    { type: 'open', place: { uri: 'file:///f' } },
    { type: 'form', form: 'list' },
    { type: 'exportPicture', format: 'exe', data: '' },
    { type: 'exportGraph', format: 'openlineage', nodes: [1], edges: [] },
  ];
  for (const message of bad) {
    it(`is refused: ${JSON.stringify(message)}`, () => {
      assert.equal(parseMessage(message), undefined);
    });
  }

  it('asks for no more levels than there can be', () => {
    const message = parseMessage({ type: 'around', of: 'a', direction: 'up', depth: 1e9 });
    assert.ok(message?.type === 'around' && message.depth === 1_000);
  });
});

describe('a slice of the graph', () => {
  const words: SliceWords = {
    kind: (kind) => `a ${kind}`,
    reason: (reason) => `because of ${reason}`,
    way: (way) => (way === 'identity' ? '' : way),
    columns: (columns) => `${columns} columns`,
    source: ({ uri, line }) => `${uri}:${line ?? ''}`,
    reading: 'reading',
    partial: 'partial',
    cut: 'cut',
  };
  const source = { kind: 'code', uri: 'file:///f.sql', line: 3 } as const;
  const answer: NeighboursAnswer = {
    coverage: 'reading',
    isWhole: false,
    nodes: [
      {
        id: column,
        key: 'c',
        table: 's.o',
        kind: 'table',
        type: 'long',
        level: 0,
        more: { up: 1, down: 0 },
        isClear: false,
        unclear: [{ name: 'o', at: source, reason: 'syntax' }],
      },
      {
        id: table,
        key: 't',
        table: 's.o',
        kind: 'view',
        level: 1,
        more: { up: 4, down: 4 },
        isClear: true,
        unclear: [],
      },
    ],
    edges: [
      {
        from: 't',
        to: 'c',
        kind: 'direct',
        ways: ['identity', 'aggregation'],
        columns: 'all',
        expression: 'sum(x)',
        places: { first: [source], more: 2 },
      },
    ],
  };

  it('says in words what each node is and what is not known of it', () => {
    const { nodes, notes } = toSlice(answer, words);
    assert.deepEqual(notes, ['reading', 'cut']);
    assert.deepEqual(nodes[0]?.column, { name: 'amount', type: 'long' });
    assert.equal(nodes[0].kindText, 'a table');
    assert.deepEqual(
      nodes[0].unknowns.map(({ text, place }) => [text, place.label]),
      [['because of syntax', 'file:///f.sql:3']],
    );
  });

  it('lets the path of a column end at a whole table', () => {
    const { nodes } = toSlice(answer, words);
    assert.deepEqual(
      nodes.map(({ more }) => more),
      [
        { up: 1, down: 0 },
        { up: 0, down: 0 },
      ],
    );
  });

  it('lists what is done on the way, and where it is said', () => {
    const [edge] = toSlice(answer, words).edges;
    assert.equal(edge?.text, 'aggregation, all columns');
    assert.equal(edge.expression, 'sum(x)');
    assert.deepEqual(
      edge.places.map(({ label, line }) => [label, line]),
      [['file:///f.sql:3', 3]],
    );
    assert.equal(edge.morePlaces, 2);
  });
});
