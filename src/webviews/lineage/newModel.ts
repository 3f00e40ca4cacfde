import { emptyGraph } from './graph.js';
import type { PageModel } from './model.js';
import type { PageView } from './protocol.js';

/** A page that is loaded anew. What a person has done on one of the same subject is kept. */
export function newModel(page: PageView, before: PageModel | undefined): PageModel {
  const same = before?.page.subject === page.subject ? before : undefined;
  return {
    page,
    graph: emptyGraph(),
    form: same?.form ?? page.form,
    filter: same?.filter ?? before?.filter ?? { direction: 'both', withIndirect: true },
    search: same?.search ?? '',
    matches: [],
    match: 0,
    notes: [],
    failed: new Map(),
    asked: new Map(),
    open: new Set(same?.open),
    folds: new Map(same?.folds),
    columns: new Map(),
    selected: same?.selected ?? { node: page.subject, edges: [] },
    row: same?.row ?? '',
    view: same?.view ?? { x: 0, y: 0, scale: 1 },
    isPlaced: same?.isPlaced ?? false,
    drawn: undefined,
  };
}
