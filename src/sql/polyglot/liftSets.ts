import { isJson, json, type Json, list, nodeOf } from './node.js';

const sets: ReadonlySet<string> = new Set(['union', 'intersect', 'except']);

/** What a query in an expression always stands in. */
const wrappers: ReadonlySet<string> = new Set(['subquery', 'exists', 'select', ...sets]);

/**
 * The parser takes `SELECT … WHERE a > (SELECT …) UNION SELECT …` for a comparison with a union. No union stands in an
 * expression without parentheses: it is that of the whole query. Answers the query as it is meant, or nothing where
 * it is right already.
 */
export function liftSets(select: Json): Json | undefined {
  for (const [clause, value] of Object.entries(select)) {
    if (clause === 'from' || clause === 'with') continue;
    const found = cutSet(value);
    if (found === undefined) continue;
    const { with: ctes, ...rest } = select;
    const left = { select: { ...rest, [clause]: found.rest } };
    const whole = withFirst(found.set, left);
    const [kind] = Object.keys(whole);
    if (kind === undefined) return undefined;
    return { [kind]: { ...json(whole[kind]), with: ctes } };
  }
  return undefined;
}

/** The first set operation that is no query of its own in a value, and the value with that one's first branch instead. */
function cutSet(value: unknown): { readonly set: Json; readonly rest: unknown } | undefined {
  if (Array.isArray(value)) {
    const items = list(value);
    for (const [at, item] of items.entries()) {
      const found = cutSet(item);
      if (found !== undefined) return { ...found, rest: items.with(at, found.rest) };
    }
    return undefined;
  }
  if (!isJson(value)) return undefined;
  const node = nodeOf(value);
  if (node !== undefined && sets.has(node.kind)) {
    const first = firstOf(value);
    return nodeOf(first)?.kind === 'subquery' ? { set: value, rest: first } : undefined;
  }
  if (node !== undefined && wrappers.has(node.kind)) return undefined;
  for (const [key, item] of Object.entries(value)) {
    // `IN (SELECT … UNION …)` has its query bare.
    if (key === 'query') continue;
    const found = cutSet(item);
    if (found !== undefined) return { ...found, rest: { ...value, [key]: found.rest } };
  }
  return undefined;
}

/** The first branch of a chain of set operations. */
function firstOf(set: unknown): unknown {
  const node = nodeOf(set);
  return node !== undefined && sets.has(node.kind) ? firstOf(node.value['left']) : set;
}

function withFirst(set: unknown, first: Json): Json {
  const node = nodeOf(set);
  if (node === undefined || !sets.has(node.kind)) return first;
  return { [node.kind]: { ...node.value, left: withFirst(node.value['left'], first) } };
}
