import type { Expression, Name } from '../tree.js';
import { influences, noLineage, transformed, union, unique } from './lineage.js';
import type { IndirectRef, Influence, Lineage, Transformation } from './resolution.js';
import type { Run } from './run.js';
import { fold, type Found, lookUp, type Scope } from './scope.js';

/** The columns that an expression's value is made of, and those that decide about it. */
export function lineageOf(expression: Expression, scope: Scope, run: Run): Lineage {
  switch (expression.kind) {
    case 'column':
      return columnLineage(expression.parts, scope, run);
    case 'literal':
    case 'star':
      return noLineage;
    case 'call':
      return combine(expression.arguments, scope, run, transformationOf(expression));
    case 'window': {
      const call = transformed(lineageOf(expression.call, scope, run), 'transformation');
      const by = [...expression.partitionBy, ...expression.orderBy];
      const named = scope.windows?.get(expression.windowName?.toLowerCase() ?? '') ?? [];
      return withInfluences(call, [...named, ...influencesOf(by, 'window', scope, run)]);
    }
    case 'case': {
      const value = combine(expression.values, scope, run, 'transformation');
      return withInfluences(value, influencesOf(expression.conditions, 'conditional', scope, run));
    }
    case 'query':
      return queryLineage(expression, scope, run);
    case 'lambda':
      return lineageOf(expression.body, withParameters(scope, expression.parameters), run);
    case 'unknown':
      return combine(expression.parts, scope, run, 'transformation');
  }
}

/** Columns that decide, by what `expressions` ask of them. */
export function influencesOf(
  expressions: readonly Expression[],
  influence: Influence,
  scope: Scope,
  run: Run,
): readonly IndirectRef[] {
  const all = expressions.map((expression) => lineageOf(expression, scope, run));
  return unique(influences(union(all), influence));
}

function transformationOf(call: Extract<Expression, { kind: 'call' }>): Transformation {
  return call.class === 'aggregate' ? 'aggregation' : 'transformation';
}

function combine(
  expressions: readonly Expression[],
  scope: Scope,
  run: Run,
  transformation: Transformation,
): Lineage {
  const all = expressions.map((expression) => lineageOf(expression, scope, run));
  return transformed(union(all), transformation);
}

function withInfluences(lineage: Lineage, more: readonly IndirectRef[]): Lineage {
  return union([lineage, { direct: [], indirect: more }]);
}

function columnLineage(parts: readonly Name[], scope: Scope, run: Run): Lineage {
  const found = lookUp(scope, parts, run.dialect);
  note(parts, found, run);
  if (found.kind === 'unknown') return noLineage;
  // What is left of the name are fields of the value: a part of it, and no longer itself.
  return found.parts < parts.length ? transformed(found.lineage, 'transformation') : found.lineage;
}

/** Remembers what a name in the text means. */
function note(parts: readonly Name[], found: Found, run: Run): void {
  const name = found.kind === 'found' ? parts[found.parts - 1] : parts.at(-1);
  if (name === undefined) return;
  const { span, text } = name;
  if (found.kind === 'unknown') {
    run.unknowns.push({
      reason: found.reason,
      name: text,
      ...(span === undefined ? {} : { span }),
    });
  }
  if (span === undefined) return;
  if (found.kind === 'unknown') {
    run.uses.push({ span, meaning: { kind: 'unknown', name: text, reason: found.reason } });
    return;
  }
  const { direct, indirect } = found.lineage;
  const [ref] = direct;
  if (ref?.transformation === 'identity' && direct.length === 1 && indirect.length === 0) {
    const { table, field } = ref;
    run.uses.push({ span, meaning: { kind: 'column', ref: { table, field } } });
  } else {
    run.uses.push({ span, meaning: { kind: 'value', name: text, direct, indirect } });
  }
}

function queryLineage(
  { query, use }: Extract<Expression, { kind: 'query' }>,
  scope: Scope,
  run: Run,
): Lineage {
  const resolved = run.query(query, { scope, ctes: scope.ctes });
  const value = union(
    resolved.items.map((item) => (item.kind === 'column' ? item.lineage : noLineage)),
  );
  if (use === 'value') {
    return withInfluences(transformed(value, 'transformation'), resolved.influences);
  }
  return { direct: [], indirect: [...influences(value, 'conditional'), ...resolved.influences] };
}

/** The parameters of a lambda hide columns of the same name and are made of nothing themselves. */
function withParameters(scope: Scope, parameters: readonly Name[]): Scope {
  const hidden = parameters.map((name) => ({ name, lineage: noLineage }));
  const names = new Set(parameters.map((name) => fold(name, 'trino')));
  const merged = scope.merged.filter(({ name }) => !names.has(fold(name, 'trino')));
  return { ...scope, merged: [...hidden, ...merged] };
}
