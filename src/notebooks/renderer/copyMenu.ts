import { createMenu } from './menu.js';
import type { CopyFormat, GridWords } from './protocol.js';

const formats: readonly (readonly [format: CopyFormat, name: string])[] = [
  ['tsv', 'TSV'],
  ['csv', 'CSV'],
  ['json', 'JSON'],
  ['markdown', 'Markdown'],
  ['insert', 'INSERT'],
  ['in', 'IN (…)'],
];

/** The formats in which the selected cells can be copied, and code for all rows. */
export function createCopyMenu(
  words: GridWords,
  onCopy: (format: CopyFormat) => void,
  onCode: () => void,
): HTMLElement {
  const items = formats.map(([format, text]) => ({
    text,
    attributes: { 'data-copy': format },
    run: () => {
      onCopy(format);
    },
  }));
  const code = { text: words.code, attributes: { 'data-copy': 'code' }, run: onCode };
  return createMenu(words.copyAs, [...items, code]);
}
