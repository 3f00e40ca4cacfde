import { html, render } from 'lit';
import type { Drawing } from './boxes.js';
import { arrowHeads, drawnParts, type Look } from './draw/graphSvg.js';
import graphCss from './graph.css';

const margin = 24;
/** More pixels than a canvas can have are not drawn. */
const mostPixels = 16_000;

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** The whole drawing as an SVG file that needs nothing else: the colours of the theme are in it. */
export function pictureOf(drawing: Drawing, look: Look, title: string): Picture {
  const [width, height] = [drawing.width, drawing.height].map(
    (side) => Math.ceil(side) + 2 * margin,
  );
  const [w, h] = [width ?? 0, height ?? 0];
  const holder = document.createElement('div');
  render(
    html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" width=${w} height=${h}>
      <title>${title}</title>
      ${arrowHeads()}
      <rect class="paper" width=${w} height=${h} />
      <g transform="translate(${margin} ${margin})">${drawnParts(drawing, look)}</g>
    </svg>`,
    holder,
  );
  const svg = holder.querySelector('svg');
  if (svg === null) return { svg: '', width: 0, height: 0 };
  const style = document.createElementNS('http://www.w3.org/2000/svg', 'style');
  style.textContent = withColours(graphCss);
  svg.prepend(style);
  // Marks of what draws the page.
  const comments = document.createTreeWalker(svg, NodeFilter.SHOW_COMMENT);
  const marks: Node[] = [];
  while (comments.nextNode() !== null) marks.push(comments.currentNode);
  for (const mark of marks) mark.parentNode?.removeChild(mark);
  return { svg: new XMLSerializer().serializeToString(svg), width: w, height: h };
}

/** Variables of the theme as what they stand for now. */
function withColours(css: string): string {
  const style = getComputedStyle(document.body);
  let text = css;
  // From the inside out: a variable may stand in what another falls back on.
  for (let before = ''; before !== text;) {
    before = text;
    text = text.replace(
      /var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*(?:\([^()]*\))?[^()]*))?\)/g,
      (_, name: string, other: string | undefined) =>
        style.getPropertyValue(name).trim() || (other ?? 'currentColor').trim(),
    );
  }
  return text;
}

/** The picture as PNG, in base 64. */
export async function pngOf({ svg, width, height }: Picture): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = Math.min(2, mostPixels / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').split(',')[1] ?? '';
}
