import type {
  ColumnRef,
  Meaning,
  NameUse,
  OutputColumn,
  Resolution,
} from '../../sql/resolve/resolution.js';
import type { Span } from '../../util/span.js';

/**
 * What a statement says, with the tables that it has to do with only. `tables` are those that it reads or writes; one
 * that a name in it leads to and that is none of them is no part of what it does.
 */
export function compact(whole: Resolution, tables: Iterable<number>, span: Span): Resolution {
  const places = new Map<number, number>();
  const at = (table: number): number => {
    const known = places.get(table);
    if (known !== undefined) return known;
    places.set(table, places.size);
    return places.size - 1;
  };
  const moved = <T extends ColumnRef>(ref: T): T => ({ ...ref, table: at(ref.table) });
  for (const table of tables) at(table);
  const outputs = whole.outputs.map((output): OutputColumn =>
    output.kind === 'star'
      ? { ...output, tables: output.tables.map(at) }
      : { ...output, direct: output.direct.map(moved), indirect: output.indirect.map(moved) },
  );
  const influences = whole.influences.map(moved);
  const target = whole.target === undefined ? undefined : at(whole.target);
  const partOfIt = places.size;
  const uses = whole.uses
    .map(({ span: place, meaning }): NameUse => ({
      span: place,
      meaning: refer(meaning, at, moved),
    }))
    .sort((a, b) => a.span.start - b.span.start);
  return {
    ...whole,
    outputs,
    influences,
    uses,
    ...(target === undefined ? {} : { target }),
    tables: [...places.keys()].flatMap((index, place) => {
      const table = whole.tables[index];
      if (table === undefined) return [];
      const { span: named, ...rest } = table;
      const isHere = named !== undefined && named.start >= span.start && named.end <= span.end;
      return [
        {
          ...rest,
          ...(isHere ? { span: named } : {}),
          ...(place < partOfIt ? {} : { isUnread: true }),
        },
      ];
    }),
  };
}

function refer(
  meaning: Meaning,
  at: (table: number) => number,
  moved: <T extends ColumnRef>(ref: T) => T,
): Meaning {
  if (meaning.kind === 'table') {
    return { ...meaning, table: at(meaning.table) };
  }
  if (meaning.kind === 'column') {
    return { ...meaning, ref: moved(meaning.ref) };
  }
  if (meaning.kind === 'value') {
    return {
      ...meaning,
      direct: meaning.direct.map(moved),
      indirect: meaning.indirect.map(moved),
      ...(meaning.target === undefined ? {} : { target: moved(meaning.target) }),
    };
  }
  return meaning;
}
