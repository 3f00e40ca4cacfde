import type { Name, Query, Statement } from '../tree.js';
import { emptySelect, plainStar } from './emptySelect.js';
import { json, type Json, list, type Mapping, nodeOf, text, toTableName } from './node.js';

/** Rows that go to a file, a stage or a table as they are: the name of a file is its path. */
export function toCopy(inner: Json, mapping: Mapping): Statement | undefined {
  const [file] = list(inner['files']);
  const [own, other] = [inner['this'], file].map((value) => toPlace(value, mapping));
  if (own === undefined || other === undefined) return undefined;
  const isInto = inner['kind'] === true;
  const [from, to] = isInto ? [other, own] : [own, other];
  return to.kind === 'name' ? filled(to.name, toRows(from)) : undefined;
}

/** A table that is made of the rows of a query, as far as lineage goes. */
export function filled(target: readonly Name[], query: Query): Statement {
  return { kind: 'create-table', target, columns: [], temporary: false, query };
}

/** A path as the name of what lies there. */
export function pathName(path: string): readonly Name[] {
  return [{ text: path, quoted: true }];
}

/** `SELECT * FROM name`. */
export function allOf(name: readonly Name[]): Query {
  return {
    ctes: [],
    recursive: false,
    orderBy: [],
    limited: false,
    body: {
      ...emptySelect,
      outputs: [plainStar],
      from: [{ relation: { kind: 'table', name, columnAliases: [], sampled: false } }],
    },
  };
}

type Place =
  | { readonly kind: 'name'; readonly name: readonly Name[] }
  | { readonly kind: 'query'; readonly query: Query };

function toRows(place: Place): Query {
  return place.kind === 'query' ? place.query : allOf(place.name);
}

function toPlace(value: unknown, mapping: Mapping): Place | undefined {
  const node = nodeOf(value);
  if (node === undefined) return undefined;
  const named = (name: readonly Name[]): Place => ({ kind: 'name', name });
  switch (node.kind) {
    case 'literal':
      return named(pathName(text(node.value['value'])));
    case 'table':
      return named(toTableName(node.value, mapping));
    case 'identifier':
      return named(pathName(text(node.value['name'])));
    case 'column':
      return named(pathName(text(json(node.value['name'])['name'])));
    case 'subquery':
    case 'select':
      return { kind: 'query', query: mapping.query(value) };
    default:
      return undefined;
  }
}
