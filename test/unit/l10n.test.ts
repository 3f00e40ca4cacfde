import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getL10nJson } from '@vscode/l10n-dev';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('l10n', () => {
  it('has every sentence of the code in its bundle (npm run l10n writes it)', async function () {
    // It parses all of our code.
    this.timeout(60_000);
    const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
    const sources = files
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(root, 'src', file), 'utf8'))
      .filter((contents) => contents.includes('l10n.t'));
    const sentences = await getL10nJson(
      sources.map((contents) => ({ extension: '.ts' as const, contents })),
    );
    const bundle: unknown = JSON.parse(
      readFileSync(join(root, 'l10n', 'bundle.l10n.json'), 'utf8'),
    );
    assert.deepEqual(bundle, sentences);
  });
});
