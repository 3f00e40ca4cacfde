import type { FileIO } from '../../src/iceberg/fileIO.js';
import { localFileIO } from '../../src/iceberg/localFileIO.js';

/** Files of this machine, and what was read of them. */
export class CountingIO implements FileIO {
  readonly reads: { readonly location: string; readonly bytes: number }[] = [];
  readonly #io: FileIO;

  constructor(io: FileIO = localFileIO) {
    this.#io = io;
  }

  get bytes(): number {
    return this.reads.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  async read(location: string, signal: AbortSignal): Promise<Uint8Array> {
    return this.#counted(location, await this.#io.read(location, signal));
  }

  async readRange(
    location: string,
    start: number,
    end: number,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    return this.#counted(location, await this.#io.readRange(location, start, end, signal));
  }

  list(location: string, signal: AbortSignal): ReturnType<FileIO['list']> {
    this.reads.push({ location, bytes: 0 });
    return this.#io.list(location, signal);
  }

  size(location: string, signal: AbortSignal): ReturnType<FileIO['size']> {
    this.reads.push({ location, bytes: 0 });
    return this.#io.size(location, signal);
  }

  realPath(location: string, signal: AbortSignal): ReturnType<FileIO['realPath']> {
    return this.#io.realPath(location, signal);
  }

  #counted(location: string, bytes: Uint8Array): Uint8Array {
    this.reads.push({ location, bytes: bytes.length });
    return bytes;
  }
}
