import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDebianPackages } from './debian.mjs';
import { installOnce } from './installOnce.mjs';
import { cacheFolder, root } from './paths.mjs';
import { capture } from './run.mjs';
import { Missing } from './say.mjs';

/** Files that the jars of `test/python/ivy/spark.xml` arrive as. */
const jars = [
  'delta-spark_2.12-3.3.3.jar',
  'delta-storage-3.3.3.jar',
  'iceberg-spark-runtime-3.5_2.12-1.10.1.jar',
];

/** All that is pinned has wheels for these. */
const pythonVersions = ['3.10', '3.11', '3.12'];
/** What Spark 3.5 runs on and understands `--version`. */
const javaVersions = ['11', '17'];

const interpreterIn = process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];

/** Where the Python environments lie: an interpreter for each, and a folder of jars for Spark. */
export function pythonEnvironments() {
  const folder = join(cacheFolder(), 'python');
  const interpreter = (name) => join(folder, name, ...interpreterIn);
  return {
    spark: { folder: join(folder, 'spark'), python: interpreter('spark') },
    jars: { folder: join(folder, 'jars') },
    tools: { folder: join(folder, 'tools'), python: interpreter('tools') },
    bench: { folder: join(folder, 'bench'), python: interpreter('bench') },
  };
}

/** Makes the environment with PyIceberg and the checks of our Python; returns its interpreter. */
export async function ensureTools() {
  const { tools } = pythonEnvironments();
  const base = await basePython();
  await ensureEnvironment(tools, base, 'PyIceberg', 'requirements-tools.txt');
  return tools.python;
}

/** Makes the environment with DuckDB's Python client and its Iceberg extension; returns its interpreter. */
export async function ensureBenchPeers() {
  const { bench } = pythonEnvironments();
  const base = await basePython();
  await ensureEnvironment(bench, base, 'the peers of the benchmark', 'requirements-bench.txt');
  return bench.python;
}

/** Makes the environment with Spark, Delta and Iceberg; returns its interpreter and the folder of jars. */
export async function ensureSpark() {
  const { spark, jars } = pythonEnvironments();
  await ensureJava();
  await ensureEnvironment(spark, await basePython(), 'Spark', 'requirements-spark.txt');
  const ivy = [testFile('ivy/spark.xml'), testFile('ivy/settings.xml')];
  const key = keyOf(...ivy.map((file) => readFileSync(file, 'utf8')));
  await installOnce(jars.folder, key, 'Delta and Iceberg for Spark', () =>
    retrieveJars(spark.python, jars.folder),
  );
  return { python: spark.python, jars: jars.folder };
}

async function ensureEnvironment({ folder, python }, base, what, requirementsName) {
  const requirements = testFile(requirementsName);
  const key = keyOf(readFileSync(requirements, 'utf8'), base.version, base.path);
  await installOnce(folder, key, what, async () => {
    await capture(base.path, ['-m', 'venv', folder]);
    const options = ['--quiet', '--disable-pip-version-check', '--no-input', '--retries=5'];
    await capture(python, ['-m', 'pip', 'install', ...options, '-r', requirements]);
  });
}

/** Fetches the jars with the Ivy that pyspark ships: so Java and pip are all it takes. */
async function retrieveJars(python, folder) {
  const print =
    'import glob, os, pyspark; print(glob.glob(os.path.join(os.path.dirname(pyspark.__file__), "jars", "ivy-*.jar"))[0])';
  const ivy = (await capture(python, ['-c', print])).trim();
  const cache = join(folder, '.ivy');
  const output = await capture(java(), [
    ...['-Xmx512m', '-jar', ivy, '-warn'],
    ...['-settings', process.env.IVY_SETTINGS ?? testFile('ivy/settings.xml')],
    ...['-ivy', testFile('ivy/spark.xml'), '-cache', cache, '-types', 'jar', 'bundle'],
    ...['-retrieve', join(folder, '[artifact]-[revision].[ext]')],
  ]);
  // Ivy ends with 0 also where it found nothing.
  const missing = jars.filter((name) => !existsSync(join(folder, name)));
  if (missing.length > 0) {
    const why = output.trim().split('\n').slice(-15).join('\n');
    throw new Error(`Ivy did not fetch ${missing.join(', ')}:\n${why}`);
  }
  rmSync(cache, { recursive: true, force: true });
}

/** The Python that the environments are made of: `PYTHON`, else `python3` of the path. */
async function basePython() {
  const program = process.env.PYTHON ?? (process.platform === 'win32' ? 'python' : 'python3');
  const print = 'import sys; print("%d.%d" % sys.version_info[:2]); print(sys.executable)';
  const [version, path] = await found(program, ['-c', print]);
  if (!pythonVersions.includes(version)) {
    throw new Missing(
      `Python ${pythonVersions.join(', ')} is needed (set PYTHON to its path); ${version === undefined ? `there is no ${program}` : `this is ${version}`}.`,
    );
  }
  const [venv] = await found(path, ['-c', 'import ensurepip, venv; print("there")']);
  if (venv === undefined) {
    const file = `/usr/lib/python${version}/ensurepip/__init__.py`;
    await ensureDebianPackages([{ name: `python${version}-venv`, file }], 'The lane python');
  }
  return { version, path };
}

async function ensureJava() {
  const [line = ''] = await found(java(), ['--version']);
  const version = / (\d+)/.exec(line)?.[1];
  if (!javaVersions.includes(version)) {
    throw new Missing(
      `Java ${javaVersions.join(' or ')} is needed for Spark (set JAVA_HOME); ${version === undefined ? 'there is none' : `this is ${version}`}.`,
    );
  }
}

function java() {
  const home = process.env.JAVA_HOME;
  return home === undefined ? 'java' : join(home, 'bin', 'java');
}

/** The lines that a program writes, or none where it is not there or fails. */
async function found(program, args) {
  try {
    return (await capture(program, args)).trim().split(/\r?\n/);
  } catch {
    return [];
  }
}

function testFile(name) {
  return join(root, 'test', 'python', name);
}

function keyOf(...parts) {
  return createHash('sha256').update(parts.join('\0')).digest('hex');
}
