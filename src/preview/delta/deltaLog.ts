import type { FileIO } from '../../iceberg/fileIO.js';
import { IcebergError } from '../../iceberg/icebergError.js';
import { quotePaths } from '../../iceberg/scan/quotePath.js';
import { quoteText } from '../../util/quote.js';
import type { PreviewTools } from '../previews.js';
import {
  type DeltaAdd,
  type DeltaMetadata,
  type DeltaProtocol,
  isFields,
  parseActions,
  toAdd,
  toMetadata,
  toProtocol,
} from './deltaActions.js';

/** What the log of a Delta table says of the table as it is now. */
export interface DeltaState {
  readonly metadata: DeltaMetadata;
  readonly protocol: DeltaProtocol;
  /** The newest files of it, by far not all of those of a large table. */
  readonly files: readonly DeltaAdd[];
  /** There are others than these. */
  readonly hasMore: boolean;
}

/** So many files are taken from a checkpoint. */
const mostFiles = 64;
/** So many commits are read at the same time; the first that is not there is the end. */
const parallelCommits = 4;

/**
 * Reads the last checkpoint and the commits after it, which makes no listing necessary. Failures are
 * `IcebergError`: a log that is kept in a way that is not known here is refused by name.
 */
export async function readDeltaLog(
  location: string,
  { io, sql, folder }: PreviewTools,
  signal: AbortSignal,
): Promise<DeltaState> {
  const log = `${location}/_delta_log`;
  const checkpoint = await lastCheckpoint(io, log, signal);
  const state = new LogState();
  for (let version = checkpoint === undefined ? 0 : checkpoint.version + 1; ;) {
    const batch = Array.from({ length: parallelCommits }, (_, i) => commitFile(log, version + i));
    const texts = await Promise.all(batch.map((file) => readIfThere(io, file, signal)));
    const end = texts.indexOf(undefined);
    texts.slice(0, end === -1 ? texts.length : end).forEach((text, i) => {
      state.apply(text ?? '', batch[i] ?? log);
    });
    if (end !== -1) break;
    version += parallelCommits;
  }
  let hasMore = false;
  if (checkpoint !== undefined) {
    const paths = [];
    for (const file of checkpoint.files) {
      const size = await io.size(file, signal);
      if (size === undefined)
        throw new IcebergError('not-found', file, 'the checkpoint is missing');
      const bytes = await io.readRange(file, 0, size, signal);
      paths.push(await folder.write(bytes, 'parquet'));
    }
    const read = `read_parquet(${quotePaths(paths)}, union_by_name = true)`;
    const gone = state.gone.map(quoteText).join(', ');
    const others = gone === '' ? '' : `AND "add".path NOT IN (${gone})`;
    const adds = await sql.rows(
      `SELECT to_json("add") FROM ${read} WHERE "add" IS NOT NULL ${others} LIMIT ${mostFiles + 1}`,
      signal,
    );
    hasMore = adds.rows.length > mostFiles;
    state.addOlder(adds.rows.slice(0, mostFiles).map(([text]) => parsed(text, log)));
    const said = await sql.rows(
      `SELECT to_json("metaData"), to_json(protocol) FROM ${read} WHERE "metaData" IS NOT NULL OR protocol IS NOT NULL`,
      signal,
    );
    for (const [metadata, protocol] of said.rows) {
      state.sayOlder(parsed(metadata, log), parsed(protocol, log), log);
    }
  }
  return { ...state.result(log), hasMore };
}

/** What the commits say, the later over the earlier. */
class LogState {
  readonly #adds = new Map<string, DeltaAdd>();
  readonly #removed = new Set<string>();
  #metadata: DeltaMetadata | undefined;
  #protocol: DeltaProtocol | undefined;

  /** What a checkpoint has that is no more, or is there in a newer form. */
  get gone(): readonly string[] {
    return [...this.#removed, ...this.#adds.keys()];
  }

  apply(text: string, file: string): void {
    const actions = parseActions(text, file);
    // In any order: a file whose deletion vector changes is removed and added by the same commit.
    for (const { remove } of actions) {
      if (isFields(remove) && typeof remove['path'] === 'string') {
        this.#adds.delete(remove['path']);
        this.#removed.add(remove['path']);
      }
    }
    for (const { add, metaData, protocol } of actions) {
      const added = toAdd(add);
      if (added !== undefined) {
        this.#removed.delete(added.path);
        this.#adds.set(added.path, added);
      }
      this.#metadata = toMetadata(metaData, file) ?? this.#metadata;
      this.#protocol = toProtocol(protocol) ?? this.#protocol;
    }
  }

  addOlder(adds: readonly unknown[]): void {
    for (const add of adds.map(toAdd)) if (add !== undefined) this.#adds.set(add.path, add);
  }

  sayOlder(metadata: unknown, protocol: unknown, file: string): void {
    this.#metadata ??= toMetadata(metadata, file);
    this.#protocol ??= toProtocol(protocol);
  }

  result(log: string): Pick<DeltaState, 'metadata' | 'protocol' | 'files'> {
    if (this.#metadata === undefined || this.#protocol === undefined) {
      throw new IcebergError('not-found', log, 'it has no commit that says what the table is');
    }
    const files = [...this.#adds.values()];
    return { metadata: this.#metadata, protocol: this.#protocol, files };
  }
}

async function lastCheckpoint(
  io: FileIO,
  log: string,
  signal: AbortSignal,
): Promise<{ readonly version: number; readonly files: readonly string[] } | undefined> {
  const file = `${log}/_last_checkpoint`;
  const text = await readIfThere(io, file, signal);
  if (text === undefined) return undefined;
  const said = parsed(text, file);
  if (!isFields(said) || typeof said['version'] !== 'number') {
    throw new IcebergError('malformed', file, 'it names no checkpoint');
  }
  const { version, parts } = said;
  if (said['v2Checkpoint'] !== undefined) {
    throw new IcebergError('unsupported', file, 'a checkpoint of the second version');
  }
  const start = `${log}/${padded(version)}.checkpoint`;
  if (typeof parts !== 'number') return { version, files: [`${start}.parquet`] };
  const part = (n: number): string => String(n).padStart(10, '0');
  const files = Array.from(
    { length: parts },
    (_, i) => `${start}.${part(i + 1)}.${part(parts)}.parquet`,
  );
  return { version, files };
}

async function readIfThere(
  io: FileIO,
  file: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await io.read(file, signal));
  } catch (error) {
    if (error instanceof IcebergError && error.code === 'not-found') return undefined;
    throw error;
  }
}

function commitFile(log: string, version: number): string {
  return `${log}/${padded(version)}.json`;
}

function padded(version: number): string {
  return String(version).padStart(20, '0');
}

function parsed(text: string | null | undefined, file: string): unknown {
  if (text === null || text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new IcebergError('malformed', file, 'it is not JSON', { cause });
  }
}
