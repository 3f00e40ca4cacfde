import { lineageOf } from '../../sql/resolve/expressions.js';
import { influences } from '../../sql/resolve/lineage.js';
import type { IndirectRef, Influence, Lineage } from '../../sql/resolve/resolution.js';
import type { Expression, LiteralType, Name } from '../../sql/tree.js';
import type { Span } from '../../util/span.js';
import {
  type Code,
  column,
  type Frame,
  type FrameColumn,
  isNamed,
  keyOf,
  plainName,
  scopeOf,
} from './frame.js';
import type { Machine } from './machine.js';
import { expressionInCode, nameInCode, opaque } from './respan.js';
import { sqlOutputs } from './sqlCalls.js';
import { type ColumnValue, plainText, type TextValue, textOfPieces, type Value } from './value.js';

/** A value where Spark takes a column or the name of one. */
export function toColumn(value: Value, at: Span, machine: Machine): ColumnValue {
  return value.kind === 'text' ? named(value, at, machine) : toOperand(value, at, machine);
}

/** A value where Spark takes a column, or anything else as a literal. */
export function toOperand(value: Value, at: Span, machine: Machine): ColumnValue {
  if (value.kind === 'column') {
    return value;
  }
  if (value.kind === 'text') {
    return literal(textOfPieces(value), 'string', at, machine);
  }
  if (value.kind === 'scalar') {
    return literal(
      String(value.value),
      typeof value.value === 'number' ? 'number' : 'other',
      at,
      machine,
    );
  }
  if (value.kind === 'list') {
    const items = value.items.map((item) => toOperand(item, at, machine));
    return combined(call('array', 'function', items), items, at, machine);
  }
  if (value.kind === 'either') {
    const ways = value.of.map((way) => toOperand(way, at, machine));
    return combined(
      opaque(
        'either',
        ways.map(({ expression }) => expression),
      ),
      ways,
      at,
      machine,
    );
  }
  // What a program computes of its own is a literal to the frame.
  return literal('', 'other', at, machine);
}

function literal(text: string, type: LiteralType, at: Span, machine: Machine): ColumnValue {
  return plain({ kind: 'literal', text, type }, machine.code(at), text);
}

export function plain(expression: Expression, code: Code | undefined, label?: string): ColumnValue {
  return {
    kind: 'column',
    expression,
    aliases: [],
    bound: [],
    code,
    ...(label === undefined ? {} : { label }),
  };
}

/** A column made of others. */
export function combined(
  expression: Expression,
  of: readonly ColumnValue[],
  at: Span,
  machine: Machine,
  label?: string,
): ColumnValue {
  return { ...plain(expression, machine.code(at), label), bound: of.flatMap(({ bound }) => bound) };
}

export function call(
  name: string,
  kind: 'operator' | 'cast' | 'function' | 'aggregate',
  of: readonly ColumnValue[],
): Expression {
  return { kind: 'call', name, class: kind, arguments: of.map(({ expression }) => expression) };
}

/** `"a"`, `"t.a"`, "`a.b`", `"*"` as Spark reads the name of a column. */
export function named(value: TextValue, at: Span, machine: Machine): ColumnValue {
  const text = plainText(value);
  if (text === undefined) {
    machine.note('parameter', at, textOfPieces(value));
    return plain(opaque('hole'), machine.code(at));
  }
  const parts = nameParts(value, text, machine);
  const code = machine.code(at);
  if (parts.at(-1)?.text === '*') {
    return { ...plain({ kind: 'star' }, code), star: parts.slice(0, -1) };
  }
  return plain({ kind: 'column', parts }, code, parts.at(-1)?.text);
}

/** The parts of a name with dots, each with its place where the code has it letter by letter. */
export function nameParts(value: TextValue, text: string, machine: Machine): readonly Name[] {
  const [only, ...others] = value.pieces;
  const isHere =
    others.length === 0 && only?.at?.unit === machine.homeId && machine.isHome
      ? only.at
      : undefined;
  const parts = [...text.matchAll(/`((?:[^`]|``)*)`|[^.`]+/g)].map((match): Name => {
    const [whole, quoted] = match;
    const start = (isHere?.start ?? 0) + match.index + (quoted === undefined ? 0 : 1);
    const inner = quoted ?? whole;
    return {
      text: quoted?.replaceAll('``', '`') ?? whole.trim(),
      quoted: quoted !== undefined,
      ...(isHere === undefined ? {} : { span: { start, end: start + inner.length } }),
    };
  });
  return parts.length > 0 ? parts : [plainName(text)];
}

/** What a text of SQL gives in a select list; nothing where it can not be read. */
export function sqlColumns(value: TextValue, at: Span, machine: Machine): readonly ColumnValue[] {
  const found = sqlOutputs(value, at, machine);
  if (found === undefined) return [plain(opaque('syntax'), machine.code(at))];
  const { outputs, sql } = found;
  const code = machine.code(at);
  return outputs.map((output): ColumnValue => {
    if (output.kind === 'star') return { ...plain({ kind: 'star' }, code), star: output.qualifier };
    const expression = expressionInCode(output.expression, sql);
    const label =
      expression.kind === 'column'
        ? expression.parts.at(-1)?.text
        : outputs.length === 1
          ? callLabel(plainText(value) ?? '')
          : undefined;
    const aliases = output.aliases.map((alias) => nameInCode(alias, sql));
    return { ...plain(expression, code, label), aliases };
  });
}

/** What Spark calls a call of one function; of other expressions it writes the text anew. */
function callLabel(text: string): string | undefined {
  return /^\w+\(\w+\)$/.test(text) ? text.toLowerCase() : undefined;
}

/** What a column's value is made of, over a frame. Names without a meaning are facts of the statement. */
export function lineageIn(frame: Frame, value: ColumnValue, machine: Machine): Lineage {
  return lineageOf(value.expression, scopeOf(frame, value.bound), machine.run());
}

/** The columns that decide, by what is asked of them. */
export function influencesIn(
  frame: Frame,
  values: readonly ColumnValue[],
  influence: Influence,
  machine: Machine,
): readonly IndirectRef[] {
  return values.flatMap((value) => influences(lineageIn(frame, value, machine), influence));
}

/** The columns that entries of a select list give. */
export function projected(
  frame: Frame,
  values: readonly ColumnValue[],
  machine: Machine,
): readonly FrameColumn[] {
  return values.flatMap((value) => outputsOf(frame, value, machine));
}

function outputsOf(frame: Frame, value: ColumnValue, machine: Machine): readonly FrameColumn[] {
  const { star, aliases, makes, code, label } = value;
  if (star !== undefined) {
    const found = starred(frame, value);
    // The fields of a value, or an alias that nobody gave.
    if (found.length === 0 && code !== undefined) {
      machine.note('schema-missing', code, [...star.map(({ text }) => text), '*'].join('.'));
    }
    return found;
  }
  const lineage = lineageIn(frame, value, machine);
  const names =
    aliases.length > 0
      ? aliases
      : (makes?.map(plainName) ?? [label === undefined ? undefined : plainName(label)]);
  if (aliases.length === 0 && value.expression.kind === 'column') {
    const own = columnItself(frame, value);
    const qualifier = openQualifier(frame, value.expression.parts);
    return own === undefined
      ? names.map((name) => ({ ...column(name, lineage, code), qualifier }))
      : [own];
  }
  for (const { span, text } of aliases) {
    if (span !== undefined)
      machine.use({ span, meaning: { kind: 'value', name: text, ...lineage } });
  }
  return names.map((name) => column(name, lineage, code));
}

/** Every column, or those of one alias. */
export function starred(frame: Frame, { star = [], bound }: ColumnValue): readonly FrameColumn[] {
  const [own] = bound;
  if (own !== undefined) return own.items;
  return star.length === 0
    ? frame.columns
    : frame.columns.filter((each) => isQualified(each, star));
}

function isQualified({ qualifier: own }: FrameColumn, qualifier: readonly Name[]): boolean {
  const tail = own.slice(-qualifier.length);
  return (
    tail.length === qualifier.length &&
    tail.every((part, at) => {
      const other = qualifier[at];
      return other !== undefined && keyOf(part) === keyOf(other);
    })
  );
}

/** A column of the only table whose columns are not known keeps the name of that table before its own. */
function openQualifier(frame: Frame, parts: readonly Name[]): readonly Name[] {
  const before = parts.slice(0, -1);
  const [only, ...others] = frame.columns.filter(
    (each) => each.kind === 'open' && (before.length === 0 || isQualified(each, before)),
  );
  return only === undefined || others.length > 0 ? [] : only.qualifier;
}

/** A column that a frame has, where the value is just that: it stays what it is. */
function columnItself(frame: Frame, { expression, bound }: ColumnValue): FrameColumn | undefined {
  if (expression.kind !== 'column') return undefined;
  const { parts } = expression;
  const name = parts.at(-1);
  if (name === undefined) return undefined;
  const [first] = parts;
  const from = bound.find(({ key }) => key === first?.text);
  const before = parts.slice(0, -1);
  const found = frame.columns.filter(
    (each) =>
      isNamed(each, name.text) &&
      (from !== undefined
        ? from.items.some(({ id }) => id === each.id)
        : before.length === 0 || isQualified(each, before)),
  );
  return found.length === 1 ? found[0] : undefined;
}

/** `df.x` and `df["x"]`: the column that this frame calls so. */
export function columnOf(frame: Frame, name: Name, code: Code): ColumnValue {
  const items = frame.columns.filter((each) => each.kind === 'open' || isNamed(each, name.text));
  const same = items.filter(({ kind }) => kind === 'column');
  const found = same.length > 0 ? same : items;
  const [first] = found;
  if (first === undefined || found.length > 1 || frame.unknown !== undefined) {
    return plain({ kind: 'column', parts: [name] }, code, name.text);
  }
  const key = `\0${first.id}`;
  const value = plain({ kind: 'column', parts: [plainName(key), name] }, code, name.text);
  return { ...value, bound: [{ key, items: [first] }] };
}
