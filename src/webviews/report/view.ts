import { html, nothing, type TemplateResult } from 'lit';
import type { FindingGroup, ReportView } from './protocol.js';

/** The page for a report. Every text is put in as text: none of it is ever HTML. */
export function reportPage(
  { title, migration, readiness, totals, next, groups }: ReportView,
  open: (id: string) => void,
): TemplateResult {
  return html`<main>
    <h1>${title}</h1>
    ${migration === undefined ? nothing : html`<p>${migration}</p>`}
    <p>
      <label for="readiness">${readiness.label}</label>
      <progress id="readiness" max="100" value=${readiness.percent}></progress>
      <span>${readiness.text}</span>
    </p>
    <section aria-labelledby="totals">
      <h2 id="totals">${totals.heading}</h2>
      <table>
        <thead>
          <tr>
            ${totals.columns.map((column) => html`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${totals.rows.map(
            ({ status, label, count }) =>
              html`<tr>
                <th scope="row"><span class="dot ${status}" aria-hidden="true"></span>${label}</th>
                <td class="count">${count}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </section>
    <section aria-labelledby="next">
      <h2 id="next">${next.heading}</h2>
      <ol>
        ${next.steps.map((step) => html`<li>${step}</li>`)}
      </ol>
    </section>
    ${groups.map((group) => findings(group, open))}
  </main>`;
}

function findings(
  { status, heading, columns, rows }: FindingGroup,
  open: (id: string) => void,
): TemplateResult {
  return html`<section aria-labelledby="group-${status}">
    <h2 id="group-${status}">
      <span class="dot ${status}" aria-hidden="true"></span>${heading} (${rows.length})
    </h2>
    <table>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ id, place, rule, text }) =>
            html`<tr>
              <td>
                <button
                  type="button"
                  @click=${(): void => {
                    open(id);
                  }}
                >
                  ${place}
                </button>
              </td>
              <td><code>${rule}</code></td>
              <td>${withCode(text)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

/** What stands between backticks is code. */
function withCode(text: string): readonly unknown[] {
  return text.split('`').map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : part));
}
