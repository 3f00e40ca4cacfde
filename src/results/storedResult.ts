/** A result on disk: what of it must be known before any of its rows is read. */
export interface StoredResult {
  readonly id: string;
  readonly columns: readonly StoredColumn[];
  readonly rows: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

export interface StoredColumn {
  /** The name as the query gave it. */
  readonly name: string;
  /** The engine's own word for the type. */
  readonly type: string;
  /** The column of the table `result`; it differs from `name` where that occurs twice. */
  readonly stored: string;
}

const version = 1;

export function printStoredResult(result: StoredResult): string {
  return JSON.stringify({ version, ...result });
}

/** `undefined` for what we did not write, or wrote in another version. */
export function parseStoredResult(text: string): StoredResult | undefined {
  try {
    const value = JSON.parse(text) as Partial<Record<string, unknown>> | null;
    if (value?.['version'] !== version) return undefined;
    const { id, columns, rows, createdAt } = value;
    if (typeof id !== 'string' || typeof rows !== 'number' || typeof createdAt !== 'number') return;
    if (!Array.isArray(columns) || !columns.every(isColumn)) return undefined;
    return { id, columns, rows, createdAt };
  } catch {
    return undefined;
  }
}

function isColumn(value: unknown): value is StoredColumn {
  if (typeof value !== 'object' || value === null) return false;
  const { name, type, stored } = value as Partial<Record<string, unknown>>;
  return [name, type, stored].every((text) => typeof text === 'string');
}
