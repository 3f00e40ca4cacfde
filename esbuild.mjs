// All bundles from one table. `tsc` checks, esbuild bundles; neither does the other's work.
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import * as esbuild from 'esbuild';
import { joinStart } from './scripts/lib/joinStart.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));
const watch = process.argv.includes('--watch');
const minify = !watch && !process.argv.includes('--debug');

// Bundled CommonJS libraries call `require` for Node's built-ins, which an ES module does not have.
const requireBanner =
  "import { createRequire as lakehouseRequire } from 'node:module'; const require = lakehouseRequire(import.meta.url);";

const node = {
  platform: 'node',
  target: 'node22', // What VS Code 1.105 runs extensions on.
  format: 'esm',
  mainFields: ['module', 'main'],
  external: ['vscode', '@duckdb/node-api'],
  banner: { js: requireBanner },
};
const page = { platform: 'browser', target: 'es2022', format: 'esm', loader: { '.css': 'text' } };

/** name → entries and how they are built. `cli` also runs on the user's own Node. */
const bundles = {
  // Its banner comes with the joining: once for a file, not for each of which it is made.
  host: {
    ...node,
    banner: {},
    splitting: true,
    entryPoints: { extension: 'src/extension.ts' },
    start: 'dist/extension.js',
  },
  processes: {
    ...node,
    entryPoints: {
      duckdbProcess: 'src/processes/duckdbProcess.ts',
      sqlProcess: 'src/processes/sqlProcess.ts',
      converterWorker: 'src/processes/converterWorker.ts',
    },
  },
  cli: { ...node, target: 'node20', entryPoints: { cli: 'src/cli.ts' } },
  pages: {
    ...page,
    entryPoints: {
      lineage: 'src/webviews/lineage/main.ts',
      report: 'src/webviews/report/main.ts',
      tablePage: 'src/webviews/tablePage/main.ts',
    },
  },
  // Split, so that a page without charts loads nothing of them.
  renderer: {
    ...page,
    splitting: true,
    entryPoints: {
      renderer: 'src/notebooks/renderer/main.ts',
      comparison: 'src/notebooks/renderer/comparison/main.ts',
      preview: 'src/notebooks/renderer/preview/main.ts',
    },
  },
};

/** WebAssembly that lies beside the entries that load it. */
const wasm = {
  'web-tree-sitter.wasm': 'web-tree-sitter/web-tree-sitter.wasm',
  'tree-sitter-python.wasm': 'tree-sitter-python/tree-sitter-python.wasm',
};

rmSync(`${root}dist`, { recursive: true, force: true });
mkdirSync(`${root}dist`, { recursive: true });
for (const [file, path] of Object.entries(wasm)) {
  copyFileSync(fileURLToPath(import.meta.resolve(path)), `${root}dist/${file}`);
}
const metafiles = {};
for (const [name, { entryPoints, start, ...options }] of Object.entries(bundles)) {
  const present = Object.fromEntries(
    Object.entries(entryPoints).filter(([, file]) => existsSync(`${root}${file}`)),
  );
  const settings = {
    absWorkingDir: root,
    entryPoints: present,
    outdir: 'dist',
    bundle: true,
    minify,
    sourcemap: watch ? 'linked' : false,
    metafile: true,
    logLevel: 'warning',
    ...options,
  };
  if (watch) {
    await (await esbuild.context(settings)).watch();
  } else {
    const { outputs } = (await esbuild.build(settings)).metafile;
    metafiles[name] =
      start === undefined
        ? outputs
        : await joinStart(root, start, outputs, { ...settings, banner: node.banner });
  }
}
writeFileSync(`${root}dist/polyglot_sql.wasm.br`, packedParser());
// The size guard of the unit tests reads this.
if (!watch) writeFileSync(`${root}dist/meta.json`, JSON.stringify(metafiles));

/** The SQL parser's WebAssembly, 22 MB packed to 2.5. That takes two seconds, so the result is kept. */
function packedParser() {
  const wasm = readFileSync(
    createRequire(import.meta.url).resolve('@polyglot-sql/sdk/polyglot_sql.wasm'),
  );
  const digest = createHash('sha256').update(wasm).digest('hex').slice(0, 16);
  const folder = `${root}node_modules/.cache/lakehouse-workbench`;
  const file = `${folder}/polyglot_sql-${digest}.wasm.br`;
  if (existsSync(file)) return readFileSync(file);
  const packed = brotliCompressSync(wasm, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 9,
      [constants.BROTLI_PARAM_SIZE_HINT]: wasm.length,
    },
  });
  mkdirSync(folder, { recursive: true });
  // Whole or not at all: another build may read it.
  writeFileSync(`${file}.${process.pid}`, packed);
  renameSync(`${file}.${process.pid}`, file);
  return packed;
}
