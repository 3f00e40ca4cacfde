import { basename, join } from 'node:path';
import { writeFileSync, rmSync } from 'node:fs';
import * as esbuild from 'esbuild';

/**
 * Joins the files that `entry` loads at once into one. esbuild's splitting makes a file of every set of
 * entries that share something, and the editor takes about a millisecond for each of some forty.
 * `outputs` are those of the metafile; returns what they are afterwards.
 */
export async function joinStart(folder, entry, outputs, { outdir, ...options }) {
  const atOnce = [...loadedAtOnce(outputs, entry)].filter((file) => file !== entry);
  const others = Object.keys(outputs).filter((file) => file !== entry && !atOnce.includes(file));
  /** What the joined file calls an export of a file that is in it. */
  const joined = (file, name) => `${name}_${atOnce.indexOf(file)}`;
  const names = (file, toText) => outputs[file].exports.map(toText).join(', ');
  const path = (file) => `./${basename(file)}`;
  const shared = { ...options, write: false, splitting: false };

  const exported = atOnce.map(
    (file) =>
      `export { ${names(file, (name) => `${name} as ${joined(file, name)}`)} } from '${path(file)}';`,
  );
  const contents = [`export * from '${path(entry)}';`, ...exported].join('\n');
  const start = await esbuild.build({
    ...shared,
    entryPoints: [],
    stdin: { contents, resolveDir: join(folder, 'dist') },
    outfile: entry,
    plugins: [{ name: 'later', setup: (build) => build.onResolve({ filter: /^\.\// }, later) }],
  });
  const rest = await esbuild.build({
    ...shared,
    entryPoints: others,
    outdir,
    plugins: [{ name: 'joined', setup: fromJoined }],
  });
  for (const file of atOnce) rmSync(join(folder, file));
  for (const { path: file, contents: text } of [...start.outputFiles, ...rest.outputFiles]) {
    writeFileSync(file, text);
  }
  const inputsOf = (file) => outputs[file]?.inputs ?? {};
  const merged = { ...start.metafile.outputs, ...rest.metafile.outputs };
  return Object.fromEntries(
    Object.entries(merged).map(([file, output]) => {
      const from = file === entry ? [entry, ...atOnce] : [file];
      // What went into it are sources, not the files that were joined.
      const inputs = Object.assign({}, ...from.map(inputsOf));
      const imports = output.imports.map((one) =>
        one.path.startsWith('./') ? { path: `dist/${basename(one.path)}`, kind: one.kind } : one,
      );
      return [file, { ...output, inputs, imports }];
    }),
  );

  function later({ kind, path: file }) {
    return kind === 'dynamic-import' ? { path: file, external: true } : undefined;
  }

  function fromJoined(build) {
    build.onResolve({ filter: /^\.\// }, ({ path: file, kind }) => {
      if (kind === 'entry-point') return undefined;
      const isJoined = atOnce.includes(`dist/${basename(file)}`);
      return isJoined ? { path: file, namespace: 'joined' } : { path: file, external: true };
    });
    build.onLoad({ filter: /.*/, namespace: 'joined' }, ({ path: file }) => {
      const of = `dist/${basename(file)}`;
      const all = names(of, (name) => `${joined(of, name)} as ${name}`);
      return { contents: `export { ${all} } from '${path(entry)}';` };
    });
  }
}

/** The files that are loaded with `entry`, itself among them. */
export function loadedAtOnce(outputs, entry) {
  const loaded = new Set([entry]);
  for (const file of loaded) {
    for (const { path, kind } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && path in outputs) loaded.add(path);
    }
  }
  return loaded;
}
