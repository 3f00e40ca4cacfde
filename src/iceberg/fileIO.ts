/** What lies directly in a folder. */
export interface FileEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

/**
 * How files are read, wherever they lie. A location is an absolute path or a URI as the tables'
 * metadata have it, never percent-decoded: Iceberg encodes partition values in file names, and a
 * `%20` of theirs is a `%20` on the disk. Failures are `IcebergError`.
 */
export interface FileIO {
  read(location: string, signal: AbortSignal): Promise<Uint8Array>;
  /** Bytes from `start` up to `end`, exclusive; fewer where the file ends before. */
  readRange(location: string, start: number, end: number, signal: AbortSignal): Promise<Uint8Array>;
  /**
   * Sorted by name; `not-found` where there is no such folder. Where a service gives them in pages, no more are
   * asked for once there are `most`.
   */
  list(location: string, signal: AbortSignal, most?: number): Promise<readonly FileEntry[]>;
  /** In bytes; `undefined` where there is no such file. */
  size(location: string, signal: AbortSignal): Promise<number | undefined>;
  /**
   * Where a location leads: without `..`, and with links followed as far as there is something.
   * `unsupported` for a location of another scheme.
   */
  realPath(location: string, signal: AbortSignal): Promise<string>;
}
