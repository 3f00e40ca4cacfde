import type { Field, IcebergType } from '../../src/iceberg/schema.js';

/** Ids, names and types, those within too, as `oracle/shapes.py` writes them. */
export function fieldShape({ id, name, required, type }: Field): readonly unknown[] {
  return [id, name, required, typeShape(type)];
}

function typeShape(type: IcebergType): unknown {
  switch (type.kind) {
    case 'primitive':
      return type.name;
    case 'struct':
      return { struct: type.fields.map(fieldShape) };
    case 'list':
      return { list: fieldShape(type.element) };
    case 'map':
      return { map: [fieldShape(type.key), fieldShape(type.value)] };
  }
}
