import { html, nothing, svg, type TemplateResult } from 'lit';
import type { FilesView } from '../protocol.js';
import { factsSection } from './facts.js';

/** There is room for seven bars; fewer are as wide. */
const bar = { width: 84, gap: 16, height: 80, label: 18, count: 14 };
const width = 7 * (bar.width + bar.gap);

/** How large the files are: a bar for each size. */
export function filesSection({ facts, bins, notes, drawing }: FilesView): TemplateResult {
  return html`${factsSection({ facts, notes })}
  ${bins.length === 0 ? nothing : histogram(bins, drawing)}`;
}

function histogram(bins: FilesView['bins'], label: string): TemplateResult {
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const height = bar.count + bar.height + bar.label;
  const said = bins.filter(({ count }) => count > 0).map((bin) => `${bin.label}: ${bin.count}`);
  return html`<svg
    class="histogram"
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-label="${label}. ${said.join(', ')}"
  >
    ${bins.map(({ label: size, count, isSmall }, i) => {
      const x = i * (bar.width + bar.gap);
      // A file among thousands is still seen.
      const tall = count === 0 ? 0 : Math.max(2, (count / most) * bar.height);
      const top = bar.count + bar.height - tall;
      return svg`<rect x=${x} y=${top} width=${bar.width} height=${tall} class=${isSmall ? 'small' : ''}></rect>
        ${count === 0 ? nothing : svg`<text x=${x + bar.width / 2} y=${top - 3} text-anchor="middle">${count}</text>`}
        <text class="size" x=${x + bar.width / 2} y=${height - 4} text-anchor="middle">${size}</text>`;
    })}
    ${svg`<line x1="0" y1=${bar.count + bar.height} x2=${width} y2=${bar.count + bar.height}></line>`}
  </svg>`;
}
