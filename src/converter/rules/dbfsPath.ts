import { unquote } from '../../sql/tokens.js';
import { enclosing, type PyNode, type PyTree } from '../../syntax/pythonNode.js';
import { decode, encode, type StringPart, textParts } from '../../syntax/pythonStrings.js';
import { isDatabricksPath, mapPath } from '../mapping.js';
import type { Finding, Rule, RuleCell } from '../rule.js';

export const dbfsPath: Rule = {
  id: 'dbfs-path',
  summary:
    'Turns mounts and `dbfs:/` paths into the S3 locations of the migration file; one that is not there becomes a parameter of the job.',
  safety: 'review',
  examples: [
    {
      before: 'raw = spark.read.parquet("/mnt/raw/orders")',
      after:
        'from lakehouse_runtime import params\n\n# COMMAND ----------\n\nraw = spark.read.parquet(f"{params.get(\'mnt_raw\')}/orders")',
    },
  ],

  *check(cell) {
    const { tree } = cell;
    if (tree === undefined) return;
    for (const node of cell.texts) {
      if (cell.isClaimed(node) || isDocumentation(node)) continue;
      const first = textParts(tree, node)?.[0];
      if (first?.kind === 'string') {
        const finding = forLiteral(tree, node, first, cell);
        if (finding !== undefined) yield finding;
      }
    }
  },

  *checkSql(statement, cell) {
    const { sql } = statement;
    for (const token of statement.tokens) {
      if (token.kind !== 'string' && token.kind !== 'name') continue;
      if (cell.isClaimed(token)) continue;
      const source = cell.cell.text.slice(token.start, token.end);
      const written = unquote(source);
      if (!isDatabricksPath(written)) continue;
      const mapped = mapPath(written, cell.migration);
      const start = token.start + 1;
      switch (mapped?.kind) {
        case 'mapped': {
          const from = plainLength(
            written,
            sql.masked.slice(start - sql.start, token.end - 1 - sql.start),
          );
          const text = mapped.to.slice(0, mapped.to.length - (written.length - from));
          const edits = [{ start, end: start + from, pieces: [text] }];
          yield { status: 'rewritten', at: token, edits };
          break;
        }
        case 'parameter': {
          const { text: params, imports } = cell.runtime('params');
          const python = `${params}.get('${mapped.name}')`;
          const edits = [{ start, end: start + mapped.prefix.length, pieces: [{ python }] }];
          yield {
            status: 'review',
            reason: 'not-in-migration-file',
            at: token,
            edits,
            asks: { imports },
          };
          break;
        }
        case 'none':
        case undefined:
          yield { status: 'manual', reason: 'no-equivalent', at: token };
      }
    }
  },
};

function forLiteral(
  tree: PyTree,
  node: PyNode,
  literal: StringPart,
  cell: RuleCell,
): Finding | undefined {
  const end = literal.holes[0]?.start ?? literal.content.end;
  const source = tree.text.slice(literal.content.start, end);
  const text = decode(source, literal.prefix);
  if (!isDatabricksPath(text)) return undefined;
  const at = { start: node.start, end: node.end };
  const { prefix, quote, content } = literal;
  const mapped = mapPath(text, cell.migration);
  // What comes after may still be a part of the mount's name: f"/mnt/raw{n}/x".
  const isOpen = end < content.end || node.type !== 'string';
  if (mapped === undefined || mapped.kind === 'none') {
    return { status: 'manual', reason: 'no-equivalent', at };
  }
  const isLocal = text.startsWith('/dbfs') || text.startsWith('file:');
  if (isLocal && !isReadByPandas(node, cell))
    return { status: 'manual', reason: 'local-file-api', at };
  if (mapped.kind === 'mapped') {
    const written = encode(mapped.to, { prefix, quote });
    const edits = [{ start: content.start, end, text: written }];
    return isLocal
      ? { status: 'review', reason: 'local-file-api', at, edits }
      : { status: 'rewritten', at, edits };
  }
  const rest = text.slice(mapped.prefix.length);
  if (isOpen && rest === '') return { status: 'manual', reason: 'dynamic-path', at };
  const { text: params, imports } = cell.runtime('params');
  const mark = quote.startsWith("'") ? '"' : "'";
  const expression = `${params}.get(${mark}${mapped.name}${mark})`;
  const until = content.start + mapped.prefix.length;
  const asks = { imports };
  const review = { status: 'review', reason: 'not-in-migration-file', at, asks } as const;
  if (prefix.includes('f')) {
    return { ...review, edits: [{ start: content.start, end: until, text: `{${expression}}` }] };
  }
  const isFilled = /[{}]/.test(tree.text.slice(content.start, content.end)) || prefix.includes('u');
  if (!isFilled) {
    return {
      ...review,
      edits: [
        { start: literal.start, end: literal.start, text: 'f' },
        { start: content.start, end: until, text: `{${expression}}` },
      ],
    };
  }
  if (node.type !== 'string') return { status: 'manual', reason: 'dynamic-path', at };
  // Braces may be filled in later: the text is joined and not formatted.
  const joined = `(${expression} + ${prefix.replace('u', '')}${quote}`;
  return {
    ...review,
    edits: [
      { start: literal.start, end: until, text: joined },
      { start: literal.end, end: literal.end, text: ')' },
    ],
  };
}

/** pandas reads S3 by itself; whoever opens a file does not. */
function isReadByPandas(node: PyNode, { tree, facts }: RuleCell): boolean {
  const call = enclosing(node, 'call');
  if (call === undefined || tree === undefined) return false;
  const callee = tree.text.slice(call.start, call.children[0]?.end ?? call.start);
  const [first = '', method = ''] = callee.split('.');
  return facts.aliases.get(first) === 'pandas'
    ? method.startsWith('read_')
    : /^to_(?:csv|parquet|json)$/.test(method);
}

function isDocumentation(node: PyNode): boolean {
  return node.parent?.type === 'expression_statement';
}

/** How much of a text comes before its first hole. */
function plainLength(written: string, masked: string): number {
  let at = 0;
  while (at < written.length && written.charAt(at) === masked.charAt(at)) at++;
  return at;
}
