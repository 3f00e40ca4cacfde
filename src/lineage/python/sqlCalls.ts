import { createOutputText } from '../../sql/outputText.js';
import { resolveQuery } from '../../sql/resolve/queries.js';
import { resolve } from '../../sql/resolve/resolve.js';
import type { ColumnRef, IndirectRef, Lineage, Resolution } from '../../sql/resolve/resolution.js';
import type { ResolvedItem, Run } from '../../sql/resolve/run.js';
import { splitStatements } from '../../sql/split.js';
import type { Output, Query, Statement } from '../../sql/tree.js';
import type { Span } from '../../util/span.js';
import {
  column,
  dialect,
  emptyFrame,
  type Frame,
  type FrameColumn,
  newId,
  vagueFrame,
} from './frame.js';
import type { Machine } from './machine.js';
import { hasHole, outputInCode, type SqlText, sqlText, usesInCode, withHoles } from './sqlText.js';
import { type TextValue, unknown, type Value } from './value.js';

type WithHoles = ReturnType<typeof sqlText>;

/** `spark.sql(…)`: a query is a frame; any other statement is said as it would be in a file of SQL. */
export function runSql(value: TextValue, at: Span, api: Frame['api'], machine: Machine): Value {
  const sql = sqlText(value, at, machine);
  const [statement] = splitStatements(sql.text, dialect);
  if (statement === undefined) return unknown('syntax');
  const parsed = machine.parser.parse(statement.text, dialect, statement.start);
  if (parsed.kind === 'statement' && parsed.statement.kind === 'query') {
    return queryFrame(parsed.statement.query, sql, api, at, machine);
  }
  const resolution = resolve(parsed, dialect, machine.session.schema, machine.session.qualify);
  if (parsed.kind === 'statement') machine.session.after(named(parsed.statement, sql), resolution);
  const span = sql.toCode(statement);
  machine.say({ span, resolution: inCode(resolution, sql, statement) });
  return vagueFrame([], api, 'unsupported-statement');
}

/** `USE {catalog}` counts for the names after it as the code has it. */
function named(statement: Statement, { holes }: WithHoles): Statement {
  if (statement.kind !== 'use') return statement;
  const name = statement.name.map((part) => ({ ...part, text: withHoles(part.text, holes) }));
  return { ...statement, name };
}

function queryFrame(
  query: Query,
  sql: WithHoles,
  api: Frame['api'],
  at: Span,
  machine: Machine,
): Frame {
  const outer = machine.run();
  const from = machine.tables.length;
  const run: Run = {
    ...outer,
    uses: [],
    unknowns: [],
    query: (inner, around) => resolveQuery(inner, around, run),
  };
  const { items, influences } = resolveQuery(query, { scope: undefined, ctes: new Map() }, run);
  nameHoles(machine, from, sql);
  for (const use of usesInCode(run.uses, sql)) machine.use(use);
  for (const { reason, span, name } of run.unknowns) {
    // The placeholder of a hole is a column that nobody has.
    if (name !== undefined && hasHole(name)) continue;
    const place = span === undefined ? machine.span(at) : sql.toCode(span);
    outer.unknowns.push({ reason, span: place, ...(name === undefined ? {} : { name }) });
  }
  const tables = Array.from({ length: machine.tables.length - from }, (_, index) => from + index);
  machine.readAll(tables);
  const isOpenHole =
    items.some(
      (item) => item.kind === 'column' && item.name !== undefined && hasHole(item.name.text),
    ) || [...influences, ...items.flatMap(refsOf)].some(({ field }) => hasHole(field));
  if (sql.holes.length > 0 && isOpenHole) machine.note('parameter', at);
  const known = items.filter(
    (item) => item.kind === 'open' || item.name === undefined || !hasHole(item.name.text),
  );
  const frame: Frame = {
    ...emptyFrame(api, known.length < items.length ? 'parameter' : undefined),
    columns: known.map((item) => toColumn(item, sql, machine)),
    influences: influences.filter(({ field }) => !hasHole(field)),
    tables,
  };
  return frame;
}

function refsOf(item: ResolvedItem): readonly ColumnRef[] {
  return item.kind === 'open' ? [] : [...item.lineage.direct, ...item.lineage.indirect];
}

function toColumn(item: ResolvedItem, sql: WithHoles, machine: Machine): FrameColumn {
  if (item.kind === 'open') {
    const { tables, except } = item;
    return { kind: 'open', tables, except, id: newId(), qualifier: [] };
  }
  const { name, lineage, span } = item;
  const place = span === undefined ? undefined : sql.toCode(span);
  if (place === undefined || !machine.isHome) return column(name, withoutHoles(lineage));
  // Of a plain column the name says it all.
  const made = lineage.direct.some(({ transformation }) => transformation !== 'identity');
  const text = made && span !== undefined ? expressionText(sql.text, span) : undefined;
  return column(name, withoutHoles(lineage), {
    unit: machine.homeId,
    ...place,
    text: withHoles(text ?? machine.text(place), sql.holes),
  });
}

function expressionText(sql: string, alias: Span): string | undefined {
  return createOutputText(sql, dialect)(alias);
}

function withoutHoles({ direct, indirect }: Lineage): Lineage {
  return {
    direct: direct.filter(({ field }) => !hasHole(field)),
    indirect: indirect.filter(({ field }) => !hasHole(field)),
  };
}

/** Tables whose names hold a hole are called as the code has it. */
function nameHoles(machine: Machine, from: number, sql: WithHoles): void {
  for (let at = from; at < machine.tables.length; at++) {
    const table = machine.tables[at];
    if (table !== undefined) machine.tables[at] = tableInCode(table, sql);
  }
}

function tableInCode(
  table: Resolution['tables'][number],
  sql: WithHoles,
): Resolution['tables'][number] {
  const { name, span, isParameter, ...rest } = table;
  const last = name.at(-1) ?? '';
  const isWhole = isParameter === true && (!hasHole(name.join('.')) || /^__h\d+_$/.test(last));
  return {
    ...rest,
    name: name.map((part) => withHoles(part, sql.holes)),
    ...(span === undefined ? {} : { span: sql.toCode(span) }),
    ...(isWhole ? { isParameter } : {}),
  };
}

/** A statement of SQL as one of the code around it. */
function inCode(resolution: Resolution, sql: WithHoles, whole: Span): Resolution {
  const kept = (refs: readonly IndirectRef[]): readonly IndirectRef[] =>
    refs.filter(({ field }) => !hasHole(field));
  const outputText = createOutputText(sql.text, dialect);
  return {
    ...resolution,
    tables: resolution.tables.map((table) => tableInCode(table, sql)),
    outputs: resolution.outputs
      .filter((output) => output.kind === 'star' || !hasHole(output.target ?? output.name ?? ''))
      .map((output) => {
        if (output.kind === 'star') return output;
        const isMade = output.direct.some(({ transformation }) => transformation !== 'identity');
        const text = isMade && output.span ? outputText(output.span) : undefined;
        return outputInCode(
          {
            ...output,
            ...withoutHoles(output),
            ...(text === undefined ? {} : { expression: withHoles(text, sql.holes) }),
          },
          sql,
        );
      }),
    influences: kept(resolution.influences),
    uses: usesInCode(resolution.uses, sql),
    unknowns: resolution.unknowns.map(({ reason, span = whole, name }) => ({
      reason: name !== undefined && hasHole(name) ? 'parameter' : reason,
      span: sql.toCode(span),
      ...(name === undefined ? {} : { name: withHoles(name, sql.holes) }),
    })),
  };
}

/** The outputs that a text of SQL means in a select list: `a`, `sum(b) AS c`, `*`. */
export function sqlOutputs(
  value: TextValue,
  at: Span,
  machine: Machine,
): { readonly outputs: readonly Output[]; readonly sql: SqlText } | undefined {
  const sql = sqlText(value, at, machine);
  const before = 'SELECT ';
  const parsed = machine.parser.parse(before + sql.text, dialect, -before.length);
  const statement: Statement | undefined =
    parsed.kind === 'statement' ? parsed.statement : undefined;
  const body = statement?.kind === 'query' ? statement.query.body : undefined;
  if (body?.kind !== 'select' || body.from.length > 0) {
    machine.note('syntax', at);
    return undefined;
  }
  return { outputs: body.outputs, sql };
}
