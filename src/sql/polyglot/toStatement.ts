import type { Name, OtherStatement, Query, Statement } from '../tree.js';
import { toDelete, toMerge, toUpdate } from './toChange.js';
import { allOf, filled, pathName, toCopy } from './toCopy.js';
import {
  isJson,
  isTableRef,
  json,
  type Json,
  list,
  type Mapping,
  nodeOf,
  splitName,
  text,
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
    case 'pivot':
      return toSelect(value, inner, mapping);
    case 'create_table':
      return toCreateTable(value, inner, mapping);
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
    case 'merge':
      return toMerge(inner, mapping) ?? other('command', value, mapping);
    case 'update':
      return toUpdate(inner, mapping) ?? other('command', value, mapping);
    case 'delete':
      return toDelete(inner, mapping) ?? other('command', value, mapping);
    case 'copy':
      return toCopy(inner, mapping) ?? other('ddl', value, mapping);
    case 'load_data': {
      const table = json(json(inner['table'])['table']);
      return filled(toTableName(table, mapping), allOf(pathName(text(inner['inpath']))));
    }
    case 'cache':
      return toCache(value, inner, mapping);
    case 'use':
      return toUse(inner, mapping);
    case 'drop_table':
    case 'drop_view':
    case 'truncate':
    case 'alter_table':
      return toLifecycle(node.kind, inner, mapping);
    case 'create_function':
    case 'drop_function':
      return { kind: 'other', type: 'ddl', tables: [], queries: [], namesOnly: true };
    default:
      return other(otherType(node.kind, inner), value, mapping);
  }
}

/** `SELECT … INTO t` makes a table; in a set operation the first branch says so. */
function toSelect(value: unknown, inner: Json, mapping: Mapping): Statement {
  const query = mapping.query(value);
  let first = inner;
  for (let left = nodeOf(first['left']); left !== undefined; left = nodeOf(first['left'])) {
    first = left.value;
  }
  const into = json(json(json(first['into'])['this'])['table']);
  if (!isTableRef(into)) return { kind: 'query', query };
  return filled(toTableName(into, mapping), query);
}

/** `AS SELECT`, `CLONE`; without rows of others it is no more than a name and columns. */
function toCreateTable(value: unknown, inner: Json, mapping: Mapping): Statement {
  const target = toTableName(json(inner['name']), mapping);
  const { clone_source: source } = inner;
  if (isTableRef(source)) return filled(target, allOf(toTableName(source, mapping)));
  if (!isJson(inner['as_select'])) return other('ddl', value, mapping);
  return {
    kind: 'create-table',
    target,
    columns: columnNames(inner['columns'], mapping),
    temporary: inner['temporary'] === true,
    query: mapping.query(inner['as_select']),
  };
}

/** Spark's `CACHE TABLE t AS SELECT …` is a view of the session. */
function toCache(value: unknown, inner: Json, mapping: Mapping): Statement {
  const name = toName(inner['table'], mapping);
  if (name === undefined || !isJson(inner['query'])) return other('upkeep', value, mapping);
  const query = mapping.query(inner['query']);
  return { kind: 'create-view', target: [name], columns: [], temporary: true, query };
}

function toUse(inner: Json, mapping: Mapping): Statement {
  const name = toName(inner['this'], mapping);
  const kind = text(inner['kind']).toLowerCase();
  const level = kind === 'catalog' || kind === 'schema' ? kind : 'default';
  return { kind: 'use', level, name: name === undefined ? [] : splitName(name) };
}

function toLifecycle(kind: string, inner: Json, mapping: Mapping): Statement {
  const tables = (values: readonly unknown[]): readonly (readonly Name[])[] =>
    values.filter(isTableRef).map((table) => toTableName(table, mapping));
  if (kind !== 'alter_table') {
    const change = kind === 'truncate' ? 'truncate' : 'drop';
    const all = tables([...list(inner['names']), inner['name'], inner['table']]);
    return { kind: 'lifecycle', change, tables: all };
  }
  const [action] = list(inner['actions']).map(json);
  const { RenameTable: renamed, SwapWith: swapped } = action ?? {};
  return {
    kind: 'lifecycle',
    change: isTableRef(renamed) ? 'rename' : isTableRef(swapped) ? 'swap' : 'alter',
    tables: tables([inner['name'], renamed, swapped]),
  };
}

function toInsert(value: unknown, inner: Json, mapping: Mapping): Statement {
  const query = insertQuery(inner, mapping);
  if (query === undefined || !isTableRef(inner['table'])) return other('insert', value, mapping);
  // What it does not know of a query, the parser keeps as plain text.
  if (query.body.kind === 'unknown') return other('command', value, mapping);
  const path = text(json(inner['directory'])['path']);
  if (path !== '') return filled(pathName(path), query);
  // `WITH … INSERT` and `INSERT … WITH` mean the same.
  const withClause = json(inner['with']);
  const outer = isJson(inner['with'])
    ? mapping.query({ select: { with: withClause, expressions: [] } })
    : undefined;
  return {
    kind: 'insert',
    target: toTableName(inner['table'], mapping),
    columns: toNames(inner['columns'], mapping),
    byName: inner['by_name'] === true,
    query: {
      ...query,
      ctes: [...(outer?.ctes ?? []), ...query.ctes],
      recursive: query.recursive || outer?.recursive === true,
    },
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
      if (/^(?:refresh|cache|uncache|analyze|comment)/.test(kind)) return 'upkeep';
      return /^(?:create|drop|alter|undrop|copy|clone)/.test(kind) ? 'ddl' : 'command';
  }
}

function other(type: OtherStatement, value: unknown, mapping: Mapping): Statement {
  const tables: (readonly Name[])[] = [];
  const queries: Query[] = [];
  collectOf(value, false);
  const namesOnly = type === 'upkeep' || (type === 'inspect' && !isSummary(value));
  return { kind: 'other', type, tables: isOfFunction(value) ? [] : tables, queries, namesOnly };

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

/** `SUMMARIZE t` reads what it tells of; `DESCRIBE` and `SHOW` do not. */
function isSummary(value: unknown): boolean {
  return nodeOf(value)?.kind === 'summarize';
}

/** `DESCRIBE FUNCTION abs` has its name where a table's would be. */
function isOfFunction(value: unknown): boolean {
  return text(nodeOf(value)?.value['kind']).toUpperCase() === 'FUNCTION';
}
