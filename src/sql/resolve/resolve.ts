import type { Dialect } from '../dialect.js';
import type { ParsedStatement } from '../parser.js';
import type { Name, Query, Statement } from '../tree.js';
import { withFilters } from './askOf.js';
import { resolveChange } from './change.js';
import { isRead } from './origins.js';
import { resolveQuery } from './queries.js';
import type { OutputColumn, Resolution, SchemaLookup, StatementType } from './resolution.js';
import { addTable, type ResolvedItem, type Run } from './run.js';

/** What a parsed statement means. Never throws: what can not be told is among `unknowns`. */
export function resolve(
  parsed: ParsedStatement,
  dialect: Dialect,
  schema: SchemaLookup,
  qualify: Run['qualify'] = (name) => name,
): Resolution {
  const run: Run = {
    dialect,
    schema,
    qualify,
    written: new Set(),
    onWritten: () => undefined,
    within: { cte: undefined },
    tables: [],
    tableWithin: [],
    uses: [],
    unknowns: [],
    asked: [],
    cteNames: new Set(),
    query: (query, outer) => resolveQuery(query, outer, run),
  };
  if (parsed.kind === 'problem') return unreadable(parsed.code, run, parsed);
  try {
    return resolveStatement(parsed.statement, run);
  } catch (error) {
    // Names nested so deeply that the stack is full.
    if (error instanceof RangeError) return unreadable('too-deep', run);
    throw error;
  }
}

/** No column is known of it, and of tables what its words say. */
function unreadable(
  reason: 'syntax' | 'too-deep',
  run: Run,
  problem?: Extract<ParsedStatement, { kind: 'problem' }>,
): Resolution {
  const bare: Run = { ...run, tables: [], tableWithin: [], uses: [], unknowns: [] };
  const named = problem?.tables ?? [];
  const all = named.map(({ name, role }) => addTable(bare, name, role));
  const target = all.find((at) => bare.tables[at]?.role === 'write');
  const { span } = problem ?? {};
  return {
    type: 'unreadable',
    readsOnly: false,
    tables: bare.tables,
    outputs: [],
    influences: [],
    uses: bare.uses,
    unknowns: [{ reason, ...(span === undefined ? {} : { span }) }],
    ...(target === undefined ? {} : { target }),
  };
}

function resolveStatement(statement: Statement, run: Run): Resolution {
  switch (statement.kind) {
    case 'query': {
      const { items, influences } = run.query(statement.query, outermost);
      const readsOnly = isReading(statement.query);
      return answer(run, 'query', { readsOnly, outputs: items.map(toOutput), influences });
    }
    case 'create-table':
    case 'create-view': {
      const target = addTable(run, statement.target, 'write');
      const { items, influences } = run.query(statement.query, outermost);
      const outputs = items.map((item, at) => intoNew(toOutput(item), statement.columns[at]));
      noteTargets(run, items, outputs, target);
      return answer(run, statement.kind, {
        target,
        outputs,
        influences,
        ...(statement.temporary ? { isTemporary: true } : {}),
      });
    }
    case 'insert': {
      const target = addTable(run, statement.target, 'write');
      const { items, influences } = run.query(statement.query, outermost);
      const outputs = intoExisting(statement, items, target, run);
      return answer(run, 'insert', { target, outputs, influences });
    }
    case 'change': {
      const { target, others, outputs, influences } = resolveChange(statement, run);
      return answer(run, statement.type, {
        target,
        outputs,
        influences,
        ...(others.length === 0 ? {} : { otherTargets: others }),
      });
    }
    case 'lifecycle':
      return resolveLifecycle(statement, run);
    case 'use':
      return answer(run, 'session', {});
    case 'other':
      return resolveOther(statement, run);
  }
}

const outermost = { scope: undefined, ctes: new Map() } as const;

function answer(run: Run, type: StatementType, rest: Partial<Resolution>): Resolution {
  const { uses, unknowns } = run;
  return {
    type,
    readsOnly: false,
    tables: withFilters(run).map((table, at) =>
      isRead(run.tableWithin[at]) ? table : { ...table, isUnread: true },
    ),
    outputs: [],
    influences: [],
    uses: [...uses].sort((a, b) => a.span.start - b.span.start),
    unknowns,
    ...rest,
  };
}

/** The new name of a renamed table is what is written; of swapped ones both are. */
function resolveLifecycle(
  { change, tables }: Extract<Statement, { kind: 'lifecycle' }>,
  run: Run,
): Resolution {
  const all = tables.map((name, at) =>
    addTable(run, name, change === 'rename' && at === 0 ? 'read' : 'write'),
  );
  const [target, ...others] = change === 'rename' ? all.slice(1) : all;
  return answer(run, 'lifecycle', {
    lifecycle: change,
    ...(target === undefined ? {} : { target }),
    ...(others.length === 0 ? {} : { otherTargets: others }),
  });
}

function resolveOther(statement: Extract<Statement, { kind: 'other' }>, run: Run): Resolution {
  const { type, namesOnly } = statement;
  const changesFirst = !['upkeep', 'explain', 'inspect', 'session'].includes(type);
  const tables = statement.tables.map((name, at) => {
    const index = addTable(run, name, changesFirst && at === 0 ? 'write' : 'read');
    const use = run.tables[index];
    if (namesOnly && use !== undefined) run.tables[index] = { ...use, isOnlyNamed: true };
    return index;
  });
  for (const query of statement.queries) run.query(query, outermost);
  if (changesFirst && !namesOnly) {
    run.unknowns.push({ reason: 'unsupported-statement', name: type });
  }
  const target = changesFirst ? tables[0] : undefined;
  const readsOnly =
    type === 'inspect' || (type === 'explain' && statement.queries.every(isReading));
  return answer(run, type, { readsOnly, ...(target === undefined ? {} : { target }) });
}

/** Whether nothing in a query can write: a part that we can not read might. */
function isReading(query: Query): boolean {
  const { body } = query;
  if (!query.ctes.every((cte) => isReading(cte.query))) return false;
  switch (body.kind) {
    case 'select':
    case 'values':
      return true;
    case 'nested':
      return isReading(body.query);
    case 'set':
      return isReading(body.left) && isReading(body.right);
    case 'unknown':
      return false;
  }
}

function toOutput(item: ResolvedItem): OutputColumn {
  if (item.kind === 'open') {
    return { kind: 'star', tables: item.tables, except: [...item.except] };
  }
  const { name, lineage, span } = item;
  return {
    kind: 'column',
    ...(name === undefined ? {} : { name: name.text }),
    ...(span === undefined ? {} : { span }),
    ...lineage,
  };
}

/** A new table's columns have the names of its list, or else of its query. */
function intoNew(output: OutputColumn, listed: Name | undefined): OutputColumn {
  if (output.kind === 'star') return output;
  const target = listed?.text ?? output.name;
  return target === undefined ? output : { ...output, target };
}

/** A table that is there takes columns by place, from its list or its schema, or by name where that is asked for. */
function intoExisting(
  { columns, byName }: Extract<Statement, { kind: 'insert' }>,
  items: readonly ResolvedItem[],
  target: number,
  run: Run,
): readonly OutputColumn[] {
  const listed = columns.map((column) => column.text);
  const places = listed.length > 0 ? listed : byName ? undefined : run.tables[target]?.columns;
  let isPlaced = places !== undefined || byName;
  const outputs = items.map((item, at): OutputColumn => {
    const output = toOutput(item);
    // After an open star nobody knows which place a column has.
    if (output.kind === 'star') {
      isPlaced &&= byName;
      return output;
    }
    const name = !isPlaced ? undefined : byName ? output.name : places?.[at];
    return name === undefined ? output : { ...output, target: name };
  });
  if (!isPlaced) run.unknowns.push({ reason: 'target-columns' });
  columns.forEach((column, at) => {
    const { span, text } = column;
    const output = outputs[at];
    if (span === undefined) return;
    const { direct, indirect } = output?.kind === 'column' ? output : { direct: [], indirect: [] };
    const ref = { table: target, field: text };
    run.uses.push({ span, meaning: { kind: 'value', name: text, target: ref, direct, indirect } });
  });
  noteTargets(run, items, outputs, target);
  return outputs;
}

/** The names that a statement gives its outputs are the columns of what it writes. */
function noteTargets(
  run: Run,
  items: readonly ResolvedItem[],
  outputs: readonly OutputColumn[],
  target: number,
): void {
  items.forEach(({ alias }, at) => {
    const output = outputs[at];
    if (alias?.span === undefined || output?.kind !== 'column') return;
    const { direct, indirect, target: field } = output;
    run.uses.push({
      span: alias.span,
      meaning: {
        kind: 'value',
        name: alias.text,
        direct,
        indirect,
        ...(field === undefined ? {} : { target: { table: target, field } }),
      },
    });
  });
}
