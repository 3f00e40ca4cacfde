import type { Dialect } from '../dialect.js';
import type { Statement } from '../tree.js';
import { allOf, filled, pathName } from './toCopy.js';
import { type Parse, Words } from './words.js';

/**
 * A statement whose form the parser does not know, or keeps as plain text: its tokens say which tables it names, and
 * the query in it is one that the parser does know. Nothing where the tokens do not say it either.
 */
export function readByTokens(
  text: string,
  dialect: Dialect,
  at: number,
  parse: Parse,
): Statement | undefined {
  const words = new Words(text, dialect, at, parse);
  switch (words.take() ?? '') {
    case 'create':
      return create(words);
    case 'insert':
      return insert(words);
    case 'unload':
      return unload(words);
    case 'table':
      return table(words);
    case 'from':
      return fromFirst(words);
    case 'optimize':
    case 'vacuum':
    case 'analyze':
    case 'refresh':
    case 'msck':
      return upkeep(words);
    case 'begin':
      return words.rest();
    case 'end':
      return { kind: 'other', type: 'session', tables: [], queries: [], namesOnly: true };
    default:
      return undefined;
  }
}

/** `CREATE TABLE t SELECT …`, a view of a query in parentheses, a stage, the body of a procedure. */
function create(words: Words): Statement | undefined {
  const before = new Set<string>();
  let word = words.take();
  for (; word !== undefined; word = words.take()) {
    if (word === 'procedure') return words.skipTo('begin') ? words.rest() : undefined;
    if (word === 'stage') return stage(words);
    if (word === 'table' || word === 'view') break;
    before.add(word);
  }
  words.skip('if', 'not', 'exists');
  const target = words.name();
  if (target.length === 0) return undefined;
  const columns = words.list();
  if (!words.skipToBody() && !words.skipTo('select', 'with', '(')) return undefined;
  const query = words.query();
  const temporary = before.has('temp') || before.has('temporary');
  const kind = word === 'view' ? 'create-view' : 'create-table';
  return query && { kind, target, columns, temporary, query };
}

/** `TABLE t` is all of its rows. */
function table(words: Words): Statement | undefined {
  const name = words.name();
  return name.length === 0 ? undefined : { kind: 'query', query: allOf(name) };
}

/** `INSERT t SELECT …`, without `INTO`; `INSERT OVERWRITE DIRECTORY 'path' USING parquet SELECT …`. */
function insert(words: Words): Statement | undefined {
  words.skip('overwrite');
  words.skip('local');
  if (words.skip('directory')) {
    const path = words.string();
    const isThere = words.skipTo('select', 'with', 'from') || words.skipTo('(');
    const query = isThere ? words.query() : undefined;
    return query && path !== undefined ? filled(pathName(path), query) : undefined;
  }
  words.skip('into');
  words.skip('table');
  const target = words.name();
  if (target.length === 0) return undefined;
  const columns = words.list();
  if (!words.skipTo('select', 'with', '(')) return undefined;
  const query = words.query();
  return query && { kind: 'insert', target, columns, byName: false, query };
}

/** `FROM a INSERT INTO b SELECT x`: one target of several. */
function fromFirst(words: Words): Statement | undefined {
  const head = words.skipTo('insert') ? words.here() : undefined;
  if (head === undefined || !words.skip('insert')) return undefined;
  words.skip('overwrite');
  words.skip('into');
  words.skip('table');
  const target = words.name();
  if (words.skip('partition')) words.inParentheses();
  const columns = words.list();
  if (target.length === 0 || !words.skipTo('select')) return undefined;
  const query = words.queryWithout(head);
  return query && { kind: 'insert', target, columns, byName: false, query };
}

/** `UNLOAD (SELECT …) TO 'path'`; in Redshift the query is a string. */
function unload(words: Words): Statement | undefined {
  const query = words.inParentheses();
  words.skip('to');
  const path = words.string();
  return query && path !== undefined ? filled(pathName(path), query) : undefined;
}

/** `CREATE STAGE s URL = 'path'`. */
function stage(words: Words): Statement | undefined {
  words.skip('if', 'not', 'exists');
  const target = words.name();
  if (target.length === 0 || !words.skipTo('url')) return undefined;
  words.skip('url', '=');
  const path = words.string();
  return path === undefined ? undefined : filled(target, allOf(pathName(path)));
}

/** `MSCK REPAIR TABLE t`, `OPTIMIZE t`: what the table holds stays as it is. */
function upkeep(words: Words): Statement | undefined {
  words.skip('repair');
  words.skip('table');
  const name = words.name();
  if (name.length === 0) return undefined;
  return { kind: 'other', type: 'upkeep', tables: [name], queries: [], namesOnly: true };
}
