import { leadingMagic } from '../notebook.js';
import type { Rule, RuleCell } from '../rule.js';
import { piecesLiteral, sqlLiteral } from '../sqlEncode.js';
import { Words } from '../sqlTables.js';
import type { SqlEdit, SqlStatement } from '../sqlText.js';

export const magicSql: Rule = {
  id: 'magic-sql',
  summary:
    'Runs a SQL cell through `spark.sql`, statement by statement; what returns rows is displayed.',
  safety: 'safe',
  examples: [
    {
      before: '# MAGIC %sql\n# MAGIC SELECT 1',
      after:
        'from lakehouse_runtime import display\n\n# COMMAND ----------\n\ndisplay(spark.sql("SELECT 1"))',
    },
  ],

  *check(cell) {
    const { text, language } = cell.cell;
    if (language !== 'sql') return;
    const magic = leadingMagic(text);
    const from = cell.cell.magic === undefined ? 0 : (magic?.rest ?? 0);
    const { statements } = cell;
    const lines: string[] = [];
    const imports = new Set<string>();
    let undeclared = false;
    let at = from;
    for (const [i, statement] of statements.entries()) {
      lines.push(...comments(text.slice(at, statement.start)));
      const parameters = parameterEdits(statement, cell, imports);
      undeclared ||= parameters.some(({ declared }) => !declared);
      const changes = cell.sqlChanges(statement);
      const edits = [...changes.edits, ...parameters.map(({ edit }) => edit)];
      const literal = sqlLiteral(text, statement, edits);
      const call = `spark.sql(${literal}${argumentsOf(statement, cell, imports)})`;
      const isLast = i === statements.length - 1;
      const keeps = cell.facts.usesSqlResult && isLast;
      if (changes.edits.length === 0 && hasRows(new Words(statement))) {
        const { text: display, imports: needed } = cell.runtime('display');
        needed.forEach((line) => imports.add(line));
        lines.push(keeps ? `_sqldf = ${call}` : `${display}(${call})`);
        if (keeps) lines.push(`${display}(_sqldf)`);
      } else {
        lines.push(keeps ? `_sqldf = ${call}` : call);
      }
      for (const pieces of changes.then) lines.push(`spark.sql(${piecesLiteral(pieces)})`);
      at = statement.end;
    }
    lines.push(...comments(text.slice(at)));
    yield {
      status: undeclared ? 'review' : 'rewritten',
      ...(undeclared ? { reason: 'parameter-not-declared' as const } : {}),
      at:
        magic === undefined || cell.cell.magic === undefined
          ? { start: 0, end: text.length }
          : magic,
      edits: [{ start: 0, end: text.length, text: lines.join('\n') }],
      asks: { imports: [...imports] },
    };
  },
};

/** `${day}`, `$day` and `getArgument("day")`: text that Databricks puts in from a widget. */
function parameterEdits(
  statement: SqlStatement,
  cell: RuleCell,
  imports: Set<string>,
): readonly { readonly edit: SqlEdit; readonly declared: boolean }[] {
  const { text } = cell.cell;
  const found: { edit: SqlEdit; declared: boolean }[] = [];
  const add = (start: number, end: number, name: string): void => {
    // A name with dots is a setting of Spark, which fills those in itself.
    if (name.includes('.') || start < statement.start) return;
    const changed = cell
      .sqlChanges(statement)
      .edits.some((edit) => start < edit.end && edit.start < end);
    if (changed) return;
    const { text: params, imports: needed } = cell.runtime('params');
    needed.forEach((line) => imports.add(line));
    const python = `${params}.get('${name}')`;
    found.push({ edit: { start, end, pieces: [{ python }] }, declared: isDeclared(name, cell) });
  };
  const source = text.slice(statement.start, statement.end);
  // Inside strings too: Databricks fills in the text before it is parsed.
  for (const { 0: all, 1: name = '', index } of source.matchAll(/\$\{\s*([\w.-]+)\s*\}/g)) {
    add(statement.start + index, statement.start + index + all.length, name);
  }
  for (const token of statement.tokens) {
    const written = text.slice(token.start, token.end);
    const name = token.kind === 'parameter' ? /^\$([A-Za-z_]\w*)$/.exec(written)?.[1] : undefined;
    if (name !== undefined) add(token.start, token.end, name);
  }
  return found;
}

/** `:day` becomes a named parameter of `spark.sql`. */
function argumentsOf(statement: SqlStatement, cell: RuleCell, imports: Set<string>): string {
  const names = new Set<string>();
  for (const token of statement.tokens) {
    if (token.kind !== 'parameter') continue;
    const name = /^:([A-Za-z_]\w*)$/.exec(cell.cell.text.slice(token.start, token.end))?.[1];
    if (name !== undefined) names.add(name);
  }
  if (names.size === 0) return '';
  const { text: params, imports: needed } = cell.runtime('params');
  needed.forEach((line) => imports.add(line));
  return `, args={${[...names].map((name) => `"${name}": ${params}.get("${name}")`).join(', ')}}`;
}

function isDeclared(name: string, { facts, migration }: RuleCell): boolean {
  return facts.widgets.has(name) || migration.parameters.has(name);
}

function hasRows(words: Words): boolean {
  const first = words.text(0).toUpperCase();
  return (
    first === '(' ||
    ['SELECT', 'WITH', 'SHOW', 'DESCRIBE', 'DESC', 'VALUES', 'EXPLAIN', 'TABLE'].includes(first)
  );
}

/** What stands between statements: comments of SQL become those of Python. */
function comments(between: string): readonly string[] {
  return between
    .split(/\r?\n/)
    .map((line) => line.replace(/^[\s;]*/, '').trimEnd())
    .filter((line) => line !== '')
    .map((line) => `# ${line.replace(/^--\s?/, '')}`);
}
