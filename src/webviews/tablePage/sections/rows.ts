import { html, nothing, type TemplateResult } from 'lit';
import type { PageHost } from '../model.js';
import type { RowsView } from '../protocol.js';

/** A few rows, as text. */
export function rowsSection(
  { head, types, rows, notes, empty, more }: RowsView,
  host: PageHost,
): TemplateResult {
  const isNumber = types.map((type) => /INT|DOUBLE|FLOAT|DECIMAL/.test(type));
  return html`${
    rows.length === 0
      ? html`<p class="quiet">${empty}</p>`
      : html`<div class="scroll" tabindex="0" role="region" aria-label=${head.join(', ')}>
          <table class="rows">
            <thead>
              <tr>
                ${head.map(
                  (name, i) =>
                    html`<th scope="col" class=${isNumber[i] === true ? 'number' : ''}>
                      ${name}
                      ${types[i] === '' ? nothing : html`<span class="quiet">${types[i]}</span>`}
                    </th>`,
                )}
              </tr>
            </thead>
            <tbody>
              ${rows.map(
                (row) =>
                  html`<tr>
                    ${row.map(
                      (value, i) =>
                        html`<td class=${isNumber[i] === true ? 'number' : ''}>
                          ${value ?? html`<span class="null">NULL</span>`}
                        </td>`,
                    )}
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>`
  }
  ${notes.map((note) => html`<p class="source">${note}</p>`)}
  ${
    more === undefined
      ? nothing
      : html`<p>
          <button
            type="button"
            @click=${(): void => {
              host.post({ type: 'do', action: more.action });
            }}
          >
            ${more.label}
          </button>
        </p>`
  }`;
}
