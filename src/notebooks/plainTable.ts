import { visibleText } from '../util/visibleText.js';
import type { GridWindow } from './renderer/protocol.js';

const mostWidth = 40;

/** Rows as a table of plain text, for readers without the grid. Says nothing of rows it was not given. */
export function plainTable(
  columns: readonly { readonly name: string }[],
  { rows }: GridWindow,
): string {
  const lines = [
    columns.map(({ name }) => oneLine(name)),
    ...rows.map((row) => row.map((value) => (value === null ? 'NULL' : oneLine(value)))),
  ];
  const widths = columns.map((_column, index) =>
    lines.reduce((width, line) => Math.max(width, (line[index] ?? '').length), 0),
  );
  const print = (line: readonly string[]): string =>
    line
      .map((text, index) => text.padEnd(widths[index] ?? 0))
      .join(' | ')
      .trimEnd();
  const [header = [], ...body] = lines;
  const rule = widths.map((width) => '-'.repeat(width)).join('-+-');
  return [print(header), rule, ...body.map(print)].join('\n');
}

function oneLine(text: string): string {
  const shown = text === '' ? "''" : visibleText(text.replace(/[\r\n\t]+/g, ' '));
  const characters = Array.from(shown);
  return characters.length > mostWidth ? `${characters.slice(0, mostWidth - 1).join('')}…` : shown;
}
