import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';

const LIMIT = 250_000;
const file = new URL('../../dist/meta.json', import.meta.url);

/** What esbuild says of one file of a bundle (the part that is read here). */
interface Output {
  readonly bytes: number;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly imports: readonly { readonly path: string; readonly kind: string }[];
}

describe('the bundle of the extension host', () => {
  it(`loads at most ${LIMIT / 1000} KB at once`, () => {
    const outputs = readOutputs();
    const bytes = loadedAtOnce(outputs).map((name) => outputs[name]?.bytes ?? 0);
    const total = bytes.reduce((sum, each) => sum + each, 0);
    assert.ok(total <= LIMIT, `${total} bytes`);
  });

  it('holds no code of pages', () => {
    const inputs = Object.values(readOutputs()).flatMap((output) => Object.keys(output.inputs));
    assert.ok(inputs.includes('src/extension.ts'));
    const pages = inputs.filter((input) => /^src\/(webviews|notebooks\/renderer)\//.test(input));
    assert.deepEqual(
      pages.filter((input) => !input.endsWith('/protocol.ts')),
      [],
    );
  });
});

/** The entry and all that it imports statically, transitively. */
function loadedAtOnce(outputs: Readonly<Record<string, Output>>): readonly string[] {
  const found = new Set(['dist/extension.js']);
  for (const name of found) {
    for (const { path, kind } of outputs[name]?.imports ?? []) {
      if (kind === 'import-statement' && path in outputs) found.add(path);
    }
  }
  return [...found];
}

function readOutputs(): Readonly<Record<string, Output>> {
  assert.ok(existsSync(file), 'dist/ is not built: npm run build');
  const bundles: unknown = JSON.parse(readFileSync(file, 'utf8'));
  assert.ok(isBundles(bundles));
  return bundles.host;
}

function isBundles(value: unknown): value is { readonly host: Readonly<Record<string, Output>> } {
  return typeof value === 'object' && value !== null && 'host' in value;
}
