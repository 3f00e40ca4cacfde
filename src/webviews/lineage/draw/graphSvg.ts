import { nothing, svg, type SVGTemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { type Bounds, type Box, type BoxRow, type Drawing, type Line, metrics } from '../boxes.js';
import type { Placed } from '../layout/layout.js';
import type { NodeView } from '../protocol.js';
import { icon } from './icons.js';

/** How the drawing looks at the moment, and what happens on it. Without actions it is a picture. */
export interface Look {
  /** Only what lies within is drawn; without it, all. */
  readonly within?: Bounds;
  /** Boxes without their texts, where those could not be read anyway. */
  readonly isFar: boolean;
  readonly subject: string;
  readonly selected: string | undefined;
  readonly selectedEdges: ReadonlySet<string>;
  readonly found: ReadonlySet<string>;
  readonly moreColumns: string;
  readonly actions?: Actions;
}

export interface Actions {
  /** The node that the Tab key leads to. */
  readonly current: string;
  /** For readers: the name, what it is and how many neighbours it has. */
  nameOf(node: NodeView): string;
  labelOf(node: NodeView): string;
  select(node: string | undefined, edges: readonly string[]): void;
  showColumn(table: string, column: string): void;
  /** How many neighbours can be shown or hidden on a side; nothing without a handle. */
  handle(
    node: NodeView,
    direction: 'up' | 'down',
  ): { readonly text: string; readonly title: string } | undefined;
  toggle(node: string, direction: 'up' | 'down'): void;
}

/** Lines first, then boxes over them. */
export function drawnParts(drawing: Drawing, look: Look): SVGTemplateResult {
  const { within, selected } = look;
  const isNear = (line: Line): boolean =>
    line.from === selected || line.to === selected || look.selectedEdges.has(line.id);
  const lines = drawing.lines.filter(({ bounds }) => within === undefined || meet(bounds, within));
  const boxes = drawing.boxes.filter((box) => within === undefined || meet(boundsOf(box), within));
  return svg`<g class="lines">
      ${repeat(
        [...lines.filter((line) => !isNear(line)), ...lines.filter(isNear)],
        ({ id }) => id,
        (line) => drawnLine(line, isNear(line), look),
      )}
    </g>
    <g class="boxes">${repeat(
      boxes,
      ({ key }) => key,
      (box) => drawnBox(box, look),
    )}</g>`;
}

/** The heads of the arrows; they can not take the colour of their line. */
export function arrowHeads(): SVGTemplateResult {
  const head = (id: string): SVGTemplateResult =>
    svg`<marker id=${id} class=${id} viewBox="0 0 8 8" refX="7" refY="4"
      markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">
      <path d="M0 0.5L8 4L0 7.5z" />
    </marker>`;
  return svg`<defs>${head('arrow')}${head('arrow-near')}</defs>`;
}

function drawnLine(line: Line, isNear: boolean, { isFar, actions }: Look): SVGTemplateResult {
  const classes = ['line', line.kind, isNear ? 'near' : '', line.isBackward ? 'backward' : ''];
  const head = isFar ? nothing : `url(#${isNear ? 'arrow-near' : 'arrow'})`;
  const path = svg`<path class=${classes.join(' ')} d=${line.path} marker-end=${head} />`;
  if (actions === undefined || isFar) return path;
  return svg`<g
    class="hit"
    @click=${(event: Event): void => {
      event.stopPropagation();
      actions.select(undefined, [line.id]);
    }}
  >${path}<path class="area" d=${line.path} /></g>`;
}

function drawnBox(box: Box & Placed, look: Look): SVGTemplateResult {
  const { isFar, found, subject, selected } = look;
  const isSubject = box.node?.key === subject || box.rows.some(({ node }) => node?.key === subject);
  const isFound = box.node !== undefined && found.has(box.node.key);
  const classes = [
    'box',
    box.kind,
    isSubject ? 'subject' : '',
    isFound ? 'found' : '',
    box.node !== undefined && box.node.key === selected ? 'selected' : '',
  ];
  const frame = svg`<rect class="frame" width=${box.width} height=${box.height} rx="6" />`;
  const at = `translate(${box.x} ${box.y})`;
  if (isFar) return svg`<g class=${[...classes, 'far'].join(' ')} transform=${at}>${frame}</g>`;
  const middle = box.place === '' ? 26 : 33;
  return svg`<g class=${classes.join(' ')} transform=${at}>
    ${frame}
    ${focusable(
      box.node,
      look,
      svg`<rect class="head" width=${box.width} height=${metrics.head} rx="6" />
        ${icon(box.kind, 10, 13)}
        ${box.place === '' ? nothing : svg`<text class="place" x=${metrics.icon} y="16">${box.place}</text>`}
        <text class="title" x=${metrics.icon} y=${middle}>${box.title}</text>
        <title>${box.label}</title>`,
    )}
    ${
      box.rows.length === 0
        ? nothing
        : svg`<path class="rule" d="M0 ${metrics.head}H${box.width}" />`
    }
    ${box.rows.map((row, index) => drawnRow(box, row, index, look))}
    ${
      box.moreRows === 0
        ? nothing
        : svg`<text class="place" x=${metrics.side} y=${rowTop(box.rows.length) + 15}>${look.moreColumns.replace('{0}', String(box.moreRows))}</text>`
    }
    ${handles(box, look)}
  </g>`;
}

function rowTop(index: number): number {
  return metrics.head + index * metrics.row;
}

function drawnRow(box: Box & Placed, row: BoxRow, index: number, look: Look): SVGTemplateResult {
  const { node } = row;
  const isSelected = node?.key === look.selected;
  const isSubject = node?.key === look.subject;
  const isFound = node !== undefined && look.found.has(node.key);
  const classes = [
    'row',
    isSelected ? 'selected' : '',
    isSubject ? 'subject' : '',
    isFound ? 'found' : '',
  ];
  const content = svg`<rect class="cell" x="3" y="1" width=${box.width - 6} height=${metrics.row - 2} rx="3" />
    <text x=${metrics.side} y="15">${row.text}</text>
    <text class="type" x=${box.width - metrics.side} y="15" text-anchor="end">${row.type}</text>
    <title>${row.name}</title>`;
  const click =
    look.actions === undefined || node !== undefined
      ? nothing
      : (event: Event): void => {
          event.stopPropagation();
          look.actions?.showColumn(box.key, row.name);
        };
  return svg`<g class=${classes.join(' ')} transform="translate(0 ${rowTop(index)})" @click=${click}>
    ${node === undefined ? content : focusable(node, look, content)}
  </g>`;
}

/** What is a node can be focused and selected; the picture of it can not. */
function focusable(
  node: NodeView | undefined,
  { actions, selected }: Look,
  content: SVGTemplateResult,
): SVGTemplateResult {
  if (node === undefined || actions === undefined) return svg`<g>${content}</g>`;
  return svg`<g
    class="node"
    role="button"
    tabindex=${node.key === actions.current ? '0' : '-1'}
    aria-label=${actions.nameOf(node)}
    aria-pressed=${node.key === selected ? 'true' : 'false'}
    data-node=${node.key}
    data-name=${actions.labelOf(node)}
    @click=${(event: Event): void => {
      event.stopPropagation();
      actions.select(node.key, []);
    }}
  >${content}</g>`;
}

/** Circles at the sides, by which neighbours come and go. For the pointer: keys have `+` and `-`. */
function handles(box: Box & Placed, { actions }: Look): readonly unknown[] {
  const node = box.node ?? box.rows.find((row) => row.node !== undefined)?.node;
  if (actions === undefined || node === undefined || box.node === undefined) return [];
  return (['up', 'down'] as const).map((direction) => {
    const handle = actions.handle(node, direction);
    if (handle === undefined) return nothing;
    const width = 10 + 7 * handle.text.length;
    const x = direction === 'up' ? -width - 3 : box.width + 3;
    return svg`<g
      class="handle"
      aria-hidden="true"
      transform="translate(${x} ${metrics.head / 2 - 9})"
      data-handle=${direction}
      @click=${(event: Event): void => {
        event.stopPropagation();
        actions.toggle(node.key, direction);
      }}
    ><rect width=${width} height="18" rx="9" /><text x=${width / 2} y="13" text-anchor="middle">${handle.text}</text><title>${handle.title}</title></g>`;
  });
}

function boundsOf({ x, y, width, height }: Placed): Bounds {
  return { left: x - 40, right: x + width + 40, top: y, bottom: y + height };
}

function meet(a: Bounds, b: Bounds): boolean {
  return a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;
}
