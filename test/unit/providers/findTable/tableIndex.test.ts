import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type KnownTable, TableIndex } from '../../../../src/providers/findTable/tableIndex.js';

function table(name: string, more: Partial<KnownTable> = {}): KnownTable {
  const identifier = { namespace: ['sales'], name };
  return { connection: 'prod', catalog: 'lake', identifier, kind: 'table', ...more };
}

function indexOf(...tables: readonly KnownTable[]): TableIndex {
  const index = new TableIndex();
  for (const one of tables) index.add(one);
  return index;
}

function names(index: TableIndex, text: string, limit = 100): readonly string[] {
  return index.search(text, limit).map(({ identifier }) => identifier.name);
}

describe('finding a table', () => {
  it('puts the whole name first, then its beginning, a word of it, a part, the rest', () => {
    const index = indexOf(
      table('x', { comment: 'all orders' }),
      table('y', { columns: ['orders'] }),
      table('reorders'),
      table('big_orders'),
      table('orders_old'),
      table('orders'),
      table('z', { identifier: { namespace: ['orders'], name: 'z' } }),
      table('other'),
    );
    assert.deepEqual(names(index, 'ORDERS'), [
      ...['orders', 'orders_old', 'big_orders', 'reorders', 'z', 'y', 'x'],
    ]);
  });

  it('needs every word, each wherever it is', () => {
    const index = indexOf(
      table('orders', { comment: 'Paid by card', columns: ['id', 'address', 'zip'] }),
      table('orders_raw'),
    );
    assert.deepEqual(names(index, 'ord zip'), ['orders']);
    assert.deepEqual(names(index, 'card sales'), ['orders']);
    assert.deepEqual(names(index, 'ord zap'), []);
    assert.deepEqual(names(index, '  '), ['orders', 'orders_raw']);
  });

  it('keeps what it knows of a table that is listed again', () => {
    const index = indexOf(table('orders', { comment: 'Paid' }), table('orders'));
    assert.equal(index.size, 1);
    assert.deepEqual(names(index, 'paid'), ['orders']);
  });

  const word = fc.string({
    unit: fc.constantFrom('a', 'b', 'A', 'B', '_', ' ', '1', 'İ'),
    maxLength: 6,
  });
  const any = fc
    .record({ name: word, comment: word, columns: fc.array(word, { maxLength: 3 }) })
    .map(({ name, ...more }) => table(name, more));

  it('finds whatever has the words, and nothing else, however it is ranked', () => {
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), word, (tables, text) => {
        const index = indexOf(...tables);
        const all = index.search('', 1000);
        const words = text.toLowerCase().split(/\s+/).filter(Boolean);
        const expected = all.filter((one) => {
          const { identifier, comment = '', columns = [], connection, catalog } = one;
          const texts = [connection, catalog, identifier.name, comment, ...columns];
          const path = [...identifier.namespace, identifier.name].join('.');
          return words.every((wanted) =>
            [...texts, path].some((said) => said.toLowerCase().includes(wanted)),
          );
        });
        assert.deepEqual(new Set(index.search(text, 1000)), new Set(expected));
      }),
    );
  });

  it('finds the same while a text is typed as when it is there at once', () => {
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), word, (tables, text) => {
        const [typed, atOnce] = [indexOf(...tables), indexOf(...tables)];
        for (let i = 0; i < text.length; i++) typed.search(text.slice(0, i), 5);
        assert.deepEqual(typed.search(text, 100), atOnce.search(text, 100));
      }),
    );
  });

  it('gives fewer as the first of more', () => {
    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), word, fc.nat(10), (tables, text, limit) => {
        const index = indexOf(...tables);
        assert.deepEqual(index.search(text, limit), index.search(text, 1000).slice(0, limit));
      }),
    );
  });
});
