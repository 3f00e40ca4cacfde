import type { DuckDbRow } from '../../../duckdb/duckDbApi.js';
import { comparedBy, type StoredColumn } from '../../storedResult.js';
import { ExportError } from '../exportError.js';
import { type CellValue, cellValueOf } from './cellValue.js';
import { mostCellCharacters } from './excelLimits.js';
import { cellStyles, headerStyle, sheetHead, sheetNamespace } from './workbook.js';
import { cellText } from './xmlText.js';

interface SheetColumn {
  readonly column: StoredColumn;
  /** `A`, `B`, … */
  readonly letters: string;
  readonly valueOf: (text: string) => CellValue;
}

/** The XML of a sheet, row by row, below a row of names that stays in view. NULL is no cell. */
export class Sheet {
  readonly #columns: readonly SheetColumn[];
  readonly #asText = new Set<StoredColumn>();
  #row = 1;

  constructor(columns: readonly StoredColumn[]) {
    this.#columns = columns.map((column, i) => ({
      column,
      letters: lettersOf(i),
      valueOf: cellValueOf(comparedBy(column).type),
    }));
  }

  /** Columns that are no text, with values of which Excel would lose something: these are text. */
  get asText(): readonly StoredColumn[] {
    return this.#columns.flatMap(({ column }) => (this.#asText.has(column) ? [column] : []));
  }

  begin(): string {
    const widths = this.#columns.map(
      ({ column }, i) =>
        `<col min="${i + 1}" max="${i + 1}" width="${widthOf(column)}" customWidth="1"/>`,
    );
    const names = this.#columns.map(({ column, letters }) =>
      this.#text(column, `${letters}1`, column.name, ` s="${headerStyle}"`),
    );
    return `${sheetHead}<worksheet xmlns="${sheetNamespace}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData><row r="1">${names.join('')}</row>`;
  }

  /** Throws `ExportError` for a text that no cell holds. */
  row(values: DuckDbRow): string {
    const row = ++this.#row;
    let cells = '';
    for (const [i, { column, letters, valueOf }] of this.#columns.entries()) {
      const value = values[i];
      if (value == null) continue;
      const at = `${letters}${row}`;
      const cell = valueOf(value);
      if (cell.kind === 'text') {
        if (!isText(column)) this.#asText.add(column);
        cells += this.#text(column, at, cell.text);
      } else if (cell.kind === 'boolean') {
        cells += `<c r="${at}" t="b"><v>${cell.text}</v></c>`;
      } else {
        const style = cell.style === 'plain' ? '' : ` s="${cellStyles[cell.style]}"`;
        cells += `<c r="${at}"${style}><v>${cell.text}</v></c>`;
      }
    }
    return `<row r="${row}">${cells}</row>`;
  }

  end(): string {
    return '</sheetData></worksheet>';
  }

  /** Text is text also where it begins with `=`: only an element of its own would be a formula. */
  #text({ name }: StoredColumn, at: string, text: string, style = ''): string {
    if (text.length > mostCellCharacters) {
      throw new ExportError({
        code: 'text-too-long',
        column: name,
        row: this.#row - 1,
        characters: text.length,
        most: mostCellCharacters,
      });
    }
    return `<c r="${at}" t="inlineStr"${style}><is><t xml:space="preserve">${cellText(text)}</t></is></c>`;
  }
}

function isText(column: StoredColumn): boolean {
  return /^(VARCHAR|UUID|JSON|ENUM\(.*\))$/s.test(comparedBy(column).type);
}

function lettersOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : lettersOf(Math.floor(index / 26) - 1) + letter;
}

/** In characters. A time that does not fit would be shown as `####`. */
function widthOf(column: StoredColumn): number {
  const { name } = column;
  const least = comparedBy(column).type.startsWith('TIMESTAMP') ? 24 : 12;
  return Math.max(least, Math.min(name.length + 2, 40));
}
