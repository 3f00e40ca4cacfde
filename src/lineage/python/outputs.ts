import type { OutputColumn } from '../../sql/resolve/resolution.js';
import { type Frame } from './frame.js';

/** The columns of a frame as a statement gives them. `home` is the cell that spans are of. */
export function outputsOf(frame: Frame, home: number): readonly OutputColumn[] {
  return frame.columns.map((each): OutputColumn => {
    if (each.kind === 'open') {
      return { kind: 'star', tables: each.tables, except: [...each.except] };
    }
    const { code, name, lineage } = each;
    return {
      kind: 'column',
      ...(name === undefined ? {} : { name: name.text }),
      ...(code?.unit === home ? { span: { start: code.start, end: code.end } } : {}),
      ...(code === undefined ? {} : { expression: code.text }),
      ...lineage,
    };
  });
}

export function identity(
  table: number,
  field: string,
): {
  readonly direct: readonly [
    { readonly table: number; readonly field: string; readonly transformation: 'identity' },
  ];
  readonly indirect: readonly [];
} {
  return { direct: [{ table, field, transformation: 'identity' }], indirect: [] };
}
