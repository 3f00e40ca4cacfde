import type { DatasetId } from '../catalog/catalog.js';
import type { Log } from '../util/log.js';
import type { Remote } from '../util/rpc.js';
import type { Hover } from './hoverAt.js';
import { type Coverage, IndexFiller, type LineageInputs, type Progress } from './indexFiller.js';
import type { KnownTable, TableRequest } from './knownTables.js';
import type { HoverRequest, LineageApi } from './lineageApi.js';
import type { Edge, LineageId } from './lineageGraph.js';
import type { Impact } from './impact.js';
import type { References } from './referencesAt.js';
import type { Renaming } from './renameAt.js';
import type { MadeTable, Usage } from './usage.js';
import type { Neighbourhood, NeighbourRequest } from './neighbours.js';
import type { TableColumn } from './tableColumns.js';

/** What there is, and whether it is all. */
export type Answer<T> = T & { readonly coverage: Coverage };

export type HoverAnswer = Answer<Hover>;
export type NeighboursAnswer = Answer<Neighbourhood>;

/**
 * The lineage index seen from outside its process. Each question waits for the index until `patience` resolves, and
 * is then answered with what there is. Throws `RpcError` where the process fails, `AbortError` where the signal fires.
 */
export class LineageService {
  readonly #remote: Remote<LineageApi>;
  readonly #filler: IndexFiller;

  constructor(remote: Remote<LineageApi>, inputs: LineageInputs, log: Log) {
    this.#remote = remote;
    this.#filler = new IndexFiller(remote, inputs, log);
  }

  /** A file is new, different or gone. Nothing happens before the first question. */
  changed(uri: string): void {
    this.#filler.changed(uri);
  }

  /** Folders have come, gone or changed their names. */
  foldersChanged(): void {
    this.#filler.foldersChanged();
  }

  /** Forgets everything: the connections are others now. The next question fills the index anew. */
  reset(): void {
    this.#filler.reset();
  }

  /** Resolves when nothing is left to be taken in. */
  async settled(signal: AbortSignal): Promise<void> {
    await aborting(this.#filler.start(), signal);
  }

  /** Writes to disk what has changed, which else happens by itself. Never rejects. */
  async save(): Promise<void> {
    await this.#filler.save();
  }

  /** Is told after each file that was taken in, and nothing when all are. */
  onDidProgress(listener: (progress: Progress | undefined) => void): { dispose(): void } {
    return this.#filler.onDidProgress(listener);
  }

  /** What is under the caret. */
  async hover(
    request: HoverRequest,
    patience: Promise<void>,
    signal: AbortSignal,
  ): Promise<HoverAnswer | undefined> {
    const ask = async (): Promise<HoverAnswer | undefined> => {
      const found = await this.#filler.ask(
        (epoch) => this.#remote.call('hover', { ...request, epoch }, signal),
        signal,
      );
      return found && { ...found, coverage: this.#filler.coverage };
    };
    await aborting(Promise.race([this.#filler.start(), patience]), signal);
    const first = await ask();
    const tables = this.#filler.unasked(first?.wanted ?? []);
    if (tables.length === 0) return first;
    const lookUp = this.#filler.lookUp(tables, signal).then(() => true);
    const isKnown = await Promise.race([lookUp, patience.then(() => false)]);
    // A catalog that takes its time: what it says shows with the next question.
    if (!isKnown) lookUp.catch(() => undefined);
    return isKnown ? ((await ask()) ?? first) : first && { ...first, coverage: 'reading' };
  }

  /** What is around a table or a column. */
  async neighbours(
    request: NeighbourRequest,
    patience: Promise<void>,
    signal: AbortSignal,
  ): Promise<NeighboursAnswer> {
    const found = await this.#askSettled(
      patience,
      (epoch) => this.#remote.call('neighbours', { ...request, epoch }, signal),
      signal,
    );
    return { ...found, coverage: this.#filler.coverage };
  }

  /** What the files say of the ways between tables, or columns. */
  async edges(of: readonly LineageId[], signal: AbortSignal): Promise<readonly Edge[]> {
    return this.#filler.ask((epoch) => this.#remote.call('edges', { of, epoch }, signal), signal);
  }

  /** The table, the column or the CTE under the caret, and where else it is named. */
  async references(
    request: HoverRequest,
    patience: Promise<void>,
    signal: AbortSignal,
  ): Promise<Answer<References> | undefined> {
    const found = await this.#askSettled(
      patience,
      (epoch) => this.#remote.call('references', { ...request, epoch }, signal),
      signal,
    );
    return found && { ...found, coverage: this.#filler.coverage };
  }

  /** Where the CTE or the alias under the caret is named, which is known from its text alone. */
  async rename(
    request: HoverRequest,
    newName: string | undefined,
    signal: AbortSignal,
  ): Promise<Renaming> {
    const name = newName === undefined ? {} : { newName };
    return this.#filler.ask(
      (epoch) => this.#remote.call('rename', { ...request, ...name, epoch }, signal),
      signal,
    );
  }

  /** What a table or a column that goes takes with it. */
  async impact(
    of: LineageId,
    patience: Promise<void>,
    signal: AbortSignal,
  ): Promise<Answer<Impact>> {
    const found = await this.#askSettled(
      patience,
      (epoch) => this.#remote.call('impact', { of, epoch }, signal),
      signal,
    );
    return { ...found, coverage: this.#filler.coverage };
  }

  /** Who uses a table. */
  async usage(of: DatasetId, patience: Promise<void>, signal: AbortSignal): Promise<Answer<Usage>> {
    const found = await this.#askSettled(
      patience,
      (epoch) => this.#remote.call('usage', { of, epoch }, signal),
      signal,
    );
    return { ...found, coverage: this.#filler.coverage };
  }

  /** The tables that a file makes, as far as the index has come. */
  async madeIn(uri: string, signal: AbortSignal): Promise<readonly MadeTable[]> {
    void this.#filler.start();
    return this.#filler.ask((epoch) => this.#remote.call('madeIn', { uri, epoch }, signal), signal);
  }

  /** The columns of a table. */
  async columns(of: DatasetId, signal: AbortSignal): Promise<readonly TableColumn[]> {
    return this.#filler.ask((epoch) => this.#remote.call('columns', { of, epoch }, signal), signal);
  }

  /** Takes in what the catalogs say of tables that no file may name. */
  async learn(
    tables: readonly TableRequest[],
    signal: AbortSignal,
  ): Promise<readonly KnownTable[]> {
    return this.#filler.lookUp(tables, signal);
  }

  /** Asks when nothing is left to be taken in, or nobody wants to wait any more. */
  async #askSettled<T>(
    patience: Promise<void>,
    question: (epoch: string) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    await aborting(Promise.race([this.#filler.start(), patience]), signal);
    return this.#filler.ask(question, signal);
  }

  dispose(): void {
    this.#filler.dispose();
  }
}

/** Waits for work that goes on without us when we leave. */
async function aborting(work: Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const abort = (): void => {
      reject(new DOMException('The operation was aborted.', 'AbortError'));
    };
    signal.addEventListener('abort', abort, { once: true });
    void work.finally(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    });
  });
}
