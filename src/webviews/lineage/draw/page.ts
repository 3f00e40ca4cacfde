import { html, nothing, type TemplateResult } from 'lit';
import { firstLevels, type PageHost, type PageModel } from '../model.js';
import { treeRows } from '../treeRows.js';
import { details } from './details.js';
import { graphView } from './graphView.js';
import { toolbar } from './toolbar.js';
import { treeView } from './treeView.js';

/** Every text is put in as text: none of it is ever HTML. */
export function lineagePage(
  model: PageModel,
  host: PageHost,
  size: { readonly width: number; readonly height: number },
): TemplateResult {
  const { subject, words } = model.page;
  const isThere = model.graph.nodes.has(subject);
  const failed = model.failed.get(subject);
  return html`${toolbar(model, host)}
    <div class="notes" role="status">
      ${model.notes.map((note) => html`<p class="note">${note}</p>`)}
    </div>
    <main>
      ${
        isThere
          ? html`<div class="form">${body(model, host, size)}</div>
              ${details(model, host)}`
          : failed === undefined
            ? html`<p class="loading" role="status">${words.loading}</p>`
            : html`<div>
                <p class="failed" role="alert">${failed}</p>
                <button
                  type="button"
                  @click=${(): void => {
                    model.failed.delete(subject);
                    host.load(subject, 'both', firstLevels);
                    host.draw();
                  }}
                >
                  ${words.retry}
                </button>
              </div>`
      }
    </main>`;
}

function body(
  model: PageModel,
  host: PageHost,
  size: { readonly width: number; readonly height: number },
): TemplateResult | typeof nothing {
  if (model.form === 'tree') {
    return treeView(
      model,
      host,
      treeRows(model.graph, model.page.subject, model.folds, model.filter),
    );
  }
  const drawing = model.drawn?.drawing;
  return drawing === undefined ? nothing : graphView(model, host, drawing, size);
}
