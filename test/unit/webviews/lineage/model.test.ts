import assert from 'node:assert/strict';
import { cut, drawingOf } from '../../../../src/webviews/lineage/boxes.js';
import { emptyGraph, merge, unloaded } from '../../../../src/webviews/lineage/graph.js';
import { nodeAt } from '../../../../src/webviews/lineage/graphKeys.js';
import { matchesOf } from '../../../../src/webviews/lineage/search.js';
import { treePath } from '../../../../src/webviews/lineage/treePath.js';
import { nodeName, type TreeRow, treeRows } from '../../../../src/webviews/lineage/treeRows.js';
import { openKey, openLevels, visibleOf } from '../../../../src/webviews/lineage/visible.js';
import { graphOf, node, sliceOf } from './graphs.js';

const all = { direction: 'both', withIndirect: true } as const;
const measure = (text: string): number => text.length * 7;

/** `  b ~` is a row of level 3 that is reached by indirect edges only; `…` loads, `-` is nothing, `?` not known. */
function textOf(rows: readonly TreeRow[]): readonly string[] {
  return rows.map((row) => {
    const indent = ' '.repeat(row.level - 1);
    const fold = row.isOpen === false ? ' >' : '';
    switch (row.kind) {
      case 'subject':
        return `${indent}${nodeName(row.node)}${fold}`;
      case 'group':
        return `${indent}${row.direction}${fold}`;
      case 'node': {
        const isIndirect = row.edges.every(({ kind }) => kind === 'indirect');
        const marks = `${isIndirect ? ' ~' : ''}${row.isRepeated ? ' again' : ''}`;
        return `${indent}${nodeName(row.node)}${marks}${fold}`;
      }
      case 'unknown':
        return `${indent}?`;
      case 'nothing':
        return `${indent}-`;
      case 'loading':
        return `${indent}…`;
    }
  });
}

describe('the tree of a lineage', () => {
  const graph = graphOf(['a -> b', 'b -> c', 'x ~> b', 'c -> d', 'd -> e', 'e -> f']);

  it('has what the subject comes from, then what it is used by, two levels open', () => {
    assert.deepEqual(textOf(treeRows(graph, 'c', new Map(), all)), [
      'c',
      ' up',
      '  b',
      '   a',
      '   x ~',
      ' down',
      '  d',
      '   e >',
    ]);
  });

  it('opens and folds by the place in it', () => {
    const folds = new Map([
      ['up', false],
      ['down\nd\ne', true],
    ]);
    assert.deepEqual(textOf(treeRows(graph, 'c', folds, all)), [
      'c',
      ' up >',
      ' down',
      '  d',
      '   e',
      '    f',
    ]);
  });

  it('follows one direction, or values only', () => {
    const up = { direction: 'up', withIndirect: false } as const;
    assert.deepEqual(textOf(treeRows(graph, 'c', new Map(), up)), ['c', ' up', '  b', '   a']);
  });

  it('ends where a table comes from itself', () => {
    const circle = graphOf(['a -> b', 'b -> a']);
    const up = { direction: 'up', withIndirect: true } as const;
    assert.deepEqual(textOf(treeRows(circle, 'a', new Map(), up)), [
      'a',
      ' up',
      '  b',
      '   a again',
    ]);
  });

  it('says that there is nothing, that more is to be loaded, and what is not known', () => {
    const slice = sliceOf(['a -> b', 'a +2up']);
    const at = { label: 'f.sql:1', uri: 'file:///f.sql' };
    const b = { ...node('b'), unknowns: [{ text: 'no', place: at }] };
    const loaded = emptyGraph();
    merge(loaded, { ...slice, nodes: slice.nodes.map((each) => (each.key === 'b' ? b : each)) });
    assert.deepEqual(textOf(treeRows(loaded, 'a', new Map(), all)), [
      'a',
      ' up',
      '  …',
      ' down',
      '  b',
      '   ?',
    ]);
    assert.deepEqual(textOf(treeRows(graphOf(['a']), 'a', new Map(), all)), [
      'a',
      ' up',
      '  -',
      ' down',
      '  -',
    ]);
  });

  it('tells readers how many rows stand beside each', () => {
    const rows = treeRows(graph, 'c', new Map(), all).filter(({ level }) => level === 4);
    assert.deepEqual(
      rows.map(({ position, siblings }) => [position, siblings]),
      [
        [1, 2],
        [2, 2],
        [1, 1],
      ],
    );
  });

  it('stays small where every table leads to every other of the next layer', () => {
    const layer = (at: number): readonly string[] => [0, 1, 2, 3, 4, 5].map((n) => `t${at}_${n}`);
    const lines = Array.from({ length: 12 }, (_, at) =>
      layer(at).flatMap((from) => layer(at + 1).map((to) => `${from} -> ${to}`)),
    ).flat();
    assert.ok(treeRows(graphOf(lines), 't0_0', new Map(), all).length < 60);
  });

  it('has a shortest way to each node', () => {
    assert.deepEqual(treePath(graph, 'c', 'a', all), ['', 'up', 'up\nb', 'up\nb\na']);
    assert.deepEqual(treePath(graph, 'c', 'c', all), ['']);
    assert.equal(treePath(graph, 'b', 'f', { ...all, direction: 'up' }), undefined);
  });
});

describe('what is visible of a graph', () => {
  const graph = graphOf(['a -> b', 'b -> c', 'x ~> b', 'a -> y', 'c -> d']);
  const shown = (open: readonly string[], filter: Parameters<typeof visibleOf>[3] = all) => {
    const { nodes, edges } = visibleOf(graph, 'b', new Set(open), filter);
    return [nodes.map(({ key }) => key).sort(), edges.map(({ from, to }) => `${from}${to}`).sort()];
  };

  it('is the subject alone until it is opened', () => {
    assert.deepEqual(shown([]), [['b'], []]);
    assert.deepEqual(shown([openKey('b', 'up')]), [
      ['a', 'b', 'x'],
      ['ab', 'xb'],
    ]);
  });

  it('grows from any node in any direction', () => {
    assert.deepEqual(shown([openKey('b', 'up'), openKey('a', 'down')])[0], ['a', 'b', 'x', 'y']);
    assert.deepEqual(shown([openKey('c', 'down')])[0], ['b']);
  });

  it('leaves out what only decides about rows, and the other direction', () => {
    const open = [openKey('b', 'up'), openKey('b', 'down')];
    assert.deepEqual(shown(open, { direction: 'both', withIndirect: false })[0], ['a', 'b', 'c']);
    assert.deepEqual(shown(open, { direction: 'down', withIndirect: true })[0], ['b', 'c']);
  });

  it('opens so many levels', () => {
    const open = new Set<string>();
    assert.deepEqual(openLevels(graph, open, 'b', 'down', 1), ['c']);
    assert.deepEqual(openLevels(graph, open, 'b', 'down', 9), []);
    assert.deepEqual([...open], ['down b', 'down c', 'down d']);
  });
});

describe('a graph that grows slice by slice', () => {
  it('knows how many neighbours are not loaded', () => {
    const graph = graphOf(['a -> b', 'b +2down']);
    assert.equal(unloaded(graph, 'b', 'down'), 2);
    merge(graph, sliceOf(['b -> c', 'b -> d', 'b +1up']));
    assert.equal(unloaded(graph, 'b', 'down'), 0);
    assert.equal(unloaded(graph, 'b', 'up'), 0);
  });

  it('takes the same edge once', () => {
    const graph = graphOf(['a -> b']);
    merge(graph, sliceOf(['a -> b']));
    assert.equal(graph.at.up.get('b')?.size, 1);
    assert.equal(graph.at.down.get('a')?.size, 1);
  });
});

describe('the drawing of a graph', () => {
  const draw = (
    lines: readonly string[],
    columns = new Map<string, { readonly name: string }[]>(),
  ) => {
    const { nodes, edges } = sliceOf(lines);
    return drawingOf({ nodes, edges }, columns, measure);
  };

  it('has one box for each table, with the columns of a path as its rows', () => {
    const { boxes, lines } = draw(['s.x -> t.y', 's.z ~> t.y', 't.y -> u.v']);
    assert.deepEqual(
      boxes.map(({ title, rows }) => [title, ...rows.map(({ name }) => name)]),
      [
        ['s', 'x', 'z'],
        ['t', 'y'],
        ['u', 'v'],
      ],
    );
    assert.deepEqual(
      lines.map(({ from, to, kind }) => `${from} ${to} ${kind}`),
      ['s.x t.y direct', 's.z t.y indirect', 't.y u.v direct'],
    );
  });

  it('draws one line for all edges between two tables, solid where values flow', () => {
    const { lines } = draw(['a ~> b', 'a -> b']);
    assert.deepEqual(
      lines.map(({ kind, edges }) => [kind, edges.length]),
      [['direct', 2]],
    );
  });

  it('unfolds the columns of a table', () => {
    const { boxes } = draw(['a -> b'], new Map([['a', [{ name: 'x' }, { name: 'y' }]]]));
    assert.deepEqual(
      boxes.map(({ key, rows }) => [key, rows.length]),
      [
        ['a', 2],
        ['b', 0],
      ],
    );
  });

  it('is walked along its lines and between its boxes by arrow keys', () => {
    const drawing = draw(['a -> c', 'b -> c', 'c -> d']);
    const [top, bottom] = ['a', 'b'].sort(
      (one, other) => (drawing.nodes.get(one)?.y ?? 0) - (drawing.nodes.get(other)?.y ?? 0),
    );
    assert.ok(top !== undefined && bottom !== undefined);
    assert.equal(nodeAt(drawing, top, 'ArrowRight'), 'c');
    assert.equal(nodeAt(drawing, 'c', 'ArrowRight'), 'd');
    assert.equal(nodeAt(drawing, 'd', 'ArrowLeft'), 'c');
    assert.equal(nodeAt(drawing, top, 'ArrowDown'), bottom);
    assert.equal(nodeAt(drawing, bottom, 'ArrowUp'), top);
    assert.equal(nodeAt(drawing, 'd', 'ArrowRight'), undefined);
  });

  it('cuts names that do not fit', () => {
    assert.equal(cut('abcdef', 100, measure), 'abcdef');
    assert.equal(cut('abcdef', 30, measure), 'abc…');
  });
});

describe('the search', () => {
  it('finds tables and columns by a part of their names', () => {
    const graph = graphOf(['orders.id -> daily.id', 'orders.id -> orders.total']);
    const keys = graph.nodes.keys();
    assert.deepEqual(matchesOf(graph, keys, ' ORDERS '), ['orders.id', 'orders.total']);
    assert.deepEqual(matchesOf(graph, graph.nodes.keys(), ' '), []);
  });
});
