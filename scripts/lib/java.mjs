import { join } from 'node:path';
import { ensureDebianPackages } from './debian.mjs';
import { capture, found } from './run.mjs';
import { Missing } from './say.mjs';

/** What Spark 3.5 and Iceberg 1.10 run on and understands `--version`. */
const versions = ['11', '17'];

/** The program `name` of the JDK: of `JAVA_HOME`, else of the path. */
export function java(name = 'java') {
  const home = process.env.JAVA_HOME;
  return home === undefined ? name : join(home, 'bin', name);
}

/** Throws `Missing` where there is no Java of a version that `what` runs on. */
export async function ensureJava(what) {
  const version = await versionOf('java');
  if (!versions.includes(version)) {
    throw new Missing(
      `Java ${versions.join(' or ')} is needed for ${what} (set JAVA_HOME); ${version === undefined ? 'there is none' : `this is ${version}`}.`,
    );
  }
}

/** Compiles the Java file `source` against the jars of a folder. */
export async function compileJava(source, { jars, output }) {
  if ((await versionOf('javac')) === undefined) {
    const file = '/usr/bin/javac';
    await ensureDebianPackages([{ name: 'openjdk-17-jdk-headless', file }], 'The lane contract');
  }
  await capture(java('javac'), ['-Xlint:all', '-cp', join(jars, '*'), '-d', output, source]);
}

async function versionOf(name) {
  const [line = ''] = await found(java(name), ['--version']);
  return / (\d+)/.exec(line)?.[1];
}
