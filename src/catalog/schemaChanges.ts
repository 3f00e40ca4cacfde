import type { Column } from './catalog.js';

/** What became of one column, or of a field within one, from one schema to the next. */
export interface SchemaChange {
  /** Names from the column to the field, as they are after the change where it is still there. */
  readonly path: readonly string[];
  readonly kind:
    | { readonly is: 'added' | 'dropped' | 'made-optional' | 'made-required' | 'described' }
    | { readonly is: 'renamed' | 'retyped'; readonly from: string };
}

/**
 * What changed from the columns of one schema to those of a later one, in the order of the later one, what was
 * dropped last. Columns are told by their ids, and by their names where they have none.
 */
export function schemaChanges(
  before: readonly Column[],
  after: readonly Column[],
  parents: readonly string[] = [],
): readonly SchemaChange[] {
  const old = new Map(before.map((column) => [keyOf(column), column]));
  const changes: SchemaChange[] = [];
  for (const column of after) {
    const path = [...parents, column.name];
    const was = old.get(keyOf(column));
    old.delete(keyOf(column));
    if (was === undefined) changes.push({ path, kind: { is: 'added' } });
    else changes.push(...changesOf(was, column, path));
  }
  for (const { name } of old.values()) {
    changes.push({ path: [...parents, name], kind: { is: 'dropped' } });
  }
  return changes;
}

function changesOf(was: Column, is: Column, path: readonly string[]): readonly SchemaChange[] {
  const inner = schemaChanges(was.fields ?? [], is.fields ?? [], path);
  // A nested type's words change with each of its fields: those say it better.
  const isRetyped = was.type !== is.type && inner.length === 0;
  const kinds: readonly (SchemaChange['kind'] | false)[] = [
    was.name !== is.name && { is: 'renamed', from: was.name },
    isRetyped && { is: 'retyped', from: was.type },
    was.nullable !== is.nullable && { is: is.nullable ? 'made-optional' : 'made-required' },
    was.comment !== is.comment && { is: 'described' },
  ];
  return [...kinds.flatMap((kind) => (kind === false ? [] : [{ path, kind }])), ...inner];
}

function keyOf({ fieldId, name }: Column): string {
  return fieldId === undefined ? `name ${name}` : `id ${fieldId}`;
}
