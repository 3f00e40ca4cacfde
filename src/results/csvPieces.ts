import { type FileHandle, open, rm } from 'node:fs/promises';
import type { CsvBlock, NewLine } from './csvBlocks.js';

/** A file with some rows of a CSV text below a header. Whoever takes it removes it. */
export interface CsvPiece {
  readonly file: string;
  /** Without the header. */
  readonly rows: number;
  /** No row has more bytes. */
  readonly longestRow: number;
  readonly newLine: NewLine;
}

/** A piece ends with the first row that makes it so large, in bytes or in rows. */
export interface PieceSize {
  readonly bytes: number;
  readonly rows: number;
}

/**
 * DuckDB reads one piece while the next arrives. Smaller ones would be kept in its log first, and after larger ones
 * there is more to wait for when the last has come.
 */
const defaultSize: PieceSize = { bytes: 2 ** 24, rows: 250_000 };

/** Writes a CSV text into files that end where rows end. None is left when it ends early. */
export async function* csvPieces(
  blocks: AsyncIterable<CsvBlock>,
  nameOf: (nth: number) => string,
  size = defaultSize,
): AsyncGenerator<CsvPiece> {
  let nth = 0;
  let piece: OpenPiece | undefined;
  try {
    for await (const { bytes, end, rows, newLine } of blocks) {
      piece ??= await OpenPiece.create(nameOf(nth++), newLine, '');
      await piece.write(bytes.subarray(0, end), rows, newLine);
      if (piece.isFull(size) && end > 0) {
        yield await piece.close();
        // Every piece has a header: without it DuckDB would take three bytes of a first value for a mark.
        piece = await OpenPiece.create(nameOf(nth++), newLine, `header${newLine}`);
      }
      await piece.write(bytes.subarray(end), 0, newLine);
    }
    if (piece === undefined) return;
    const last = piece;
    piece = undefined;
    yield await last.close();
  } finally {
    await piece?.remove();
  }
}

class OpenPiece {
  readonly #path: string;
  readonly #file: FileHandle;
  #newLine: NewLine;
  #bytes = 0;
  #rows: number;
  /** Bytes since the last end of a row that is known. */
  #open = 0;
  #longestRow = 0;

  private constructor(path: string, file: FileHandle, newLine: NewLine, rows: number) {
    this.#path = path;
    this.#file = file;
    this.#newLine = newLine;
    this.#rows = rows;
  }

  static async create(path: string, newLine: NewLine, header: string): Promise<OpenPiece> {
    const file = await open(path, 'w');
    // The text's own header is one of its rows.
    const piece = new OpenPiece(path, file, newLine, header === '' ? -1 : 0);
    await piece.write(Buffer.from(header), 0, newLine);
    return piece;
  }

  async write(bytes: Uint8Array, rows: number, newLine: NewLine): Promise<void> {
    await this.#file.appendFile(bytes);
    this.#newLine = newLine;
    this.#bytes += bytes.length;
    this.#rows += rows;
    this.#open += bytes.length;
    this.#longestRow = Math.max(this.#longestRow, this.#open);
    if (rows > 0) this.#open = 0;
  }

  isFull({ bytes, rows }: PieceSize): boolean {
    return this.#bytes >= bytes || this.#rows >= rows;
  }

  async close(): Promise<CsvPiece> {
    await this.#file.close();
    return {
      file: this.#path,
      rows: this.#rows,
      longestRow: this.#longestRow,
      newLine: this.#newLine,
    };
  }

  async remove(): Promise<void> {
    await this.#file.close();
    await rm(this.#path, { force: true });
  }
}
