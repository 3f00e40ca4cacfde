import { applyEdits, type Edit, overlap } from '../syntax/edits.js';
import { resolveName } from '../syntax/pythonNames.js';
import type { Span } from '../util/span.js';
import type { Facts } from './facts.js';
import type { Migration } from './migration.js';
import { calledName, type ParsedCell } from './parsedCell.js';
import type {
  Asks,
  Finding,
  Reason,
  Rule,
  RuleCell,
  SqlChanges,
  SqlFinding,
  Status,
} from './rule.js';
import { literalEdits, piecesLiteral } from './sqlEncode.js';
import { type SqlEdit, type SqlStatement, type SqlText, statementsOf } from './sqlText.js';

/** A finding of a rule, its edits done or dropped. */
export interface CellFinding {
  readonly rule: string;
  readonly status: Status;
  readonly reason: Reason | undefined;
  readonly at: Span;
}

export interface ConvertedCell {
  readonly text: string;
  readonly edits: readonly Edit[];
  readonly findings: readonly CellFinding[];
  readonly asks: readonly Asks[];
}

/** What rules need to know beyond the cell. */
export interface Surroundings {
  readonly facts: Facts;
  readonly migration: Migration;
  readonly locations: ReadonlyMap<string, string>;
  /** Findings that a person has rejected: they are reported and nothing is changed. */
  readonly isRejected: (rule: string, at: Span) => boolean;
}

/** Lets every rule look at a cell, in their order, and applies what they found in one pass. */
export function convertCell(
  parsed: ParsedCell,
  sqlTexts: readonly SqlText[],
  rules: readonly Rule[],
  surroundings: Surroundings,
): ConvertedCell {
  const run = new CellRun(parsed, sqlTexts, surroundings);
  for (const rule of rules) run.applySql(rule);
  for (const rule of rules) run.apply(rule);
  return run.finish();
}

class CellRun {
  readonly #parsed: ParsedCell;
  readonly #surroundings: Surroundings;
  readonly #cell: RuleCell;
  readonly #edits: Edit[] = [];
  readonly #sqlEdits: { readonly sql: SqlText; readonly edit: SqlEdit }[] = [];
  readonly #then = new Map<SqlStatement, SqlChanges['then']>();
  readonly #findings: CellFinding[] = [];
  readonly #asks: Asks[] = [];

  constructor(parsed: ParsedCell, sqlTexts: readonly SqlText[], surroundings: Surroundings) {
    this.#parsed = parsed;
    this.#surroundings = surroundings;
    this.#cell = this.#ruleCell(sqlTexts.flatMap(statementsOf));
  }

  applySql(rule: Rule): void {
    if (rule.checkSql === undefined) return;
    for (const statement of this.#cell.statements) {
      for (const finding of rule.checkSql(statement, this.#cell)) {
        this.#acceptSql(rule, statement, finding);
      }
    }
  }

  apply(rule: Rule): void {
    if (rule.check === undefined) return;
    for (const finding of rule.check(this.#cell)) this.#accept(rule, finding);
  }

  finish(): ConvertedCell {
    const { text } = this.#parsed.cell;
    this.#literalEdits(text);
    const eol = text.includes('\r\n') ? '\r\n' : '\n';
    const edits =
      eol === '\n'
        ? this.#edits
        : this.#edits.map((edit) => ({ ...edit, text: edit.text.replace(/\r?\n/g, eol) }));
    return {
      text: applyEdits(text, edits).text,
      edits,
      findings: this.#findings,
      asks: this.#asks,
    };
  }

  #accept(rule: Rule, finding: Finding): void {
    if (!('edits' in finding)) {
      this.#report(rule, finding);
      return;
    }
    if (this.#surroundings.isRejected(rule.id, finding.at)) {
      this.#findings.push({ rule: rule.id, status: 'manual', reason: undefined, at: finding.at });
      return;
    }
    if (finding.edits.some((edit) => this.#isTaken(edit))) {
      this.#report(rule, { status: 'manual', reason: 'overlap', at: finding.at });
      return;
    }
    this.#edits.push(...finding.edits);
    if (finding.asks !== undefined) this.#asks.push(finding.asks);
    this.#report(rule, finding);
  }

  #acceptSql(rule: Rule, statement: SqlStatement, finding: SqlFinding): void {
    if (!('edits' in finding)) {
      this.#report(rule, finding);
      return;
    }
    const { sql } = statement;
    const taken = finding.edits.some((edit) =>
      this.#sqlEdits.some((other) => other.sql === sql && touches(edit, other.edit)),
    );
    const added = finding.edits.map((edit) => ({ sql, edit }));
    const all = [...this.#sqlEdits, ...added].filter((other) => other.sql === sql);
    const fits =
      sql.literals === undefined ||
      literalEdits(
        this.#parsed.cell.text,
        sql,
        all.map(({ edit }) => edit),
      ) !== undefined;
    const hasRoom = finding.then === undefined || this.#roomAfter(statement) !== undefined;
    if (taken || !fits || !hasRoom) {
      const reason = taken ? 'overlap' : 'dynamic-argument';
      this.#report(rule, { status: 'manual', reason, at: finding.at });
      return;
    }
    this.#sqlEdits.push(...added);
    if (finding.then !== undefined) this.#then.set(statement, finding.then);
    if (finding.asks !== undefined) this.#asks.push(finding.asks);
    this.#report(rule, finding);
  }

  /** What begins a line after this one, where a further statement can follow: the call is a statement of its own. */
  #roomAfter({ sql }: SqlStatement): { readonly at: number; readonly before: string } | undefined {
    const { text } = this.#parsed.cell;
    if (sql.literals === undefined) return { at: sql.end, before: '' };
    const statement = sql.call?.parent;
    if (sql.call === undefined || statement?.type !== 'expression_statement') return undefined;
    const lineStart = text.lastIndexOf('\n', statement.start - 1) + 1;
    const indent = text.slice(lineStart, statement.start);
    const callee = sql.call.children[0];
    if (indent.trim() !== '' || callee === undefined) return undefined;
    return { at: statement.end, before: `\n${indent}${text.slice(callee.start, callee.end)}` };
  }

  #literalEdits(text: string): void {
    for (const [statement, then] of this.#then) {
      const room = this.#roomAfter(statement);
      if (statement.sql.literals === undefined || room === undefined) continue;
      const added = then.map((pieces) => `${room.before}(${piecesLiteral(pieces)})`).join('');
      this.#edits.push({ start: room.at, end: room.at, text: added });
    }
    for (const sql of new Set(this.#sqlEdits.map((entry) => entry.sql))) {
      if (sql.literals === undefined) continue;
      const own = this.#sqlEdits.filter((entry) => entry.sql === sql).map(({ edit }) => edit);
      for (const edit of literalEdits(text, sql, own) ?? []) {
        if (!this.#isTaken(edit)) this.#edits.push(edit);
      }
    }
  }

  #report(
    { id }: Rule,
    finding: { readonly status: Status; readonly reason?: Reason; readonly at: Span },
  ): void {
    this.#findings.push({
      rule: id,
      status: finding.status,
      reason: finding.reason,
      at: { start: finding.at.start, end: finding.at.end },
    });
  }

  #isTaken(edit: Span): boolean {
    return this.#edits.some((other) => touches(edit, other));
  }

  #ruleCell(statements: readonly SqlStatement[]): RuleCell {
    const { cell, tree, calls, texts, names } = this.#parsed;
    const { facts, migration, locations } = this.#surroundings;
    const named = calls.map((call) => ({ call, name: calledName(call, facts.aliases) }));
    return {
      cell,
      tree,
      facts,
      migration,
      locations,
      texts,
      names: names.map(({ node, written }) => ({
        node,
        name: resolveName(written, facts.aliases),
      })),
      statements,
      calls: (wanted) =>
        named
          .filter(({ name }) => name === wanted || name?.startsWith(`${wanted}.`))
          .map(({ call }) => call),
      methodCalls: (method) => calls.filter((call) => call.method === method),
      sqlChanges: (statement) => ({
        edits: this.#sqlEdits
          .map(({ edit }) => edit)
          .filter(({ start, end }) => start >= statement.start && end <= statement.end),
        then: this.#then.get(statement) ?? [],
      }),
      isClaimed: (span) =>
        this.#edits.some((edit) => overlap(edit, span)) ||
        this.#sqlEdits.some(({ edit }) => overlap(edit, span)),
      runtime: (name) => {
        const meaning = facts.aliases.get(name);
        const isOurs = meaning === `lakehouse_runtime.${name}`;
        return facts.bound.has(name) && !isOurs
          ? { text: `lakehouse_runtime.${name}`, imports: ['import lakehouse_runtime'] }
          : { text: name, imports: [`from lakehouse_runtime import ${name}`] };
      },
    };
  }
}

/** Whether two edits cannot both be applied; insertions at one place can. */
function touches(a: Span, b: Span): boolean {
  if (a.start === a.end || b.start === b.end) return a.start < b.end && b.start < a.end;
  return overlap(a, b);
}
