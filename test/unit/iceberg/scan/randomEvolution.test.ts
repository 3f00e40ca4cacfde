import assert from 'node:assert/strict';
import fc, { type GeneratorValue } from 'fast-check';
import { toDuckDbType } from '../../../../src/iceberg/scan/duckDbType.js';
import { type Field, fieldsWithin, type IcebergType } from '../../../../src/iceberg/schema.js';
import { quoteName, quoteText } from '../../../../src/util/quote.js';
import { field, list, map, ScanTable, struct } from '../../../support/scanTable.js';

/** A value as JSON has it; a map as the record of its entries. */
type Json = null | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Draws types, their evolution and their values. */
class Draw {
  readonly #g: GeneratorValue;
  #id = 1;

  constructor(g: GeneratorValue) {
    this.#g = g;
  }

  /** A number below `end`. */
  below(end: number): number {
    return this.#g(fc.nat, end - 1);
  }

  column(): Field {
    return field(this.#next(), 'p', this.#type(3));
  }

  /** The type as it may be some changes later. The ids of what stays stay. */
  evolved(type: IcebergType): IcebergType {
    switch (type.kind) {
      case 'primitive':
        return type.name === 'int' && this.below(2) === 0
          ? { kind: 'primitive', name: 'long' }
          : type;
      case 'list':
        return { kind: 'list', element: this.#evolvedPart(type.element) };
      case 'map':
        return { kind: 'map', key: type.key, value: this.#evolvedPart(type.value) };
      case 'struct': {
        const kept = type.fields
          .filter(() => this.below(4) > 0)
          .map((inner) => this.#evolvedPart(inner));
        const added = this.below(3) === 0 || kept.length === 0 ? [this.#field(1)] : [];
        return struct(...this.#named([...kept, ...added]));
      }
    }
  }

  value(type: IcebergType): Json {
    if (this.below(5) === 0) return null;
    const some = <T>(of: () => T): readonly T[] => Array.from({ length: this.below(3) }, of);
    switch (type.kind) {
      case 'primitive':
        return type.name === 'string'
          ? (['', `it's`, '{"a": 1}'][this.below(3)] ?? '')
          : this.below(100) - 50;
      case 'list':
        return some(() => this.value(type.element.type));
      case 'map':
        return Object.fromEntries(some(() => [`k${this.below(9)}`, this.value(type.value.type)]));
      case 'struct':
        return Object.fromEntries(type.fields.map(({ name, type: of }) => [name, this.value(of)]));
    }
  }

  #evolvedPart(part: Field): Field {
    return { ...part, type: this.evolved(part.type) };
  }

  #type(depth: number): IcebergType {
    switch (depth === 0 ? this.below(2) : this.below(6)) {
      case 0:
        return { kind: 'primitive', name: 'int' };
      case 1:
        return { kind: 'primitive', name: 'string' };
      case 2:
        return list(this.#next(), this.#type(depth - 1));
      case 3:
        return map(this.#next(), 'string', this.#next(), this.#type(depth - 1));
      default: {
        const fields = Array.from({ length: 1 + this.below(3) }, () => this.#field(depth - 1));
        return struct(...this.#named(fields));
      }
    }
  }

  #field(depth: number): Field {
    return field(this.#next(), '', this.#type(depth));
  }

  /** In any order, with names that another field may have had before. */
  #named(fields: readonly Field[]): readonly Field[] {
    const names = ['a', 'b', 'c', 'd', 'e1', `"x'`];
    const shuffled: Field[] = [];
    for (const inner of fields) {
      const [name = ''] = names.splice(this.below(names.length), 1);
      shuffled.splice(this.below(shuffled.length + 1), 0, { ...inner, name });
    }
    return shuffled;
  }

  #next(): number {
    return this.#id++;
  }
}

/** What Iceberg's specification makes of a value that was written as one type and is read as another. */
function project(value: Json, from: IcebergType, to: IcebergType): Json {
  if (value === null) return null;
  if (from.kind === 'struct' && to.kind === 'struct') {
    const entries = to.fields.map(({ id, name, type }) => {
      const stored = from.fields.find((candidate) => candidate.id === id);
      const own = stored === undefined ? null : memberOf(value, stored.name);
      return [name, stored === undefined ? null : project(own, stored.type, type)] as const;
    });
    return Object.fromEntries(entries);
  }
  if (from.kind === 'list' && to.kind === 'list' && Array.isArray(value)) {
    return value.map((item: Json) => project(item, from.element.type, to.element.type));
  }
  if (from.kind === 'map' && to.kind === 'map' && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]: [string, Json]) => [
        key,
        project(item, from.value.type, to.value.type),
      ]),
    );
  }
  return value;
}

function memberOf(value: Json, name: string): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (Object.entries(value).find(([key]) => key === name)?.[1] ?? null)
    : null;
}

/** The value in DuckDB's SQL, with its type. */
function literal(value: Json, type: IcebergType): string {
  const typed = (sql: string): string => `CAST(${sql} AS ${toDuckDbType(type)})`;
  if (value === null) return typed('NULL');
  switch (type.kind) {
    case 'primitive':
      if (typeof value === 'object') throw new TypeError('not a primitive value');
      return typed(quoteText(String(value)));
    case 'list': {
      const items = Array.isArray(value) ? value : [];
      return typed(`[${items.map((item: Json) => literal(item, type.element.type)).join(', ')}]`);
    }
    case 'map': {
      const entries = Object.entries(value);
      const keys = entries.map(([key]) => quoteText(key)).join(', ');
      const values = entries.map(([, item]: [string, Json]) => literal(item, type.value.type));
      return typed(
        `map([${keys}]::VARCHAR[], [${values.join(', ')}]::${toDuckDbType(type.value.type)}[])`,
      );
    }
    case 'struct': {
      const fields = type.fields.map(
        ({ name, type: of }) => `${quoteText(name)}: ${literal(memberOf(value, name), of)}`,
      );
      return typed(`{${fields.join(', ')}}`);
    }
  }
}

/** DuckDB's notation for the ids of a field and of those within it. */
function ids({ id, name, type }: Field): string {
  const inner = fieldsWithin(type).map(ids);
  return `${quoteName(name)}: ${inner.length === 0 ? id : `{__duckdb_field_id: ${[id, ...inner].join(', ')}}`}`;
}

describe('random evolution of the fields within a column', () => {
  const table = new ScanTable();
  before(() => table.open());
  after(() => table.close());

  it('comes out as the specification says, over files of both kinds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (g) => {
        const draw = new Draw(g);
        const old = draw.column();
        const now = { ...old, type: draw.evolved(old.type) };
        const [first, second] = [draw.value(old.type), draw.value(now.type)];
        const dataFiles = [
          await table.write(
            `SELECT 1 AS n, ${literal(first, old.type)} AS p`,
            `{n: 900, ${ids(old)}}`,
          ),
          await table.write(
            `SELECT 2 AS n, ${literal(second, now.type)} AS p`,
            `{n: 900, ${ids(now)}}`,
          ),
        ];
        const sql = await table.sql({ fields: [field(900, 'n', 'int'), now], dataFiles });
        const { rows } = await table.duckdb.rows(`SELECT to_json(p) FROM (${sql}) ORDER BY n`);
        const read = rows.map(([json]) => (json == null ? null : (JSON.parse(json) as unknown)));
        assert.deepEqual(read, [project(first, old.type, now.type), second]);
      }),
      { numRuns: 60 },
    );
  }).timeout(60_000);
});
