import { isColumn, type LineageId } from '../../lineage/lineageGraph.js';
import type { PageMemory } from '../../webviews/lineage/protocol.js';

/** A table or a column, from an argument that may come from anywhere. */
export function parseSubject(value: unknown): LineageId | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { namespace, name, dataset, field } = value as Partial<Record<string, unknown>>;
  if (typeof namespace === 'string' && typeof name === 'string') return { namespace, name };
  const table = dataset === undefined ? undefined : parseSubject(dataset);
  if (table === undefined || isColumn(table) || typeof field !== 'string') return undefined;
  return { dataset: table, field };
}

export function toMemory(id: LineageId): PageMemory {
  if (!isColumn(id)) return { namespace: id.namespace, name: id.name };
  const { namespace, name } = id.dataset;
  return { namespace, name, field: id.field };
}

/** What the editor kept of a page; `undefined` for what we did not write. */
export function parseMemory(value: unknown): LineageId | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { namespace, name, field } = value as Partial<Record<string, unknown>>;
  if (typeof namespace !== 'string' || typeof name !== 'string') return undefined;
  const dataset = { namespace, name };
  return typeof field === 'string' ? { dataset, field } : dataset;
}
