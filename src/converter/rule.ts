import type { Edit } from '../syntax/edits.js';
import type { PyNode, PyTree } from '../syntax/pythonNode.js';
import type { Span } from '../util/span.js';
import type { Facts } from './facts.js';
import type { Migration } from './migration.js';
import type { Cell } from './notebook.js';
import type { NamedCall } from './parsedCell.js';
import type { SqlEdit, SqlPiece, SqlStatement } from './sqlText.js';

/**
 * What became of a construct: `unchanged` is right on the target as it is, `helper` calls `lakehouse_runtime`,
 * `review` was rewritten though a stated condition could not be proved, `manual` was left as it was.
 */
export type Status = 'unchanged' | 'rewritten' | 'helper' | 'review' | 'manual' | 'unparsed';

/** Why a person should look. The host and the rule pages have the sentences. */
export type Reason =
  | 'absolute-path'
  | 'already-converted'
  | 'dynamic-argument'
  | 'dynamic-path'
  | 'guessed-table'
  | 'library-on-cluster'
  | 'local-file-api'
  | 'location-dropped'
  | 'no-equivalent'
  | 'not-a-notebook'
  | 'not-in-migration-file'
  | 'options-differ'
  | 'other-language'
  | 'overlap'
  | 'parameter-not-declared'
  | 'registers-path'
  | 'retention-differs'
  | 'schema-evolution'
  | 'split-chain'
  | 'syntax'
  | 'unknown-construct'
  | 'unsupported-arguments'
  | 'unsupported-clause';

interface FindingBase {
  /** The construct that was found, in the cell's text. */
  readonly at: Span;
}

export type Finding = FindingBase &
  (
    | {
        readonly status: 'rewritten' | 'helper' | 'review';
        readonly reason?: Reason;
        readonly edits: readonly Edit[];
        readonly asks?: Asks;
      }
    | { readonly status: 'manual'; readonly reason: Reason }
    | { readonly status: 'unchanged' }
  );

/** What the new text needs before the first cell. The engine adds each thing once, at the end. */
export interface Asks {
  readonly imports?: readonly string[];
  /** Namespaces that a table is now made in, and that a path did not need. */
  readonly namespaces?: readonly string[];
}

export type SqlFinding = FindingBase &
  (
    | {
        readonly status: 'rewritten' | 'helper' | 'review';
        readonly reason?: Reason;
        readonly edits: readonly SqlEdit[];
        /** Statements that are to run right after this one. */
        readonly then?: readonly (readonly SqlPiece[])[];
        readonly asks?: Asks;
      }
    | { readonly status: 'manual'; readonly reason: Reason }
    | { readonly status: 'unchanged' }
  );

/** What a rule sees of one cell. No disk, no network, no settings. */
export interface RuleCell {
  readonly cell: Cell;
  /** Of a Python cell that could be parsed. */
  readonly tree: PyTree | undefined;
  readonly facts: Facts;
  readonly migration: Migration;
  /** Paths that the notebook itself gives a table's name to: `CREATE TABLE … LOCATION`. */
  readonly locations: ReadonlyMap<string, string>;
  /** Calls whose dotted name, aliases undone, is this one or begins with it and a dot. */
  calls(name: string): readonly NamedCall[];
  /** Calls of a method with this name on whatever. */
  methodCalls(name: string): readonly NamedCall[];
  readonly texts: readonly PyNode[];
  readonly names: readonly { readonly node: PyNode; readonly name: string }[];
  /** SQL of a SQL cell, or of the texts that are given to `spark.sql`. */
  readonly statements: readonly SqlStatement[];
  /** What SQL rules made of a statement; for the rule that turns a SQL cell into Python. */
  sqlChanges(statement: SqlStatement): SqlChanges;
  /** Whether an earlier rule already rewrites a part of this stretch. */
  isClaimed(span: Span): boolean;
  /** How to write a name of `lakehouse_runtime`: under another import where the notebook has that name itself. */
  runtime(name: string): { readonly text: string; readonly imports: readonly string[] };
}

export interface SqlChanges {
  readonly edits: readonly SqlEdit[];
  readonly then: readonly (readonly SqlPiece[])[];
}

export interface Example {
  readonly before: string;
  readonly after: string;
}

/** One rule. Pure and total: findings from what it sees, never a throw, no knowledge of another rule. */
export interface Rule {
  /** Names the thing that is found, never the remedy. Printed in reports and used in suppressions: never changed. */
  readonly id: string;
  readonly summary: string;
  /** `safe`: the same behaviour on every input. */
  readonly safety: 'safe' | 'review';
  readonly examples: readonly [Example, ...Example[]];
  check?(cell: RuleCell): Iterable<Finding>;
  checkSql?(statement: SqlStatement, cell: RuleCell): Iterable<SqlFinding>;
}
