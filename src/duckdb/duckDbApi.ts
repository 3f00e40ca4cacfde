/** What the host and the process that holds DuckDB say to each other. Plain data. */

export interface DuckDbColumn {
  readonly name: string;
  /** DuckDB's own word for the type, as `DESCRIBE` has it. */
  readonly type: string;
}

/** Values in DuckDB's own text, which is exact for every type; `null` is NULL. */
export type DuckDbRow = readonly (string | null)[];

export interface DuckDbRows {
  readonly columns: readonly DuckDbColumn[];
  readonly rows: readonly DuckDbRow[];
}

/** Where and as whom a statement runs. */
export interface DuckDbContext {
  /** Calls of one session share a connection, hence temporary tables and settings, and queue up. */
  readonly session?: string;
  /** Database and schema in which bare names are looked up. */
  readonly schema?: readonly [database: string, schema: string];
  /** The one process in which it may run, as `prepare` gave it: what was made for it is only there. */
  readonly process?: number;
}

/** What DuckDB makes of one statement, without running it. */
export interface DuckDbStatement {
  /** `select` also for `SHOW`, `DESCRIBE` and the like; `several` is a `PIVOT`, which DuckDB splits in steps. */
  readonly kind: 'select' | 'explain' | 'call' | 'install' | 'set' | 'write' | 'several' | 'none';
  /** Empty unless `kind` is `select`, `explain` or `call`. */
  readonly columns: readonly DuckDbColumn[];
  /** Names or numbers of its parameters. */
  readonly parameters: readonly string[];
}

/** What `store` wrote. A name that occurs twice has got a suffix. */
export interface DuckDbStored {
  readonly columns: readonly DuckDbColumn[];
  readonly rows: number;
}

/** Every call has a number of its own, by which `cancel` finds it. */
interface Call {
  readonly call: number;
  readonly context?: DuckDbContext;
}

export type DuckDbApi = {
  /** Runs every statement of `sql` and keeps no rows. */
  run(params: Call & { readonly sql: string }, signal: AbortSignal): Promise<null>;
  /** Runs `before`, then `sql`, and gives all rows of `sql`: only for what is known to be small. */
  rows(
    params: Call & { readonly before?: string; readonly sql: string },
    signal: AbortSignal,
  ): Promise<DuckDbRows>;
  prepare(params: Call & { readonly sql: string }, signal: AbortSignal): Promise<DuckDbStatement>;
  /** Runs `before`, then writes the rows of a query into a new database file, as the table `result`. */
  store(
    params: Call & { readonly before?: string; readonly sql: string; readonly file: string },
    signal: AbortSignal,
  ): Promise<DuckDbStored>;
  /** How far a running call is, from 0 to 1, where DuckDB knows. */
  progress(params: { readonly target: number }, signal: AbortSignal): Promise<number | null>;
  /** Closes a session's connection after the last of its calls. */
  endSession(params: { readonly session: string }, signal: AbortSignal): Promise<null>;
  /** Closes database files for the time in which nobody uses them, unless something runs. */
  release(params: null, signal: AbortSignal): Promise<null>;
  /** Interrupts a call. That call itself tells when it has stopped, with the code `interrupted`. */
  cancel(params: { readonly target: number }, signal: AbortSignal): Promise<null>;
};

/** What a failed call carries beside its message. */
export interface DuckDbFailureDetails {
  /** DuckDB's word for the kind of failure: `Parser`, `Binder`, `Catalog`, `IO`, `Conversion`, … */
  readonly kind: string;
  /** Where in `sql`, in UTF-16 units. */
  readonly position?: number;
}

/** The table's name in a file that `store` wrote. */
export const resultTable = 'result';

/** What names of databases begin with that are ours: whoever uses one attaches it where it is missing. */
export const ownDatabase = 'lakehouse_';

/** How files that are ours are attached to be written: older versions of the format, the default, hold no `VARIANT`. */
export const ownStorage = "STORAGE_VERSION 'v1.5.0'";
