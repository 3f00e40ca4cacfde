import { html, nothing, type TemplateResult } from 'lit';
import { type Direction, directions, edgesAt, farEnd } from '../graph.js';
import { fill, type PageHost, type PageModel } from '../model.js';
import type { EdgeView, NodeView, Place } from '../protocol.js';
import { nodeName } from '../treeRows.js';

/** So many edges of a node are listed; the tree has all of them. */
const mostEdges = 50;

/** What is known of the selected node or edge, each edge with all its places. */
export function details(model: PageModel, host: PageHost): TemplateResult {
  const { words } = model.page;
  const { node: key, edges: ids } = model.selected;
  const node = key === undefined ? undefined : model.graph.nodes.get(key);
  const edges = ids.flatMap((id) => model.graph.edges.get(id) ?? linesEdges(model, id));
  return html`<aside class="details" aria-label=${words.details}>
    ${edges.length > 0 ? edgeList(edges, model, host) : nothing}
    ${
      node !== undefined
        ? nodeDetails(node, model, host)
        : edges.length === 0
          ? html`<p class="quiet">${words.select}</p>`
          : nothing
    }
  </aside>`;
}

/** A line of the graph stands for all edges between its ends. */
function linesEdges(model: PageModel, id: string): readonly EdgeView[] {
  return model.drawn?.drawing.lines.find((line) => line.id === id)?.edges ?? [];
}

function edgeList(
  edges: readonly EdgeView[],
  model: PageModel,
  host: PageHost,
): readonly TemplateResult[] {
  return edges.map((edge) => {
    const [from, to] = [edge.from, edge.to].map((end) => nodeName(model.graph.nodes.get(end)));
    return html`<section class="edge">
      <h3>${from} → ${to}</h3>
      ${edgeFacts(edge, model, host)}
    </section>`;
  });
}

function edgeFacts(edge: EdgeView, model: PageModel, host: PageHost): TemplateResult {
  const { words } = model.page;
  const kind = edge.kind === 'direct' ? words.direct : words.indirectEdge;
  return html`<p>
      <span class="stroke ${edge.kind}" aria-hidden="true"></span>
      ${edge.text === '' ? kind : `${kind}: ${edge.text}`}
    </p>
    ${edge.expression === undefined ? nothing : html`<pre><code>${edge.expression}</code></pre>`}
    <ul class="places">
      ${edge.places.map((place) => html`<li>${placeLink(place, host)}</li>`)}
      ${edge.morePlaces > 0 ? html`<li>${fill(words.more, edge.morePlaces)}</li>` : nothing}
    </ul>`;
}

function placeLink(place: Place, host: PageHost): TemplateResult {
  return html`<button
    type="button"
    class="link"
    data-place
    @click=${(): void => {
      host.post({ type: 'open', place });
    }}
  >
    ${place.label}
  </button>`;
}

function nodeDetails(node: NodeView, model: PageModel, host: PageHost): TemplateResult {
  const { words, subject } = model.page;
  const button = (label: string, action: string, run: () => void): TemplateResult =>
    html`<button type="button" data-do=${action} @click=${run}>${label}</button>`;
  return html`<h2>${nodeName(node)}</h2>
    <p class="quiet">
      ${node.column?.type === undefined ? node.kindText : `${node.column.type} · ${node.kindText}`}
    </p>
    <div class="actions">
      ${
        node.key === subject
          ? nothing
          : button(words.showHere, 'show', () => {
              host.post({ type: 'show', of: node.key });
            })
      }
    </div>
    ${
      node.unknowns.length === 0
        ? nothing
        : html`<h3>${words.notKnown}</h3>
            <ul>
              ${node.unknowns.map(
                ({ text, place }) => html`<li>${text} ${placeLink(place, host)}</li>`,
              )}
            </ul>`
    }
    ${directions.map((direction) => side(node, direction, model, host))}
    ${node.column === undefined ? columnsOf(node, model, host) : nothing}`;
}

function side(
  node: NodeView,
  direction: Direction,
  model: PageModel,
  host: PageHost,
): TemplateResult {
  const { words } = model.page;
  const edges = edgesAt(model.graph, node.key, direction);
  const total = model.graph.total[direction].get(node.key) ?? 0;
  const level = (label: string, levels: number): TemplateResult =>
    html`<button
      type="button"
      class="link"
      data-levels="${direction} ${levels}"
      @click=${(): void => {
        host.openTo(node.key, direction, levels);
      }}
    >
      ${label}
    </button>`;
  return html`<section>
    <h3>${direction === 'up' ? words.comesFrom : words.usedBy} (${total})</h3>
    ${
      total === 0
        ? nothing
        : html`<p class="levels">
            <span class="quiet">${words.expand}</span>
            ${level(words.oneLevel, 1)} ${level(words.threeLevels, 3)}
            ${level(words.allLevels, allLevels)}
          </p>`
    }
    <ul class="ends">
      ${edges.slice(0, mostEdges).map(
        (edge) =>
          html`<li>
            <button
              type="button"
              class="link end"
              @click=${(): void => {
                host.select({ node: farEnd(edge, direction), edges: [edge.id] });
                host.reveal(farEnd(edge, direction));
              }}
            >
              ${nodeName(model.graph.nodes.get(farEnd(edge, direction)))}
            </button>
            ${edgeFacts(edge, model, host)}
          </li>`,
      )}
      ${edges.length > mostEdges ? html`<li>${fill(words.more, edges.length - mostEdges)}</li>` : nothing}
    </ul>
  </section>`;
}

const allLevels = 100;

function columnsOf(node: NodeView, model: PageModel, host: PageHost): TemplateResult {
  const { words } = model.page;
  const columns = model.columns.get(node.key);
  return html`<section>
    <h3>
      <button
        type="button"
        class="link"
        data-do="columns"
        aria-expanded=${columns === undefined ? 'false' : 'true'}
        @click=${(): void => {
          if (model.columns.delete(node.key)) host.change();
          else host.post({ type: 'columns', of: node.key });
        }}
      >
        ${words.columns}
      </button>
    </h3>
    ${columns?.length === 0 ? html`<p class="quiet">${words.noColumns}</p>` : nothing}
    <ul class="columns">
      ${(columns ?? []).map(
        ({ name, type }) =>
          html`<li>
            <button
              type="button"
              class="link"
              data-column=${name}
              @click=${(): void => {
                host.post({ type: 'show', of: node.key, column: name });
              }}
            >
              ${name}
            </button>
            <span class="type">${type ?? ''}</span>
          </li>`,
      )}
    </ul>
  </section>`;
}
