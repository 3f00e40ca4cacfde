import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import manifest from '../../package.json' with { type: 'json' };
import sentences from '../../package.nls.json' with { type: 'json' };

const root = new URL('../../', import.meta.url);
const { contributes } = manifest;
const declared = contributes.commands.map(({ command }) => command);
const views = Object.values(contributes.views)
  .flat()
  .map(({ id }) => id);

/** Commands of a node's menu that do something sensible without one as well. */
const alsoWithoutArgument = [
  // Without a node it is about what is at the cursor.
  'lakehouse.lineage.open',
  'lakehouse.catalog.refresh',
  // Without a node they ask which connection is meant.
  'lakehouse.connections.test',
  'lakehouse.connections.signIn',
  'lakehouse.connections.edit',
  'lakehouse.connections.rename',
  'lakehouse.connections.remove',
];

describe('the manifest', () => {
  it('declares the commands that the code has, and no others', () => {
    const source = readFileSync(new URL('src/host/commands.ts', root), 'utf8');
    const union = /export type CommandId =([^;]+);/.exec(source)?.[1] ?? '';
    const inCode = [...union.matchAll(/'([^']+)'/g)].map((match) => match[1]);
    assert.deepEqual([...declared].sort(), inCode.sort());
  });

  it('has every sentence that it names, and names every sentence', () => {
    const named = new Set(strings(manifest).flatMap((text) => /^%(.+)%$/.exec(text)?.[1] ?? []));
    assert.deepEqual([...named].sort(), Object.keys(sentences).sort());
  });

  it('names only declared commands', () => {
    const named = [
      ...Object.values(contributes.menus).flatMap((menu) => menu.map(({ command }) => command)),
      ...Object.values(sentences).flatMap((text) => commandLinks(text)),
      ...strings(contributes.walkthroughs).flatMap(
        (text) => /^onCommand:(.+)$/.exec(text)?.[1] ?? [],
      ),
    ];
    const unknown = named.filter((command) => !declared.includes(command));
    assert.deepEqual(unknown, []);
  });

  it('names only declared views', () => {
    const named = [
      ...strings(contributes.menus).flatMap((when) => /\bview == ([\w.]+)/.exec(when)?.[1] ?? []),
      ...contributes.viewsWelcome.map(({ view }) => view),
    ];
    assert.deepEqual(
      named.filter((view) => !views.includes(view)),
      [],
    );
  });

  it('hides from the palette what needs a node of the tree', () => {
    const hidden = contributes.menus.commandPalette
      .filter(({ when }) => when === 'false')
      .map(({ command }) => command);
    const onNodes = contributes.menus['view/item/context'].map(({ command }) => command);
    const offered = onNodes.filter((command) => !hidden.includes(command));
    assert.deepEqual([...new Set(offered)], alsoWithoutArgument);
  });

  for (const [name, setting] of Object.entries(contributes.configuration.properties)) {
    it(`describes the setting ${name} and gives it a default`, () => {
      assert.ok('default' in setting);
      assert.ok('description' in setting || 'markdownDescription' in setting);
    });
  }

  it('names only files that are there', () => {
    const named = strings(manifest).filter((text) => /^(\.\/)?media\//.test(text));
    assert.ok(named.length > 0);
    assert.deepEqual(
      named.filter((file) => !existsSync(new URL(file, root))),
      [],
    );
  });

  it('packages by an allow list', () => {
    const [first, ...rest] = readFileSync(new URL('.vscodeignore', root), 'utf8')
      .trim()
      .split('\n');
    assert.equal(first, '**');
    assert.deepEqual(
      rest.filter((line) => !line.startsWith('!')),
      [],
    );
  });
});

/** Every string value in it, at any depth. */
function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((item: unknown) => strings(item));
}

/** The extension's own commands in a text's links. */
function commandLinks(text: string): readonly string[] {
  return [...text.matchAll(/\(command:(lakehouse\.[\w.]+)/g)].flatMap((match) => match[1] ?? []);
}
