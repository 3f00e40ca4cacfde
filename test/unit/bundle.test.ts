import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';

const LIMIT = 160_000;
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

  it('loads it as one file: the editor takes about a millisecond for each', () => {
    assert.deepEqual(loadedAtOnce(readOutputs()), ['dist/extension.js']);
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

describe('the bundle of the result renderer', () => {
  it('loads the code of charts only when one is seen', () => {
    const outputs = readOutputs('renderer');
    const entry = loadedAtOnce(outputs, 'dist/renderer.js');
    const hasVega = (name: string): boolean =>
      Object.keys(outputs[name]?.inputs ?? {}).some((input) => input.includes('node_modules/vega'));
    assert.ok(Object.keys(outputs).some(hasVega));
    assert.deepEqual(entry.filter(hasVega), []);
  });
});

/** The entry and all that it imports statically, transitively. */
function loadedAtOnce(
  outputs: Readonly<Record<string, Output>>,
  entry = 'dist/extension.js',
): readonly string[] {
  const found = new Set([entry]);
  for (const name of found) {
    for (const { path, kind } of outputs[name]?.imports ?? []) {
      if (kind === 'import-statement' && path in outputs) found.add(path);
    }
  }
  return [...found];
}

function readOutputs(bundle: keyof Bundles = 'host'): Readonly<Record<string, Output>> {
  assert.ok(existsSync(file), 'dist/ is not built: npm run build');
  const bundles: unknown = JSON.parse(readFileSync(file, 'utf8'));
  assert.ok(isBundles(bundles));
  return bundles[bundle];
}

type Bundles = Readonly<Record<'host' | 'renderer', Readonly<Record<string, Output>>>>;

function isBundles(value: unknown): value is Bundles {
  return typeof value === 'object' && value !== null && 'host' in value && 'renderer' in value;
}
