import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installOnce, keyOf } from './installOnce.mjs';
import { ensureJars } from './ivy.mjs';
import { compileJava, ensureJava, java } from './java.mjs';
import { cacheFolder, root } from './paths.mjs';
import { ensureEmulators, ensureNewJava, ensurePolarisClient, ensureSpark } from './python.mjs';

/** Some of what `test/python/ivy/rest.xml` arrives as. */
const restJars = [
  'iceberg-core-1.10.1.jar',
  'iceberg-core-1.10.1-tests.jar',
  'iceberg-open-api-1.10.1-test-fixtures.jar',
  'jetty-servlet-11.0.26.jar',
  'sqlite-jdbc-3.50.3.0.jar',
];

/**
 * Installs what the servers of `test/support/servers/` run on, and returns it as
 * `{ python: { is } | { missing }, polaris: …, rest: …, nessie: … }`: what can not be had says why, for the tests that need it.
 */
export async function ensureServers() {
  const [python, polaris, rest] = await Promise.all([
    orWhy(ensureEmulators),
    orWhy(ensurePolarisClient),
    orWhy(ensureRest),
  ]);
  return { python, polaris, rest, nessie: await orWhy(ensureNessie) };
}

/** The reference REST catalog of Iceberg with our main class. */
async function ensureRest() {
  await ensureJava('the REST catalog');
  const folder = join(cacheFolder(), 'servers');
  const jars = join(folder, 'rest-jars');
  // Of Spark's environment, which the lane python has anyway, Ivy is used.
  const { python } = await ensureSpark();
  await ensureJars('rest', { folder: jars, python, expected: restJars, what: 'the REST catalog' });
  const classes = join(folder, 'rest-classes');
  const source = join(root, 'test', 'support', 'servers', 'java', 'RestCatalogs.java');
  const key = keyOf(readFileSync(source, 'utf8'), readFileSync(join(jars, '.installed'), 'utf8'));
  await installOnce(classes, key, 'our main of the REST catalog', () =>
    compileJava(source, { jars, output: classes }),
  );
  return { java: java(), classpath: [classes, join(jars, '*')] };
}

/** Nessie, in one jar, and a Java for it. */
async function ensureNessie() {
  const jar = 'nessie-quarkus-0.99.0-runner.jar';
  const folder = join(cacheFolder(), 'servers', 'nessie');
  const { python } = await ensureSpark();
  await ensureJars('nessie', { folder, python, expected: [jar], what: 'Nessie' });
  return { java: await ensureNewJava(), jar: join(folder, jar) };
}

async function orWhy(ensure) {
  try {
    return { is: await ensure() };
  } catch (error) {
    return { missing: error.message };
  }
}
