import { html, type TemplateResult } from 'lit';
import type { Bounds, Drawing } from '../boxes.js';
import { edgesAt, farEnd, unloaded } from '../graph.js';
import { type Arrow, nodeAt } from '../graphKeys.js';
import { fill, type PageHost, type PageModel, type View } from '../model.js';
import type { NodeView } from '../protocol.js';
import { nodeName } from '../treeRows.js';
import { openKey } from '../visible.js';
import { pan, wheel } from './panZoom.js';
import { type Actions, arrowHeads, drawnParts, type Look } from './graphSvg.js';

/** Below this, texts are smaller than a person can read. */
const farScale = 0.42;
const margin = 120;

/** The graph, and what the pointer and the keys do on it. */
export function graphView(
  model: PageModel,
  host: PageHost,
  drawing: Drawing,
  size: { readonly width: number; readonly height: number },
): TemplateResult {
  const { words, subject } = model.page;
  const { x, y, scale } = model.view;
  const look: Look = {
    ...lookOf(model),
    within: seen(model.view, size),
    isFar: scale < farScale,
    actions: actionsOf(model, host, drawing),
  };
  const label = fill(words.graphLabel, nodeName(model.graph.nodes.get(subject)));
  return html`<div class="graph" role="group" aria-label=${label} aria-describedby="keys">
    <p id="keys" class="hidden">${words.keys}</p>
    <svg
      class="canvas"
      @click=${(): void => {
        host.select({ edges: [] });
      }}
      @pointerdown=${(event: PointerEvent): void => {
        pan(event, model, host);
      }}
      @wheel=${(event: WheelEvent): void => {
        wheel(event, model, host);
      }}
      @keydown=${(event: KeyboardEvent): void => {
        key(event, model, host, drawing);
      }}
    >
      ${arrowHeads()}
      <g transform="translate(${x} ${y}) scale(${scale})">${drawnParts(drawing, look)}</g>
    </svg>
    <div class="zoom">
      ${zoomButton('+', words.zoomIn, () => {
        host.zoom(1.25);
      })}
      ${zoomButton('−', words.zoomOut, () => {
        host.zoom(0.8);
      })}
      ${zoomButton('⤢', words.fit, () => {
        host.fit();
      })}
    </div>
  </div>`;
}

/** How the drawing looks without anybody at it. */
export function lookOf(model: PageModel): Omit<Look, 'within' | 'actions'> {
  return {
    isFar: false,
    subject: model.page.subject,
    selected: model.selected.node,
    selectedEdges: new Set(model.selected.edges),
    found: new Set(model.matches),
    moreColumns: model.page.words.more,
  };
}

function zoomButton(text: string, label: string, run: () => void): TemplateResult {
  return html`<button type="button" aria-label=${label} title=${label} @click=${run}>
    ${text}
  </button>`;
}

function seen({ x, y, scale }: View, { width, height }: { width: number; height: number }): Bounds {
  return {
    left: -x / scale - margin,
    top: -y / scale - margin,
    right: (width - x) / scale + margin,
    bottom: (height - y) / scale + margin,
  };
}

function actionsOf(model: PageModel, host: PageHost, drawing: Drawing): Actions {
  const { words, subject } = model.page;
  const { node } = model.selected;
  const shown = new Set(drawing.nodes.keys());
  return {
    current: node !== undefined && shown.has(node) ? node : subject,
    nameOf: (each) => {
      const [up, down] = (['up', 'down'] as const).map((direction) =>
        String(model.graph.total[direction].get(each.key) ?? 0),
      );
      const degree = fill(words.degree, up ?? 0, down ?? 0);
      const unknown = each.unknowns.length === 0 ? [] : [words.notKnown];
      return [nodeName(each), each.kindText, degree, ...unknown].join(', ');
    },
    labelOf: nodeName,
    select: (key, edges) => {
      host.select(key === undefined ? { edges } : { node: key, edges });
    },
    showColumn: (table, column) => {
      host.post({ type: 'show', of: table, column });
    },
    handle: (each, direction) => handleOf(model, shown, each, direction),
    toggle: (key, direction) => {
      host.toggle(key, direction);
    },
  };
}

function handleOf(
  model: PageModel,
  shown: ReadonlySet<string>,
  { key }: NodeView,
  direction: 'up' | 'down',
): { readonly text: string; readonly title: string } | undefined {
  const { filter, graph, open } = model;
  if (filter.direction !== 'both' && filter.direction !== direction) return undefined;
  const ends = new Set(edgesAt(graph, key, direction).map((edge) => farEnd(edge, direction)));
  const hidden =
    [...ends].filter((end) => !shown.has(end)).length + unloaded(graph, key, direction);
  const { words } = model.page;
  if (hidden > 0) return { text: `+${hidden}`, title: words.expand };
  const isFolding =
    open.has(openKey(key, direction)) && ends.size > 0 && model.selected.node === key;
  return isFolding ? { text: '−', title: words.collapse } : undefined;
}

function key(event: KeyboardEvent, model: PageModel, host: PageHost, drawing: Drawing): void {
  const here = event.target instanceof Element ? event.target.closest('[data-node]') : null;
  const of = here?.getAttribute('data-node');
  if (of === null || of === undefined) return;
  const node = model.graph.nodes.get(of);
  const done = (): void => {
    event.preventDefault();
  };
  const go = (to: string | undefined): void => {
    done();
    if (to === undefined) return;
    host.select({ node: to, edges: [] });
    host.reveal(to);
  };
  switch (event.key) {
    case 'ArrowLeft':
    case 'ArrowRight':
    case 'ArrowUp':
    case 'ArrowDown': {
      const arrow: Arrow = event.key;
      go(nodeAt(drawing, of, arrow));
      return;
    }
    case 'Home':
      go(model.page.subject);
      return;
    case 'Enter':
    case ' ':
      done();
      host.select({ node: of, edges: [] });
      return;
    case 'c':
      done();
      if (node?.column === undefined) host.post({ type: 'columns', of });
      return;
    case '+':
    case '-':
      done();
      for (const direction of ['up', 'down'] as const) {
        if (model.open.has(openKey(of, direction)) !== (event.key === '+')) {
          host.toggle(of, direction);
        }
      }
  }
}
