import { svg, type SVGTemplateResult } from 'lit';
import type { NodeKind } from '../protocol.js';

/** Sixteen pixels square. */
const paths: Readonly<Record<NodeKind, string>> = {
  table: 'M2.5 3.5h11v9h-11zM2.5 6.5h11M2.5 9.5h11M6.5 6.5v6',
  view: 'M1.5 8s2.4-4 6.5-4 6.5 4 6.5 4-2.4 4-6.5 4-6.5-4-6.5-4zM8 6.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z',
  file: 'M4 1.5h5.5L12.5 4.5v10H4zM9.5 1.5v3h3M6 8h4.5M6 11h4.5',
  unresolved:
    'M5.8 6a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.6M8 12.2v.6M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13z',
};

export function icon(kind: NodeKind, x: number, y: number): SVGTemplateResult {
  return svg`<path class="icon ${kind}" transform="translate(${x} ${y})" d=${paths[kind]} />`;
}
