import type { UnknownReason } from '../../sql/resolve/resolution.js';
import type { Expression, Name } from '../../sql/tree.js';
import type { PyNode } from '../../syntax/pythonNode.js';
import type { BoundColumn, Code, Frame } from './frame.js';
import type { Unit } from './unit.js';

/** What a piece of Python stands for, as far as lineage goes. */
export type Value =
  | Frame
  | Grouped
  | MissingValues
  | ColumnValue
  | WindowSpec
  | TextValue
  | ListValue
  | DictValue
  | Scalar
  | PathValue
  | FunctionValue
  | ClassValue
  | Instance
  | Method
  | Reader
  | Writer
  | TableHandle
  | Merge
  | Either
  | Unknown;

/** What can not be told, and the frames that have a part in it. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly reason: UnknownReason;
  readonly frames: readonly Frame[];
}

/** One of several, by the branch that runs. */
export interface Either {
  readonly kind: 'either';
  readonly of: readonly Value[];
}

export interface Grouped {
  readonly kind: 'grouped';
  readonly frame: Frame;
  readonly keys: readonly ColumnValue[];
  readonly pivot?: {
    readonly column: ColumnValue;
    /** Missing where they are what the data has. */
    readonly values?: readonly string[];
  };
  /** Of pandas: the columns that were chosen of the groups. */
  readonly chosen?: readonly ColumnValue[];
  /** Keys become the index, and are columns no longer. */
  readonly keysAreIndex: boolean;
}

/** `df.na`. */
export interface MissingValues {
  readonly kind: 'missing';
  readonly frame: Frame;
}

export interface ColumnValue {
  readonly kind: 'column';
  readonly expression: Expression;
  readonly aliases: readonly Name[];
  /** What Spark calls it where it has no alias. */
  readonly label?: string | undefined;
  readonly bound: readonly BoundColumn[];
  readonly code: Code | undefined;
  /** Rows are made of it: how its columns are called where it has no alias. */
  readonly makes?: readonly string[];
  /** `*`, `a.*`. */
  readonly star?: readonly Name[];
  /** A `when` that can go on. */
  readonly isOpenCase?: boolean;
}

export interface WindowSpec {
  readonly kind: 'window';
  readonly partitionBy: readonly ColumnValue[];
  readonly orderBy: readonly ColumnValue[];
}

/** A text of known pieces and holes. */
export interface TextValue {
  readonly kind: 'text';
  readonly pieces: readonly TextPiece[];
}

export interface TextPiece {
  /** Of a hole: the expression in it. */
  readonly text: string;
  readonly isHole: boolean;
  /** Where it stands, character by character, in the code. */
  readonly at?: { readonly unit: number; readonly start: number };
}

export interface ListValue {
  readonly kind: 'list';
  readonly items: readonly Value[];
  /** Nothing else is in it. */
  readonly isWhole: boolean;
}

export interface DictValue {
  readonly kind: 'dict';
  readonly entries: readonly (readonly [Value, Value])[];
  readonly isWhole: boolean;
}

export interface Scalar {
  readonly kind: 'scalar';
  readonly value: number | boolean | null;
}

/** A module, or something in one: `pyspark.sql.functions`, `spark.read`. */
export interface PathValue {
  readonly kind: 'path';
  readonly name: string;
}

export interface FunctionValue {
  readonly kind: 'function';
  readonly node: PyNode;
  readonly unit: Unit;
  readonly scope: Scope;
  readonly self?: Instance;
}

export interface ClassValue {
  readonly kind: 'class';
  readonly name: string;
  readonly members: ReadonlyMap<string, Value>;
  readonly bases: readonly ClassValue[];
}

export interface Instance {
  readonly kind: 'instance';
  readonly of: ClassValue;
  readonly attributes: Map<string, Value>;
}

/** What names mean somewhere. */
export interface Scope {
  get(name: string): Value | undefined;
  set(name: string, value: Value): void;
}

/** `df.select`, not called yet. */
export interface Method {
  readonly kind: 'method';
  readonly of: Value;
  readonly name: string;
  readonly word: PyNode;
}

export interface Reader {
  readonly kind: 'reader';
  readonly format?: string;
  readonly options: ReadonlyMap<string, Value>;
  readonly schema?: readonly string[];
}

export interface Writer {
  readonly kind: 'writer';
  readonly frame: Frame;
  readonly format?: string;
  readonly mode?: string;
  readonly options: ReadonlyMap<string, Value>;
  /** Of `writeTo`. */
  readonly table?: Value;
  readonly each?: Value;
}

/** A table of Delta or Iceberg that code can change. */
export interface TableHandle {
  readonly kind: 'table';
  readonly name: TableName;
  readonly alias?: Name;
}

export interface TableName {
  readonly parts: readonly Name[];
  /** Files at a path, and no table of a catalog. */
  readonly isPath?: boolean;
  /** The table itself is only known when the code runs. */
  readonly isParameter: boolean;
}

export interface Merge {
  readonly kind: 'merge';
  readonly target: TableHandle;
  readonly source: Frame;
  readonly condition: Value | undefined;
  readonly clauses: readonly MergeClause[];
  readonly pending?: Value | undefined;
}

export interface MergeClause {
  readonly kind: 'update' | 'insert' | 'delete';
  readonly condition?: Value | undefined;
  /** `all` from the column of the same name. */
  readonly assignments: Value | 'all' | undefined;
}

export function unknown(reason: UnknownReason, ...of: readonly Value[]): Unknown {
  return { kind: 'unknown', reason, frames: of.flatMap(framesIn) };
}

/** The frames that a value holds, so that what becomes of it is never lost. */
export function framesIn(value: Value): readonly Frame[] {
  if (value.kind === 'frame') {
    return [value];
  }
  if (value.kind === 'grouped' || value.kind === 'missing' || value.kind === 'writer') {
    return [value.frame];
  }
  if (value.kind === 'unknown') {
    return value.frames;
  }
  if (value.kind === 'either') {
    return value.of.flatMap(framesIn);
  }
  if (value.kind === 'list') {
    return value.items.flatMap(framesIn);
  }
  if (value.kind === 'dict') {
    return value.entries.flatMap(([, each]) => framesIn(each));
  }
  return [];
}

/** A text without holes. */
export function plainText(value: Value | undefined): string | undefined {
  if (value?.kind !== 'text' || value.pieces.some(({ isHole }) => isHole)) return undefined;
  return value.pieces.map(({ text }) => text).join('');
}

export function textOfPieces({ pieces }: TextValue): string {
  return pieces.map(({ text, isHole }) => (isHole ? `{${text}}` : text)).join('');
}

export function textValue(text: string): TextValue {
  return { kind: 'text', pieces: [{ text, isHole: false }] };
}

export function listOf(items: readonly Value[]): ListValue {
  return { kind: 'list', items, isWhole: true };
}

export const none: Scalar = { kind: 'scalar', value: null };

/** More ways than these through a program are not told apart. */
const maxWays = 8;

/** Each thing that a value may be. */
export function waysOf(value: Value): readonly Value[] {
  return value.kind === 'either' ? value.of : [value];
}

/** One of several; more than a few are not told apart. */
export function either(values: readonly Value[]): Value {
  const ways = [...new Set(values.flatMap(waysOf))];
  const [only] = ways;
  if (ways.length === 1 && only !== undefined) return only;
  return ways.length <= maxWays ? { kind: 'either', of: ways } : unknown('branches', ...ways);
}
