import { emptyGraph } from './graph.js';
import type { PageModel } from './model.js';
import type { PageView } from './protocol.js';

/** A page on which nobody has done anything yet. */
export function newModel(page: PageView): PageModel {
  return {
    page,
    graph: emptyGraph(),
    form: page.form,
    filter: { direction: 'both', withIndirect: true },
    search: '',
    matches: [],
    match: 0,
    notes: [],
    failed: new Map(),
    asked: new Map(),
    open: new Set(),
    folds: new Map(),
    columns: new Map(),
    selected: { node: page.subject, edges: [] },
    row: '',
    view: { x: 0, y: 0, scale: 1 },
    drawn: undefined,
  };
}
