import type { Name, OtherStatement, Query, Statement } from '../tree.js';
import {
  isJson,
  isTableRef,
  json,
  type Json,
  list,
  type Mapping,
  nodeOf,
  toName,
  toNames,
  toTableName,
} from './node.js';
import { toRow } from './toQuery.js';

/** One statement of the parser's. */
export function toStatement(value: unknown, mapping: Mapping): Statement {
  const node = nodeOf(value);
  const inner = node?.value ?? {};
  if (node === undefined) return other('command', value, mapping);
  switch (node.kind) {
    case 'select':
    case 'union':
    case 'intersect':
    case 'except':
    case 'values':
    case 'subquery':
      return json(inner)['into'] === undefined || inner['into'] === null
        ? { kind: 'query', query: mapping.query(value) }
        : other('ddl', value, mapping);
    case 'create_table':
      return isJson(inner['as_select'])
        ? {
            kind: 'create-table',
            target: toTableName(json(inner['name']), mapping),
            columns: columnNames(inner['columns'], mapping),
            temporary: inner['temporary'] === true,
            query: mapping.query(inner['as_select']),
          }
        : other('ddl', value, mapping);
    case 'create_view':
      return {
        kind: 'create-view',
        target: toTableName(json(inner['name']), mapping),
        columns: columnNames(inner['columns'], mapping),
        temporary: inner['temporary'] === true,
        query: mapping.query(inner['query']),
      };
    case 'insert':
      return toInsert(value, inner, mapping);
    default:
      return other(otherType(node.kind, inner), value, mapping);
  }
}

function toInsert(value: unknown, inner: Json, mapping: Mapping): Statement {
  const query = insertQuery(inner, mapping);
  if (query === undefined || !isTableRef(inner['table'])) return other('insert', value, mapping);
  // `WITH … INSERT` and `INSERT … WITH` mean the same.
  const withClause = json(inner['with']);
  const outer = isJson(inner['with'])
    ? mapping.query({ select: { with: withClause, expressions: [] } }).ctes
    : [];
  return {
    kind: 'insert',
    target: toTableName(inner['table'], mapping),
    columns: toNames(inner['columns'], mapping),
    byName: inner['by_name'] === true,
    query: { ...query, ctes: [...outer, ...query.ctes] },
  };
}

function insertQuery(inner: Json, mapping: Mapping): Query | undefined {
  if (isJson(inner['query'])) return mapping.query(inner['query']);
  if (isJson(inner['source'])) return mapping.query(inner['source']);
  const rows = list(inner['values']);
  if (rows.length === 0) return undefined;
  return {
    ctes: [],
    recursive: false,
    body: { kind: 'values', rows: rows.map((row) => toRow(row, mapping)) },
    orderBy: [],
    limited: false,
  };
}

/** `(a, b COMMENT 'x')`: names alone, or names in definitions. */
function columnNames(columns: unknown, mapping: Mapping): readonly Name[] {
  return list(columns).flatMap((column) => {
    const name = json(column)['name'];
    return toName(isJson(name) ? name : column, mapping) ?? [];
  });
}

function otherType(kind: string, inner: Json): OtherStatement {
  switch (kind) {
    case 'merge':
    case 'update':
    case 'delete':
      return kind;
    case 'describe':
      return nodeOf(inner['target'])?.kind === 'table' ? 'inspect' : 'explain';
    case 'show':
    case 'summarize':
      return 'inspect';
    case 'use':
    case 'set_statement':
    case 'transaction':
    case 'commit':
    case 'rollback':
      return 'session';
    default:
      return /^(?:create|drop|alter|undrop|truncate|comment|refresh|cache|uncache|copy|analyze|load_data|clone)/.test(
        kind,
      )
        ? 'ddl'
        : 'command';
  }
}

function other(type: OtherStatement, value: unknown, mapping: Mapping): Statement {
  const tables: (readonly Name[])[] = [];
  const queries: Query[] = [];
  collectOf(value, false);
  return { kind: 'other', type, tables, queries };

  function collectOf(item: unknown, top: boolean): void {
    if (Array.isArray(item)) {
      for (const each of item) collectOf(each, true);
      return;
    }
    if (!isJson(item)) return;
    if (isTableRef(item)) {
      tables.push(toTableName(item, mapping));
      return;
    }
    const kind = nodeOf(item)?.kind;
    if (top && (kind === 'select' || kind === 'union' || kind === 'subquery')) {
      queries.push(mapping.query(item));
      return;
    }
    for (const each of Object.values(item)) collectOf(each, true);
  }
}
