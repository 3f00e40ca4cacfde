import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  withDescription,
  withFavourite,
  withoutFavourite,
} from '../../../src/workspaceFile/editWorkspaceFile.js';
import { parseWorkspaceFile } from '../../../src/workspaceFile/parseWorkspaceFile.js';
import { descriptionOf, isFavourite } from '../../../src/workspaceFile/workspaceFile.js';

const orders = { connection: 'prod', table: ['sales', 'orders'] };
const events = { connection: 'prod', catalog: 'lake', table: ['web', 'events'] };

/** As a person keeps it. */
const written = `{
  // What the team looks at every day.
  "favourites": [
    { "connection": "prod", "table": ["sales", "orders"] }, // the orders
  ],
  "files": { "sql/**": "prod" }
}
`;

describe('editing .vscode/lakehouse.json', () => {
  it('begins a file that is not there yet', () => {
    assert.equal(
      withFavourite('', orders),
      `{
  "favourites": [
    {
      "connection": "prod",
      "table": [
        "sales",
        "orders"
      ]
    }
  ]
}
`,
    );
  });

  it('keeps comments and what it does not know', () => {
    const text = withFavourite(written, events);
    for (const kept of ['// What the team', '// the orders', '"files": { "sql/**": "prod" }']) {
      assert.ok(text.includes(kept), text);
    }
    assert.deepEqual(parseWorkspaceFile(text).favourites, [orders, events]);
  });

  it('adds no favourite twice, and takes one away without a trace', () => {
    assert.equal(withFavourite(written, orders), written);
    const text = withoutFavourite(withFavourite(written, events), events);
    assert.deepEqual(parseWorkspaceFile(text), parseWorkspaceFile(written));
    assert.ok(text.includes('// What the team'));
  });

  it('keeps tabs and line ends', () => {
    const text = withFavourite(written.replaceAll('\n', '\r\n').replaceAll('  ', '\t'), events);
    assert.doesNotMatch(text, /[^\r]\n|^ /m);
  });

  it('writes the parts of a description that are given, and takes away the empty ones', () => {
    const one = withDescription(written, orders, { comment: 'Paid orders', tags: { pii: 'no' } });
    const two = withDescription(one, orders, { columns: { 'address.zip': 'Of the buyer' } });
    assert.deepEqual(descriptionOf(parseWorkspaceFile(two), orders), {
      ...orders,
      comment: 'Paid orders',
      tags: { pii: 'no' },
      columns: { 'address.zip': 'Of the buyer' },
    });
    const three = withDescription(two, orders, { comment: '', tags: {}, columns: {} });
    assert.deepEqual(parseWorkspaceFile(three).descriptions, []);
  });

  it('refuses a broken file', () => {
    for (const edit of [withFavourite, withoutFavourite]) {
      assert.throws(() => edit('{ "favourites": [', orders), { name: 'WorkspaceFileError' });
    }
  });

  it('reads back any path that it wrote', () => {
    const path = fc.record(
      {
        connection: fc.string(),
        catalog: fc.string(),
        table: fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 4 }),
      },
      { requiredKeys: ['connection', 'table'] },
    );
    fc.assert(
      fc.property(fc.array(path, { maxLength: 4 }), path, (others, wanted) => {
        const text = [...others, wanted].reduce(withFavourite, written);
        assert.ok(isFavourite(parseWorkspaceFile(text), wanted));
        assert.ok(!isFavourite(parseWorkspaceFile(withoutFavourite(text, wanted)), wanted));
      }),
    );
  });
});
