import { type JsonAt, member, optional, parseJson, toInt, toItems, toText } from '../json.js';
import type { TableMetadata } from '../metadata.js';
import type { ParquetField, ParquetType } from './parquetSchema.js';

/** The ids of fields by name, for files that have none. */
export interface NameMapping {
  readonly byName: ReadonlyMap<string, MappedField>;
}

interface MappedField {
  readonly id?: number;
  readonly inside: NameMapping;
}

const property = 'schema.name-mapping.default';

/** The mapping that a table's properties have, if they do. */
export function nameMappingOf({
  properties,
  file,
}: Pick<TableMetadata, 'file' | 'properties'>): NameMapping | undefined {
  const text = properties[property];
  return text === undefined ? undefined : parseFields({ ...parseJson(text, file), path: property });
}

/** Fields with the ids that a mapping gives them. What it does not name stays without. */
export function withMappedIds(
  fields: readonly ParquetField[],
  { byName }: NameMapping,
): readonly ParquetField[] {
  return fields.map(({ name, type }) => {
    const mapped = byName.get(name);
    if (mapped === undefined) return { name, type };
    return {
      name,
      ...(mapped.id === undefined ? {} : { id: mapped.id }),
      type: withIdsInside(type, mapped.inside),
    };
  });
}

function withIdsInside(type: ParquetType, mapping: NameMapping): ParquetType {
  switch (type.kind) {
    case 'primitive':
    case 'other':
      return type;
    case 'struct':
      return { kind: 'struct', fields: withMappedIds(type.fields, mapping) };
    case 'list':
      return { kind: 'list', element: withPartId(type.element, 'element', mapping) };
    case 'map':
      return {
        kind: 'map',
        key: withPartId(type.key, 'key', mapping),
        value: withPartId(type.value, 'value', mapping),
      };
  }
}

/** Parts of lists and maps have a name of their own in a mapping, whatever the file calls them. */
function withPartId(part: ParquetField, name: string, mapping: NameMapping): ParquetField {
  const [mapped] = withMappedIds([{ ...part, name }], mapping);
  return mapped ?? part;
}

function parseFields(at: JsonAt): NameMapping {
  const byName = new Map<string, MappedField>();
  for (const item of toItems(at)) {
    const id = optional(member(item, 'field-id'), toInt);
    const inside = optional(member(item, 'fields'), parseFields) ?? { byName: new Map() };
    for (const name of toItems(member(item, 'names'))) {
      byName.set(toText(name), { ...(id === undefined ? {} : { id }), inside });
    }
  }
  return { byName };
}
