import type { Expression, LiteralType } from '../tree.js';
import { hasOnly, json, type Json, text } from './node.js';

/** A literal of the parser's as ours. */
export function toLiteral(inner: Json): Expression {
  const type = literalTypes.get(text(inner['literal_type']));
  if (type === undefined) return { kind: 'literal', text: '', type: 'other' };
  return { kind: 'literal', text: text(inner['value']), type };
}

const literalTypes: ReadonlyMap<string, LiteralType> = new Map(
  (['string', 'number', 'date', 'timestamp'] as const).map((type) => [type, type]),
);

/** `'2026-01-01'::DATE` and `TIMESTAMPTZ '…'`: a text that a cast gives its type. */
export function toTyped(inner: Json, [value]: readonly Expression[]): Expression | undefined {
  if (value?.kind !== 'literal' || value.type !== 'string') return undefined;
  const to = json(inner['to']);
  if (!hasOnly(inner, castKeys) || !hasOnly(to, typeKeys)) return undefined;
  const type = literalTypes.get(text(to['data_type']));
  if (type !== 'date' && type !== 'timestamp') return undefined;
  const hasZone = to['timezone'] === true;
  if (hasZone && type === 'date') return undefined;
  return { ...value, type: hasZone ? 'timestamptz' : type };
}

export function isCastToDate(inner: Json): boolean {
  const to = json(inner['to']);
  return hasOnly(inner, castKeys) && hasOnly(to, typeKeys) && text(to['data_type']) === 'date';
}

const castKeys: ReadonlySet<string> = new Set(['this', 'to', 'double_colon_syntax']);
const typeKeys: ReadonlySet<string> = new Set(['data_type', 'timezone']);
