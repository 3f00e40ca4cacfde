import type { Row } from '../query/queryEngine.js';

/** Bytes of a CSV text, one after the other. The first row of the text is a header. */
export interface CsvBlock {
  readonly bytes: Uint8Array;
  /** How many of the bytes, from the first, belong to rows that end in the block. */
  readonly end: number;
  /** Rows that end in it. */
  readonly rows: number;
  /** What the rows of the text end with. */
  readonly newLine: NewLine;
}

export type NewLine = '\n' | '\r\n';

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Text is encoded as soon as it has so many characters. */
const blockCharacters = 2 ** 19;

/** Says where rows end in a CSV text, in which quotes stand around values and are doubled within them. */
export async function* markRowEnds(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<CsvBlock> {
  let isQuoted = false;
  let newLine: NewLine | undefined;
  let last = 0;
  let isOpen = false;
  for await (const block of bytes) {
    let end = 0;
    let rows = 0;
    for (let at = 0; at < block.length; at++) {
      const byte = block[at];
      if (byte === quote) isQuoted = !isQuoted;
      if (byte !== lineFeed || isQuoted) continue;
      newLine ??= (at === 0 ? last : block[at - 1]) === carriageReturn ? '\r\n' : '\n';
      end = at + 1;
      rows++;
    }
    if (block.length > 0) isOpen = end < block.length;
    last = block.at(-1) ?? last;
    yield { bytes: block, end, rows, newLine: newLine ?? '\n' };
  }
  // The last row may end with the text.
  if (isOpen) yield { bytes: new Uint8Array(), end: 0, rows: 1, newLine: newLine ?? '\n' };
}

/** Rows as a CSV text in which every value is quoted, and NULL is nothing. */
export async function* writeRows(pages: AsyncIterable<readonly Row[]>): AsyncGenerator<CsvBlock> {
  let text = 'header\n';
  let rows = 1;
  const block = (): CsvBlock => {
    const bytes = Buffer.from(text);
    return { bytes, end: bytes.length, rows, newLine: '\n' };
  };
  for await (const page of pages) {
    for (const row of page) {
      text += `${row.map(quoted).join(',')}\n`;
      rows++;
      if (text.length < blockCharacters) continue;
      yield block();
      text = '';
      rows = 0;
    }
  }
  yield block();
}

function quoted(value: string | null): string {
  if (value === null) return '';
  return value.includes('"') ? `"${value.replaceAll('"', '""')}"` : `"${value}"`;
}
