import { html, nothing, type TemplateResult } from 'lit';
import type { PageHost, PageModel } from './model.js';
import type { PageView, SectionState, SectionView } from './protocol.js';
import { columnsSection } from './sections/columns.js';
import { descriptionSection } from './sections/description.js';
import { factsSection } from './sections/facts.js';
import { filesSection } from './sections/files.js';
import { rowsSection } from './sections/rows.js';
import { snapshotsSection } from './sections/snapshots.js';

/** Every text is put in as text: none of it is ever HTML. */
export function tablePage(model: PageModel, host: PageHost): TemplateResult {
  const { title, place, actions, words, sections } = model.page;
  const go = (id: string) => (): void => {
    const section = document.getElementById(`section-${id}`);
    section?.scrollIntoView({ block: 'start' });
    section?.querySelector('h2')?.focus();
  };
  return html`<header>
      <h1>${title}</h1>
      <p class="place">${place}</p>
      <div class="actions">
        ${actions.map(
          ({ action, label }, i) =>
            html`<button
              type="button"
              class=${i === 0 ? 'primary' : ''}
              data-do=${action}
              @click=${(): void => {
                host.post({ type: 'do', action });
              }}
            >
              ${label}
            </button>`,
        )}
      </div>
    </header>
    <nav aria-label=${words.contents}>
      ${sections.map(
        ({ id, heading }) =>
          html`<button type="button" class="link" @click=${go(id)}>${heading}</button>`,
      )}
    </nav>
    <main>${sections.map((section) => sectionOf(section, model, host))}</main>`;
}

function sectionOf(
  { id, heading, ask }: PageView['sections'][number],
  model: PageModel,
  host: PageHost,
): TemplateResult {
  const state = model.states.get(id);
  const load = (): void => {
    host.post({ type: 'load', section: id });
  };
  const lazy = ask === undefined && state === undefined;
  return html`<section
    id="section-${id}"
    data-section=${id}
    ?data-lazy=${lazy}
    aria-labelledby="heading-${id}"
    aria-busy=${state?.kind === 'loading' ? 'true' : 'false'}
  >
    <h2 id="heading-${id}" tabindex="-1">${heading}</h2>
    ${
      ask !== undefined && state === undefined
        ? html`<p><button type="button" @click=${load}>${ask}</button></p>`
        : body(state, model, host, load)
    }
  </section>`;
}

function body(
  state: SectionState | undefined,
  model: PageModel,
  host: PageHost,
  load: () => void,
): TemplateResult | typeof nothing {
  const { words } = model.page;
  switch (state?.kind) {
    case undefined:
      return nothing;
    case 'loading':
      return html`<p class="loading" role="status">${words.loading}</p>`;
    case 'failed':
      return html`<p class="failed" role="alert">${state.text}</p>
        <p><button type="button" @click=${load}>${words.retry}</button></p>`;
    case 'shown':
      return shown(state.view, model, host);
  }
}

function shown(view: SectionView, model: PageModel, host: PageHost): TemplateResult {
  switch (view.form) {
    case 'facts':
      return factsSection(view);
    case 'texts':
      return html`${view.texts.map((text) => html`<p>${text}</p>`)}`;
    case 'description':
      return descriptionSection(view, model, host);
    case 'columns':
      return columnsSection(view, model, host);
    case 'rows':
      return rowsSection(view, host);
    case 'snapshots':
      return snapshotsSection(view, model, host);
    case 'files':
      return filesSection(view);
  }
}
