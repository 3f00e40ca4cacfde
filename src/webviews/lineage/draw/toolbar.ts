import { html, nothing, type TemplateResult } from 'lit';
import { fill, type PageHost, type PageModel } from '../model.js';
import type { Form } from '../protocol.js';

/** What is shown, in which form, and how to take it away. */
export function toolbar(model: PageModel, host: PageHost): TemplateResult {
  const { words, title, table } = model.page;
  return html`<header>
    <h1>${title}</h1>
    ${
      table === undefined
        ? nothing
        : html`<button
            type="button"
            data-do="wholeTable"
            @click=${(): void => {
              host.post({ type: 'show', of: table });
            }}
          >
            ${words.wholeTable}
          </button>`
    }
    <div class="forms" role="group" aria-label=${words.lineage}>
      ${form('tree', words.tree, model, host)} ${form('graph', words.graph, model, host)}
    </div>
    ${directions(model, host)} ${indirect(model, host)} ${search(model, host)}
    <div class="exports" role="group" aria-label=${words.export}>
      <span class="quiet" aria-hidden="true">${words.export}</span>
      ${(['svg', 'png', 'mermaid', 'openlineage'] as const).map(
        (format) =>
          html`<button
            type="button"
            class="link"
            data-export=${format}
            @click=${(): void => {
              host.exportAs(format);
            }}
          >
            ${formats[format]}
          </button>`,
      )}
    </div>
  </header>`;
}

/** Names of their own, in every language. */
const formats = { svg: 'SVG', png: 'PNG', mermaid: 'Mermaid', openlineage: 'OpenLineage' };

function form(of: Form, label: string, model: PageModel, host: PageHost): TemplateResult {
  return html`<button
    type="button"
    data-form=${of}
    aria-pressed=${model.form === of ? 'true' : 'false'}
    @click=${(): void => {
      host.show(of);
    }}
  >
    ${label}
  </button>`;
}

function directions(model: PageModel, host: PageHost): TemplateResult {
  const { words } = model.page;
  const all = { both: words.both, up: words.up, down: words.down };
  return html`<div class="forms" role="group" aria-label=${words.direction}>
    ${(['both', 'up', 'down'] as const).map(
      (direction) =>
        html`<button
          type="button"
          data-direction=${direction}
          aria-pressed=${model.filter.direction === direction ? 'true' : 'false'}
          @click=${(): void => {
            model.filter = { ...model.filter, direction };
            host.change();
          }}
        >
          ${all[direction]}
        </button>`,
    )}
  </div>`;
}

function indirect(model: PageModel, host: PageHost): TemplateResult {
  return html`<label class="check">
    <input
      type="checkbox"
      data-do="indirect"
      .checked=${model.filter.withIndirect}
      @change=${(event: Event): void => {
        if (!(event.target instanceof HTMLInputElement)) return;
        model.filter = { ...model.filter, withIndirect: event.target.checked };
        host.change();
      }}
    />
    ${model.page.words.indirect}
  </label>`;
}

function search(model: PageModel, host: PageHost): TemplateResult {
  const { words } = model.page;
  const count = model.matches.length;
  const said =
    model.search.trim() === ''
      ? ''
      : count === 0
        ? words.foundNone
        : fill(words.found, model.match + 1, count);
  return html`<span class="search">
    <input
      type="search"
      aria-label=${words.search}
      placeholder=${words.search}
      .value=${model.search}
      @input=${(event: Event): void => {
        if (event.target instanceof HTMLInputElement) host.find(event.target.value);
      }}
      @keydown=${(event: KeyboardEvent): void => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        host.step(event.shiftKey ? -1 : 1);
      }}
    />
    <span class="quiet" role="status">${said}</span>
  </span>`;
}
