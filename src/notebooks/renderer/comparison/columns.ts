import type { ColDef, ColGroupDef, ICellRendererParams } from 'ag-grid-community';
import { type RowData, toColumn } from '../columns.js';
import { create } from '../dom.js';
import type { GridDifferences, ResultOutput } from '../protocol.js';
import { fill, nameText, visibleText } from '../texts.js';

type Side = 'left' | 'right';

/** The columns of a grid; where two results are compared both sides of a column stand below its name. */
export function toColumns(result: ResultOutput): (ColDef<RowData> | ColGroupDef<RowData>)[] {
  const { columns, differences, words } = result;
  const column = (index: number): ColDef<RowData>[] => {
    const found = columns[index];
    return found === undefined ? [] : [toColumn(found, index, result)];
  };
  const pairs = differences?.pairs ?? [];
  const paired = new Set(pairs.flatMap(({ left, right }) => [left, right]));
  const single = columns.flatMap((_, index) => (paired.has(index) ? [] : column(index)));
  if (differences === undefined) return single;
  const groups = pairs.map((pair) => ({
    headerName: nameText(pair.name, words),
    marryChildren: true,
    children: (['left', 'right'] as const).flatMap((side) =>
      column(pair[side]).map((base) => ({ ...base, ...sideOf(differences, pair, side) })),
    ),
  }));
  return [...single, ...groups];
}

/** One side of a column: whether its value changed is marked, and said with both values. */
function sideOf(
  { words }: GridDifferences,
  pair: GridDifferences['pairs'][number],
  side: Side,
): ColDef<RowData> {
  return {
    headerName: words[side],
    cellClassRules: {
      'lakehouse-changed': ({ data }) => isChanged(data, pair),
      'lakehouse-absent': ({ data }) => isAbsent(data, side),
    },
    cellRenderer: ({ data, valueFormatted }: ICellRendererParams<RowData>): HTMLElement => {
      const text = valueFormatted ?? '';
      if (isAbsent(data, side)) {
        const hidden = create('span', { class: 'lakehouse-hidden' }, words.absent);
        return create('span', {}, create('span', { 'aria-hidden': 'true' }, '—'), hidden);
      }
      if (!isChanged(data, pair)) return create('span', {}, text);
      const both = fill(words.changed, valueText(data, pair.left), valueText(data, pair.right));
      return create(
        'span',
        {},
        create('span', { class: 'lakehouse-changed-mark', 'aria-hidden': 'true' }, '≠'),
        text,
        create('span', { class: 'lakehouse-hidden' }, `, ${both}`),
      );
    },
  };
}

/** Rows that only one side has have nothing to show on the other. */
function isAbsent(data: RowData | undefined, side: Side): boolean {
  const kind = data?.values[0];
  return (kind === 'left' || kind === 'right') && kind !== side;
}

/** Whether a value is another one on the other side: what differs is known by name, as equal values may differ in their text. */
function isChanged(data: RowData | undefined, pair: GridDifferences['pairs'][number]): boolean {
  if (data?.values[0] !== 'changed') return false;
  // Too many to be shown whole.
  if (data.cut.has(1)) return data.values[pair.left] !== data.values[pair.right];
  return changedNames(data).has(pair.name);
}

const known = new WeakMap<RowData, ReadonlySet<unknown>>();

function changedNames(data: RowData): ReadonlySet<unknown> {
  const found = known.get(data);
  if (found !== undefined) return found;
  const names: unknown = JSON.parse(data.values[1] ?? '[]');
  const set = new Set<unknown>(Array.isArray(names) ? names : []);
  known.set(data, set);
  return set;
}

function valueText(data: RowData | undefined, column: number): string {
  const value = data?.values[column];
  return value == null ? 'NULL' : visibleText(value);
}
