import { html, nothing, svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { unloaded } from '../graph.js';
import { fill, type PageHost, type PageModel } from '../model.js';
import { nodeName, type TreeRow, treeRows } from '../treeRows.js';
import { openKey } from '../visible.js';
import { icon } from './icons.js';

/** The tree: all that the graph shows, for reading and for the keyboard. */
export function treeView(
  model: PageModel,
  host: PageHost,
  rows: readonly TreeRow[],
): TemplateResult {
  const { words } = model.page;
  const current = rows.some(({ path }) => path === model.row) ? model.row : '';
  return html`<div
    class="tree"
    role="tree"
    aria-label=${words.lineage}
    @keydown=${(event: KeyboardEvent): void => {
      keys(event, model, host);
    }}
  >
    ${repeat(
      rows,
      ({ path }) => path,
      (row) => treeItem(row, row.path === current, model, host),
    )}
  </div>`;
}

function treeItem(
  row: TreeRow,
  isCurrent: boolean,
  model: PageModel,
  host: PageHost,
): TemplateResult {
  const isSelected = isCurrent && model.selected.node !== undefined;
  const open = (): void => {
    fold(row, model, host, row.isOpen !== true);
  };
  return html`<div
    class="item ${row.kind} level-${Math.min(row.level, 12)} ${isFound(row, model) ? 'found' : ''}"
    role="treeitem"
    aria-level=${row.level}
    aria-posinset=${row.position}
    aria-setsize=${row.siblings}
    aria-expanded=${row.isOpen ?? nothing}
    aria-selected=${isSelected ? 'true' : 'false'}
    tabindex=${isCurrent ? '0' : '-1'}
    data-path=${row.path}
    @click=${(): void => {
      choose(row, model, host);
    }}
    @dblclick=${row.isOpen === undefined ? nothing : open}
  >
    <span
      class="twistie ${row.isOpen === undefined ? '' : row.isOpen ? 'open' : 'closed'}"
      aria-hidden="true"
      @click=${(event: Event): void => {
        if (row.isOpen === undefined) return;
        event.stopPropagation();
        open();
      }}
      ><svg viewBox="0 0 16 16">${svg`<path d="M6 4l4 4-4 4" />`}</svg></span
    >${content(row, model)}
  </div>`;
}

function content(row: TreeRow, model: PageModel): TemplateResult {
  const { words } = model.page;
  switch (row.kind) {
    case 'group':
      return html`<span class="name"
        >${row.direction === 'up' ? words.comesFrom : words.usedBy}</span
      >`;
    case 'nothing':
      return html`<span class="quiet">${words.nothing}</span>`;
    case 'loading': {
      const failed = model.failed.get(row.of);
      // A table may have more neighbours than are sent at all.
      const isRest = model.asked.get(openKey(row.of, row.direction)) === 'answered';
      const rest = fill(words.more, unloaded(model.graph, row.of, row.direction));
      return html`<span class=${failed === undefined ? 'quiet' : 'failed'}
        >${failed ?? (isRest ? rest : words.loading)}</span
      >`;
    }
    case 'unknown': {
      const unknown = row.of.unknowns[row.at];
      return html`<span class="badge">${words.notKnown}</span>
        <span class="quiet">${unknown?.text} ${unknown?.place.label}</span>`;
    }
    case 'subject':
    case 'node': {
      const { node } = row;
      const edges = row.kind === 'node' ? row.edges : [];
      const isIndirect = edges.length > 0 && edges.every(({ kind }) => kind === 'indirect');
      const texts = [...new Set(edges.map(({ text }) => text).filter((text) => text !== ''))];
      const [first, ...others] = edges.flatMap(({ places }) => places);
      const places = edges.reduce((sum, { morePlaces }) => sum + morePlaces, others.length);
      return html`<svg class="kind" viewBox="0 0 16 16" aria-hidden="true">
          ${icon(node.kind, 0, 0)}
        </svg>
        <span class="name ${isIndirect ? 'indirect' : ''}">${nodeName(node)}</span>
        ${
          node.column?.type === undefined
            ? nothing
            : html`<span class="type">${node.column.type}</span>`
        }
        ${node.kind === 'table' ? nothing : html`<span class="badge">${node.kindText}</span>`}
        ${texts.map((text) => html`<span class="quiet">${text}</span>`)}
        ${
          first === undefined
            ? nothing
            : html`<span class="where"
                >${first.label}${places > 0 ? ` ${fill(words.more, places)}` : ''}</span
              >`
        }
        ${
          row.kind === 'node' && row.isRepeated
            ? html`<span class="badge">${words.above}</span>`
            : nothing
        }`;
    }
  }
}

function isFound(row: TreeRow, model: PageModel): boolean {
  return (row.kind === 'node' || row.kind === 'subject') && model.matches.includes(row.node.key);
}

function choose(row: TreeRow, model: PageModel, host: PageHost): void {
  model.row = row.path;
  switch (row.kind) {
    case 'node':
      host.select({ node: row.node.key, edges: row.edges.map(({ id }) => id) });
      return;
    case 'subject':
      host.select({ node: row.node.key, edges: [] });
      return;
    case 'unknown':
      host.select({ node: row.of.key, edges: [] });
      return;
    case 'loading':
      if (model.failed.delete(row.of)) host.load(row.of, row.direction, 1);
      host.draw();
      return;
    case 'group':
    case 'nothing':
      host.draw();
  }
}

function fold(row: TreeRow, model: PageModel, host: PageHost, isOpen: boolean): void {
  model.folds.set(row.path, isOpen);
  model.row = row.path;
  host.draw();
}

/** As in every tree of the editor: arrows, Home, End and Enter. */
function keys(event: KeyboardEvent, model: PageModel, host: PageHost): void {
  // Not those that are drawn: a second key may come before they are drawn anew.
  const rows = treeRows(model.graph, model.page.subject, model.folds, model.filter);
  const at = Math.max(
    0,
    rows.findIndex(({ path }) => path === model.row),
  );
  const row = rows[at];
  if (row === undefined) return;
  const go = (to: TreeRow | undefined): void => {
    event.preventDefault();
    if (to === undefined) return;
    choose(to, model, host);
    host.focusRow(to.path);
  };
  switch (event.key) {
    case 'ArrowDown':
      go(rows[at + 1]);
      return;
    case 'ArrowUp':
      go(rows[at - 1]);
      return;
    case 'Home':
      go(rows[0]);
      return;
    case 'End':
      go(rows.at(-1));
      return;
    case 'ArrowRight':
      if (row.isOpen === false) fold(row, model, host, true);
      else if (row.isOpen === true) go(rows[at + 1]);
      event.preventDefault();
      return;
    case 'ArrowLeft':
      if (row.isOpen === true) fold(row, model, host, false);
      else go(rows.slice(0, at).findLast(({ level }) => level < row.level));
      event.preventDefault();
      return;
    case 'Enter':
    case ' ': {
      event.preventDefault();
      if (row.isOpen !== undefined && row.kind === 'group') fold(row, model, host, !row.isOpen);
      else choose(row, model, host);
      const place =
        row.kind === 'node'
          ? row.edges[0]?.places[0]
          : row.kind === 'unknown'
            ? row.of.unknowns[row.at]?.place
            : undefined;
      if (event.key === 'Enter' && place !== undefined) host.post({ type: 'open', place });
    }
  }
}
