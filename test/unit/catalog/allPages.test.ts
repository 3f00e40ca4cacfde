import assert from 'node:assert/strict';
import { allPages } from '../../../src/catalog/allPages.js';
import type { Page } from '../../../src/catalog/catalog.js';

describe('all pages of a listing', () => {
  const collect = async (pages: ReadonlyMap<string | undefined, Page<string>>) => {
    const asked: (string | undefined)[] = [];
    const items: string[] = [];
    const list = (page: string | undefined): Promise<Page<string>> => {
      asked.push(page);
      return Promise.resolve(pages.get(page) ?? { items: [] });
    };
    for await (const page of allPages(list)) items.push(...page);
    return { asked, items };
  };

  it('goes on after an empty page', async () => {
    const pages = new Map<string | undefined, Page<string>>([
      [undefined, { items: ['a'], next: '1' }],
      ['1', { items: [], next: '2' }],
      ['2', { items: ['b'] }],
    ]);
    const { asked, items } = await collect(pages);
    assert.deepEqual(items, ['a', 'b']);
    assert.deepEqual(asked, [undefined, '1', '2']);
  });

  it('ends where a service goes round in circles', async () => {
    const pages = new Map<string | undefined, Page<string>>([
      [undefined, { items: ['a'], next: '1' }],
      ['1', { items: ['b'], next: '2' }],
      ['2', { items: ['c'], next: '1' }],
    ]);
    await assert.rejects(collect(pages), { name: 'CatalogError', code: 'internal' });
  });
});
