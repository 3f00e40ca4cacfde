import { init, parse } from '@polyglot-sql/sdk/manual';
import type { Span } from '../../util/span.js';
import { createToSpan } from '../codePoints.js';
import type { Dialect } from '../dialect.js';
import type { ParsedStatement, SqlParser } from '../parser.js';
import { tablesByTokens } from '../tablesByTokens.js';
import { tokenize } from '../tokens.js';
import type { Statement } from '../tree.js';
import { readByTokens } from './byTokens.js';
import { maskText } from './maskText.js';
import { isJson, type Mapping } from './node.js';
import { toQuery } from './toQuery.js';
import { toStatement } from './toStatement.js';

/** Readies the parser library in this process, once: it stays in memory, some 150 MB of it, until the process ends. */
export async function createParser(wasm: Uint8Array): Promise<SqlParser> {
  await init({ wasmUrl: wasm });
  return { parse: parseStatement };
}

/** One statement, which must be alone in its text. Never throws. */
function parseStatement(text: string, dialect: Dialect, at: number): ParsedStatement {
  const parsed = parseOnce(text, dialect, at);
  if (parsed.kind === 'problem' || isPlainText(parsed.statement)) {
    const isTooDeep = parsed.kind === 'problem' && parsed.code === 'too-deep';
    const statement = isTooDeep ? undefined : readByTokens(text, dialect, at, parseStatement);
    if (statement !== undefined) return { kind: 'statement', statement };
    return parsed.kind === 'problem'
      ? { ...parsed, tables: tablesByTokens(text, dialect, at) }
      : parsed;
  }
  if (parsed.statement.kind !== 'query') return parsed;
  const body = parsed.statement.query.ctes.length > 0 ? undefined : lostBody(text, dialect);
  if (body === undefined) return parsed;
  // The parser forgets a `WITH` before parentheses: its CTEs are read before a body that it keeps.
  const head = parseOnce(`${text.slice(0, body)}SELECT 1`, dialect, at);
  if (head.kind === 'problem' || head.statement.kind !== 'query') return head;
  const { ctes, recursive } = head.statement.query;
  const query = { ...parsed.statement.query, ctes, recursive };
  return { kind: 'statement', statement: { kind: 'query', query } };
}

/** Whether the parser knew no more of a statement than its text. */
function isPlainText(statement: Statement): boolean {
  return statement.kind === 'other' && statement.type === 'command';
}

/** Where the body of a query that begins with `WITH` starts: after the parentheses of its last CTE. */
function lostBody(text: string, dialect: Dialect): number | undefined {
  const tokens = tokenize(text, dialect).filter((token) => token.kind !== 'comment');
  const [first] = tokens;
  if (first === undefined || text.slice(first.start, first.end).toLowerCase() !== 'with') {
    return undefined;
  }
  let depth = 0;
  let closed = false;
  for (const token of tokens) {
    const source = text.slice(token.start, token.end);
    // After `)`, a CTE goes on with `AS` or a comma; anything else is the body.
    if (closed && depth === 0 && source !== ',' && source.toLowerCase() !== 'as')
      return token.start;
    if (source === '(') depth++;
    else if (source === ')') depth--;
    closed = source === ')';
  }
  return undefined;
}

function parseOnce(text: string, dialect: Dialect, at: number): ParsedStatement {
  const everything: Span = { start: at, end: at + text.length };
  const toSpan = createToSpan(text, at);
  try {
    const result = parse(maskText(text, dialect), dialect);
    if (!result.success) {
      const { errorStart, errorEnd, error = 'no statement' } = result;
      const found =
        errorStart === undefined || errorEnd === undefined
          ? everything
          : toSpan({ firstPoint: errorStart, endPoint: errorEnd });
      return {
        kind: 'problem',
        code: error.includes('E_GUARD') ? 'too-deep' : 'syntax',
        message: error,
        span: found.end > found.start ? found : everything,
        tables: [],
      };
    }
    if (result.ast.length !== 1) {
      return {
        kind: 'problem',
        code: 'syntax',
        message: 'not one statement',
        span: everything,
        tables: [],
      };
    }
    const mapping: Mapping = {
      span(value) {
        if (!isJson(value)) return undefined;
        const { start, end } = value;
        if (typeof start !== 'number' || typeof end !== 'number' || end <= start) return undefined;
        return toSpan({ firstPoint: start, endPoint: end });
      },
      hasSets: /\b(?:union|intersect|except|minus)\b/i.test(text),
      query: (value) => toQuery(value, mapping),
    };
    return { kind: 'statement', statement: toStatement(result.ast[0], mapping) };
  } catch (error) {
    // A stack that is full, or a library that traps: the text is too much for it, and that is what we know.
    return {
      kind: 'problem',
      code: 'too-deep',
      message: String(error),
      span: everything,
      tables: [],
    };
  }
}
