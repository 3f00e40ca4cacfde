import { open, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';

/** A file to convert. */
export interface NotebookFile {
  readonly path: string;
  /** Relative to the inputs' common folder, with `/`. */
  readonly source: string;
  /** A person named it; what was found in a folder and is no notebook is passed over. */
  readonly isNamed: boolean;
}

const notebookNames = /\.(?:py|sql|ipynb|scala|r|dbc)$/i;
const header = /^\u{FEFF}?(?:#|--|\/\/) Databricks notebook source/u;
const passedOver = new Set(['node_modules', '__pycache__', 'lakehouse_runtime']);

/** The notebooks among files and in folders, in the order of their paths. Rejects where an input does not exist. */
export async function findNotebooks(
  inputs: readonly string[],
  signal: AbortSignal,
): Promise<readonly NotebookFile[]> {
  const found = new Map<string, boolean>();
  const root = await inputsFolder(inputs);
  for (const input of inputs) {
    const path = resolve(input);
    if ((await stat(path)).isDirectory())
      for await (const file of walk(path, signal)) found.set(file, found.get(file) ?? false);
    else found.set(path, true);
  }
  return [...found]
    .map(([path, isNamed]) => ({
      path,
      source: relative(root, path).split(sep).join('/'),
      isNamed,
    }))
    .toSorted((a, b) => (a.source < b.source ? -1 : 1));
}

/** The folder that all inputs have in common. Rejects where one does not exist. */
export async function inputsFolder(inputs: readonly string[]): Promise<string> {
  const folders: string[] = [];
  for (const input of inputs) {
    const path = resolve(input);
    folders.push((await stat(path)).isDirectory() ? path : dirname(path));
  }
  return commonFolder(folders);
}

/** The path as the disk knows it, so that two names of one file are one. */
export async function realPath(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return resolve(path); // It does not exist yet.
  }
}

/** `dir/orders` of `dir/orders.py`. */
export function withoutExtension(path: string): string {
  return join(dirname(path), basename(path, extname(path)));
}

async function* walk(folder: string, signal: AbortSignal): AsyncGenerator<string> {
  signal.throwIfAborted();
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory()) {
      if (!passedOver.has(entry.name)) yield* walk(path, signal);
    } else if (entry.isFile() && notebookNames.test(entry.name) && (await isNotebook(path))) {
      yield path;
    }
  }
}

async function isNotebook(path: string): Promise<boolean> {
  if (/\.(?:ipynb|dbc)$/i.test(path)) return true;
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
    return header.test(buffer.subarray(0, bytesRead).toString('utf8'));
  } finally {
    await file.close();
  }
}

function commonFolder(folders: readonly string[]): string {
  const [first = '', ...rest] = folders;
  let common = first.split(sep);
  for (const folder of rest) {
    const parts = folder.split(sep);
    const differs = common.findIndex((part, i) => part !== parts[i]);
    if (differs >= 0) common = common.slice(0, differs);
  }
  return common.join(sep) || sep;
}
