import type { ResultOrigin, StoredColumn } from '../../results/storedResult.js';
import { isFields } from './parseView.js';

/** What was chosen last for the results of a statement. */
export interface KeptChart {
  /** As `printChart` writes it. */
  readonly chart: string;
  readonly isOpen: boolean;
  /** What the cell's own option said then: once it says something else, that counts. */
  readonly option?: string;
}

interface Entry extends KeptChart, ResultOrigin {
  /** The columns of the result, by names and types. */
  readonly columns: string;
}

/** Where the state of a workspace is kept. */
export interface ChartStorage {
  read(): unknown;
  write(value: unknown): Thenable<void>;
}

const most = 200;

/** The charts of a workspace, those chosen last. */
export class KeptCharts {
  readonly #storage: ChartStorage;
  /** The one used last stands last. */
  #entries: readonly Entry[];

  constructor(storage: ChartStorage) {
    this.#storage = storage;
    const stored = storage.read();
    this.#entries = Array.isArray(stored) ? stored.filter(isEntry) : [];
  }

  /** Of a cell without a name whose text was changed, its chart before, if its columns are the same. */
  find(origin: ResultOrigin, columns: readonly StoredColumn[]): KeptChart | undefined {
    const own = this.#entries.findLast((entry) => isSame(entry, origin));
    if (own !== undefined) return own;
    const [place] = /^\d+ /.exec(origin.cell) ?? [];
    if (place === undefined) return undefined;
    const signature = signatureOf(columns);
    return this.#entries.findLast(
      (entry) =>
        entry.cell.startsWith(place) &&
        entry.columns === signature &&
        isSame({ ...entry, cell: origin.cell }, origin),
    );
  }

  async keep(
    origin: ResultOrigin,
    columns: readonly StoredColumn[],
    kept: KeptChart,
  ): Promise<void> {
    const { notebook, cell, statement } = origin;
    const entry = { notebook, cell, statement, columns: signatureOf(columns), ...kept };
    const others = this.#entries.filter((one) => !isSame(one, origin));
    this.#entries = [...others, entry].slice(-most);
    await this.#write();
  }

  /** The next untitled notebook has the name of one that was closed, and is another one. */
  forgetUntitled(notebook: string): void {
    if (isUntitled(notebook)) {
      this.#entries = this.#entries.filter((entry) => entry.notebook !== notebook);
    }
  }

  async #write(): Promise<void> {
    await this.#storage.write(this.#entries.filter(({ notebook }) => !isUntitled(notebook)));
  }
}

function isUntitled(notebook: string): boolean {
  return notebook.startsWith('untitled:');
}

function isSame(a: ResultOrigin, b: ResultOrigin): boolean {
  return a.notebook === b.notebook && a.cell === b.cell && a.statement === b.statement;
}

function signatureOf(columns: readonly StoredColumn[]): string {
  return JSON.stringify(columns.map(({ stored, storedType }) => [stored, storedType]));
}

function isEntry(value: unknown): value is Entry {
  if (!isFields(value)) return false;
  const { notebook, cell, statement, columns, chart, isOpen, option } = value;
  return (
    [notebook, cell, columns, chart].every((text) => typeof text === 'string') &&
    typeof statement === 'number' &&
    typeof isOpen === 'boolean' &&
    (option === undefined || typeof option === 'string')
  );
}
