import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  parseStoredResult,
  printStoredResult,
  type ResultOrigin,
  type StoredResult,
} from './storedResult.js';

/**
 * The folder in which results lie: of each a database file, and beside it the facts by which it is found.
 * Ids begin with what tells the notebook, so that the names alone say which results are its own.
 */
export class ResultFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** An id that no result has. */
  newId(origin?: ResultOrigin): string {
    const start = origin === undefined ? '' : `${notebookKey(origin.notebook)}-`;
    return `${start}${randomUUID()}`;
  }

  /** Whether the id is of a result that a cell of the notebook gave. */
  isOfNotebook(id: string, notebook: string): boolean {
    return id.startsWith(`${notebookKey(notebook)}-`);
  }

  /** The database file of a result. */
  file(id: string): string {
    return join(this.path, `${id}.duckdb`);
  }

  async make(): Promise<void> {
    await mkdir(this.path, { recursive: true });
  }

  /** Puts `file` in its place, and the result is there: a reader sees all of it or nothing. */
  async add(file: string, result: StoredResult): Promise<void> {
    await rename(file, this.file(result.id));
    const facts = this.#facts(result.id);
    await writeFile(`${facts}.part`, printStoredResult(result));
    await rename(`${facts}.part`, facts);
  }

  async find(id: string): Promise<StoredResult | undefined> {
    return parseStoredResult(await readFile(this.#facts(id), 'utf8').catch(() => ''));
  }

  /** The results that the cells of a notebook gave, by its URI. Reads the facts of no others. */
  async ofNotebook(notebook: string): Promise<readonly StoredResult[]> {
    const start = `${notebookKey(notebook)}-`;
    const names = await readdir(this.path).catch(() => []);
    const ids = names.flatMap((name) =>
      name.startsWith(start) && name.endsWith('.json') ? [name.slice(0, -'.json'.length)] : [],
    );
    const found = await Promise.all(ids.map((id) => this.find(id)));
    return found.flatMap((result) => (result?.origin?.notebook === notebook ? [result] : []));
  }

  async remove(id: string): Promise<void> {
    const facts = this.#facts(id);
    for (const path of [facts, `${facts}.part`, this.file(id)]) await rm(path, { force: true });
  }

  #facts(id: string): string {
    return join(this.path, `${id}.json`);
  }
}

/** A notebook's URI as a part of a file's name. */
function notebookKey(notebook: string): string {
  return createHash('sha256').update(notebook).digest('hex').slice(0, 16);
}
