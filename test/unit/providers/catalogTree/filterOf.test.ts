import assert from 'node:assert/strict';
import { filterOf } from '../../../../src/providers/catalogTree/filterOf.js';
import type { CatalogNode } from '../../../../src/providers/catalogTree/nodes/catalogNode.js';
import type { LoadedRows } from '../../../../src/providers/catalogTree/nodeListings.js';
import { FakeCatalog } from '../../../support/fakeCatalog.js';
import { fakeConnection } from '../../../support/fakeConnection.js';

const catalog = new FakeCatalog('lake', {});
const connection = fakeConnection('lake', catalog);
const table = (...names: readonly string[]): CatalogNode => ({
  ...{ kind: 'table', connection, catalog },
  table: {
    identifier: { namespace: names.slice(0, -1), name: names.at(-1) ?? '' },
    kind: 'table',
  },
});
const namespace = (...names: readonly string[]): CatalogNode => ({
  ...{ kind: 'namespace', connection, catalog },
  namespace: names,
});

const whole = (...nodes: readonly CatalogNode[]): LoadedRows => ({ nodes, isWhole: true });

describe('a filter of the tree', () => {
  const cases: readonly {
    readonly title: string;
    readonly node: CatalogNode;
    readonly loaded?: LoadedRows;
    readonly isLeft: boolean;
  }[] = [
    { title: 'a table of the name', node: table('s', 'Big_ORDERS'), isLeft: true },
    { title: 'a table of another name', node: table('s', 'users'), isLeft: false },
    { title: 'a table in a namespace of the name', node: table('orders', 'x'), isLeft: true },
    { title: 'a namespace that was never opened', node: namespace('s'), isLeft: true },
    {
      title: 'a namespace that leads to one',
      node: namespace('s'),
      loaded: whole(table('s', 'x'), table('s', 'orders')),
      isLeft: true,
    },
    {
      title: 'a namespace that leads to none',
      node: namespace('s'),
      loaded: whole(table('s', 'x')),
      isLeft: false,
    },
    { title: 'a namespace that is empty', node: namespace('s'), loaded: whole(), isLeft: false },
    {
      title: 'a namespace of which not all is loaded',
      node: namespace('s'),
      loaded: { nodes: [table('s', 'x')], isWhole: false },
      isLeft: true,
    },
    { title: 'a connection', node: { kind: 'connection', connection }, isLeft: true },
  ];
  for (const { title, node, loaded, isLeft } of cases) {
    it(`${isLeft ? 'leaves' : 'takes away'} ${title}`, () => {
      assert.equal(filterOf('orders', () => loaded)(node), isLeft);
    });
  }
});
