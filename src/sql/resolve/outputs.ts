import type { Expression, Name, Output } from '../tree.js';
import { lineageOf } from './expressions.js';
import type { Origin } from './origins.js';
import type { Lineage } from './resolution.js';
import type { ResolvedItem, Run } from './run.js';
import { findSource, fold, type Item, lookUp, type Scope } from './scope.js';

/** The columns that one entry of a SELECT's list gives. */
export function resolveOutput(output: Output, scope: Scope, run: Run): readonly ResolvedItem[] {
  if (output.kind === 'star') return resolveStar(output, scope, run);
  const { expression, aliases } = output;
  const lineage = lineageOf(expression, scope, run);
  const origins = originsOf(expression, scope, run);
  if (aliases.length > 0) {
    for (const { span, text } of aliases) {
      if (span === undefined) continue;
      run.uses.push({ span, meaning: { kind: 'value', name: text, ...lineage } });
    }
    return aliases.map((alias) => ({
      kind: 'column',
      name: alias,
      lineage,
      origins,
      alias,
      ...(alias.span === undefined ? {} : { span: alias.span }),
    }));
  }
  const name = impliedName(expression);
  const span = expression.kind === 'column' ? expression.span : undefined;
  return [{ kind: 'column', name, lineage, origins, ...(span === undefined ? {} : { span }) }];
}

/** A column of this very SELECT, as it is. */
function originsOf(expression: Expression, scope: Scope, run: Run): readonly Origin[] {
  if (expression.kind !== 'column') return [];
  const found = lookUp({ ...scope, outer: undefined }, expression.parts, run.dialect);
  const isWhole = found.kind === 'found' && found.parts === expression.parts.length;
  return isWhole ? (found.origins ?? []) : [];
}

function impliedName(expression: Expression): Name | undefined {
  if (expression.kind === 'column') return expression.parts.at(-1);
  // Engines differ in how they name the rest; `count` and the like are named so by two of them only.
  return undefined;
}

function resolveStar(
  star: Extract<Output, { kind: 'star' }>,
  scope: Scope,
  run: Run,
): readonly ResolvedItem[] {
  const items =
    star.qualifier.length === 0 ? allItems(scope, run) : qualifiedItems(star.qualifier, scope, run);
  const except = new Set(star.except.map((name) => fold(name, run.dialect)));
  const replaced = star.replace.map(
    ({ name, expression }) => ({ name, lineage: lineageOf(expression, scope, run) }) as const,
  );
  for (const { name } of replaced) except.add(fold(name, run.dialect));
  for (const { from } of star.rename) except.add(fold(from, run.dialect));
  const kept = items.flatMap((item): readonly Item[] => {
    if (item.kind === 'open') {
      run.unknowns.push({
        reason: 'schema-missing',
        name: item.tables.map((table) => run.tables[table]?.name.join('.') ?? '').join(', '),
      });
      return [{ ...item, except: new Set([...item.except, ...except]) }];
    }
    return item.name !== undefined && except.has(fold(item.name, run.dialect)) ? [] : [item];
  });
  const column = (name: Name, lineage: Lineage): Item => ({ kind: 'column', name, lineage });
  return [
    ...kept,
    ...replaced.map(({ name, lineage }) => column(name, lineage)),
    ...star.rename.map(({ from, to }) =>
      column(to, lineageOf({ kind: 'column', parts: [...star.qualifier, from] }, scope, run)),
    ),
  ];
}

function qualifiedItems(qualifier: readonly Name[], scope: Scope, run: Run): readonly Item[] {
  const source = findSource(scope, qualifier, run.dialect);
  if (source !== undefined) return source.items;
  run.unknowns.push({
    reason: 'no-such-relation',
    name: qualifier.map(({ text }) => text).join('.'),
  });
  return [];
}

/** Every visible column, those of `USING` once and first. */
function allItems(scope: Scope, run: Run): readonly Item[] {
  const merged = new Set(scope.merged.map(({ name }) => fold(name, run.dialect)));
  const first = scope.merged.map((column): Item => ({ kind: 'column', ...column }));
  const rest = scope.sources.flatMap(({ items }) =>
    items.flatMap((item): readonly Item[] => {
      if (item.kind === 'open') return [{ ...item, except: new Set([...item.except, ...merged]) }];
      return item.name !== undefined && merged.has(fold(item.name, run.dialect)) ? [] : [item];
    }),
  );
  return [...first, ...rest];
}
