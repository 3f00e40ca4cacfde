import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installOnce, keyOf } from './installOnce.mjs';
import { java } from './java.mjs';
import { root } from './paths.mjs';
import { capture } from './run.mjs';

/**
 * Fetches what `test/python/ivy/<name>.xml` lists into `folder`, with the Ivy that pyspark ships: so Java
 * and pip are all it takes. `python` is an interpreter that has pyspark.
 */
export async function ensureJars(name, { folder, python, expected, what }) {
  const [list, settings] = [ivyFile(name), ivyFile('settings')];
  const key = keyOf(readFileSync(list, 'utf8'), readFileSync(settings, 'utf8'));
  await installOnce(folder, key, what, async () => {
    const cache = join(folder, '.ivy');
    const output = await capture(java(), [
      ...['-Xmx512m', '-jar', await ivyOf(python), '-warn'],
      ...['-settings', process.env.IVY_SETTINGS ?? settings],
      ...['-ivy', list, '-cache', cache, '-types', 'jar', 'bundle'],
      ...['-retrieve', join(folder, '[artifact]-[revision](-[classifier]).[ext]')],
    ]);
    // Ivy ends with 0 also where it found nothing.
    const there = new Set(readdirSync(folder));
    const missing = expected.filter((jar) => !there.has(jar));
    if (missing.length > 0) {
      const why = output.trim().split('\n').slice(-15).join('\n');
      throw new Error(`Ivy did not fetch ${missing.join(', ')}:\n${why}`);
    }
    rmSync(cache, { recursive: true, force: true });
  });
}

async function ivyOf(python) {
  const print =
    'import glob, os, pyspark; print(glob.glob(os.path.join(os.path.dirname(pyspark.__file__), "jars", "ivy-*.jar"))[0])';
  return (await capture(python, ['-c', print])).trim();
}

function ivyFile(name) {
  return join(root, 'test', 'python', 'ivy', `${name}.xml`);
}
