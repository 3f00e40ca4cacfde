import type { PartitionField, PartitionSpec } from '../metadata.js';
import type { Field, Schema } from '../schema.js';
import { parseTransform, transformedType } from '../transform.js';

/** A partition field with what its values are stored by. */
export interface NumberedField extends PartitionField {
  readonly fieldId: number;
  /** The primitive type of its values. */
  readonly type: string;
}

export interface NumberedSpec {
  readonly id: number;
  readonly fields: readonly NumberedField[];
}

/** Before the first id of a partition field. */
export const lastColumnPartitionId = 999;

/**
 * Gives partition fields their ids. A field that is in several specs has the same in each, as the
 * specification wants it: readers put the tuples of all specs together by it.
 */
export function numberSpecs(
  specs: readonly PartitionSpec[],
  schemas: readonly Schema[],
): readonly NumberedSpec[] {
  const known = specs.flatMap(({ fields }) => fields).map(toKey);
  const keys = [...new Set(known)];
  return specs.map(({ id, fields }) => ({
    id,
    fields: fields.map((field) => ({
      ...field,
      fieldId: lastColumnPartitionId + 1 + keys.indexOf(toKey(field)),
      type: resultType(field.transform, sourceType(field.sourceId, schemas)),
    })),
  }));
}

function toKey({ sourceId, name, transform }: PartitionField): string {
  return JSON.stringify([sourceId, transform, name]);
}

function resultType(transform: string, source: string): string {
  // Days are numbers; Iceberg's own writers have them as dates.
  return transform === 'day' ? 'date' : transformedType(parseTransform(transform), source);
}

/** As the newest schema has it that still has the column. */
function sourceType(id: number, schemas: readonly Schema[]): string {
  for (const { fields } of [...schemas].reverse()) {
    const type = findField(fields, id)?.type;
    if (type?.kind === 'primitive') return type.name;
  }
  throw new Error(`no primitive column ${id} to partition by`);
}

/** A column, or a field within structs, by its id. */
export function findField(fields: readonly Field[], id: number): Field | undefined {
  for (const field of fields) {
    if (field.id === id) return field;
    const inner = field.type.kind === 'struct' ? findField(field.type.fields, id) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}
