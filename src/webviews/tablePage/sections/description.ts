import { html, nothing, type TemplateResult } from 'lit';
import type { PageHost, PageModel } from '../model.js';
import type { Described, DescriptionView } from '../protocol.js';

const form = 'description';

/** What the service and the team say of the table, and a form to say it in. */
export function descriptionSection(
  view: DescriptionView,
  model: PageModel,
  host: PageHost,
): TemplateResult {
  if (model.open.has(form)) return descriptionForm(view, model, host);
  const { own, service, words } = view;
  const edit = (): void => {
    model.open.add(form);
    host.draw();
    document.getElementById('comment')?.focus();
  };
  const isEmpty = own === undefined && service === undefined;
  return html`${isEmpty ? html`<p class="quiet">${words.none}</p>` : nothing}
    ${own === undefined ? nothing : said(own, words.fromTeam)}
    ${service === undefined ? nothing : said(service, words.fromService)}
    <p><button type="button" data-do="edit" @click=${edit}>${words.edit}</button></p>`;
}

function said({ comment, tags }: Described, source: string): TemplateResult {
  return html`<div class="said">
    ${comment === '' ? nothing : html`<p class="meaning">${comment}</p>`}
    ${
      Object.keys(tags).length === 0
        ? nothing
        : html`<ul class="tags">
            ${Object.entries(tags).map(
              ([name, value]) => html`<li>${value === '' ? name : `${name}: ${value}`}</li>`,
            )}
          </ul>`
    }
    <p class="source">${source}</p>
  </div>`;
}

function descriptionForm(
  { own, service, words }: DescriptionView,
  model: PageModel,
  host: PageHost,
): TemplateResult {
  const start = own ?? service ?? { comment: '', tags: {} };
  const close = (): void => {
    model.open.delete(form);
    host.draw();
  };
  const save = (target: 'file' | 'service') => (): void => {
    host.post({
      type: 'save',
      target,
      comment: textOf('comment').trim(),
      tags: parseTags(textOf('tags')),
    });
    close();
  };
  const lines = Object.entries(start.tags).map(([name, value]) => `${name}=${value}`);
  return html`<form
    @submit=${(event: Event): void => {
      event.preventDefault();
    }}
    @keydown=${(event: KeyboardEvent): void => {
      if (event.key === 'Escape') close();
    }}
  >
    <label for="comment">${words.comment}</label>
    <textarea id="comment" rows="4" .value=${start.comment}></textarea>
    <label for="tags">${words.tags}</label>
    <textarea id="tags" rows="3" aria-describedby="tags-hint" .value=${lines.join('\n')}></textarea>
    <p id="tags-hint" class="source">${words.tagsHint}</p>
    <div class="actions">
      <button type="button" class="primary" data-do="save-file" @click=${save('file')}>
        ${words.saveFile}
      </button>
      ${
        words.saveService === undefined
          ? nothing
          : html`<button type="button" data-do="save-service" @click=${save('service')}>
              ${words.saveService}
            </button>`
      }
      <button type="button" @click=${close}>${words.cancel}</button>
    </div>
  </form>`;
}

function textOf(id: string): string {
  const field = document.getElementById(id);
  return field instanceof HTMLTextAreaElement ? field.value : '';
}

/** `name=value` on each line; a line without `=` is a name alone. */
function parseTags(text: string): Readonly<Record<string, string>> {
  const pairs = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const at = line.indexOf('=');
      return at === -1
        ? ([line, ''] as const)
        : ([line.slice(0, at).trim(), line.slice(at + 1).trim()] as const);
    });
  return Object.fromEntries(pairs.filter(([name]) => name !== ''));
}
