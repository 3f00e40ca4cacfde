import { html, nothing, svg, type TemplateResult } from 'lit';
import type { PageHost, PageModel } from '../model.js';
import type { PageAction, SnapshotsView } from '../protocol.js';

type Snapshot = SnapshotsView['snapshots'][number];

/** Older ones are listed when they are asked for. */
const mostListed = 10;
const listed = 'snapshots';

/** When the table was changed, drawn over time, and what each change was. */
export function snapshotsSection(
  { snapshots, words }: SnapshotsView,
  model: PageModel,
  host: PageHost,
): TemplateResult {
  if (snapshots.length === 0) return html`<p class="quiet">${words.none}</p>`;
  const isAll = model.open.has(listed) || snapshots.length <= mostListed;
  const button = (label: string, action: PageAction, { id, when }: Snapshot): TemplateResult =>
    html`<button
      type="button"
      class="link"
      aria-label=${`${label}: ${when}`}
      @click=${(): void => {
        host.post({ type: 'do', action, argument: id });
      }}
    >
      ${label}
    </button>`;
  return html`${drawing(snapshots, words.drawing)}
    <ol class="snapshots">
      ${(isAll ? snapshots : snapshots.slice(0, mostListed)).map(
        (snapshot) =>
          html`<li class=${snapshot.isCurrent ? 'current' : ''}>
            <span class="when">${snapshot.when}</span>
            <span class="operation">${snapshot.operation}</span>
            <span class="change">${snapshot.change}</span>
            ${snapshot.isCurrent ? html`<span class="badge now">${words.current}</span>` : nothing}
            ${snapshot.refs.map((ref) => html`<span class="badge">${ref}</span>`)}
            <code class="quiet">${snapshot.id}</code>
            <span class="does">
              ${button(words.preview, 'preview', snapshot)}
              ${button(words.query, 'query', snapshot)} ${button(words.copy, 'copy', snapshot)}
            </span>
          </li>`,
      )}
    </ol>
    ${
      isAll
        ? nothing
        : html`<p>
            <button
              type="button"
              @click=${(): void => {
                model.open.add(listed);
                host.draw();
              }}
            >
              ${words.more.replace('{0}', String(snapshots.length))}
            </button>
          </p>`
    }`;
}

const width = 1000;
const height = 56;
const margin = 14;

/** A dot for each snapshot on a line of time, larger where a branch or tag points to it. */
function drawing(snapshots: readonly Snapshot[], label: string): TemplateResult {
  const times = snapshots.map(({ at }) => at);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const x = (at: number): number =>
    last === first ? width / 2 : margin + ((at - first) / (last - first)) * (width - 2 * margin);
  const y = 34;
  return html`<svg
    class="timeline"
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-label=${label.replace('{0}', String(snapshots.length))}
  >
    ${svg`<line x1=${margin} y1=${y} x2=${width - margin} y2=${y}></line>`}
    ${snapshots.toReversed().map(
      ({ at, when, operation, change, refs, isCurrent }) =>
        svg`<circle cx=${x(at)} cy=${y} r=${refs.length > 0 || isCurrent ? 8 : 5}
            class=${isCurrent ? 'current' : ''}><title>${[when, operation, change, ...refs].join(' · ')}</title></circle>
          ${refs.length === 0 ? nothing : svg`<text x=${x(at)} y="16" text-anchor=${anchor(x(at))}>${refs.join(', ')}</text>`}`,
    )}
  </svg>`;
}

function anchor(x: number): string {
  if (x < 120) return 'start';
  return x > width - 120 ? 'end' : 'middle';
}
