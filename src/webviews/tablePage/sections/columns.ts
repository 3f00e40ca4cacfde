import { html, nothing, type TemplateResult } from 'lit';
import type { PageHost, PageModel } from '../model.js';
import type { ColumnRow, ColumnsView } from '../protocol.js';
import { columnKey, isUnfolded, parentsOf } from './foldedColumns.js';

/** So many are drawn at once: of tables with thousands the filter finds the others. */
const mostDrawn = 500;

/** The columns as a table; those within others are folded until they are asked for. */
export function columnsSection(
  { columns, words, note }: ColumnsView,
  model: PageModel,
  host: PageHost,
): TemplateResult {
  if (columns.length === 0) return html`<p class="quiet">${words.none}</p>`;
  const wanted = model.filter.toLowerCase();
  const isFound = ({ path, type, comment, own }: ColumnRow): boolean =>
    [path.join('.'), type, comment, own].some((text) => text.toLowerCase().includes(wanted));
  const found =
    wanted === ''
      ? columns.filter(({ path }) => isUnfolded(path, model.open))
      : columns.filter(isFound);
  const parents = parentsOf(columns);
  const drawn = found.slice(0, mostDrawn);
  const hasStatistics = columns.some(({ statistics }) => statistics !== '');
  const top = columns.filter(({ path }) => path.length === 1).length;
  const shown = wanted === '' ? Math.min(top, mostDrawn) : drawn.length;
  return html`<p class="filter">
      <input
        type="search"
        aria-label=${words.filter}
        placeholder=${words.filter}
        .value=${model.filter}
        @input=${(event: Event): void => {
          if (event.target instanceof HTMLInputElement) model.filter = event.target.value;
          host.draw();
        }}
      />
      <span class="quiet" role="status">
        ${words.count
          .replace('{0}', String(shown))
          .replace('{1}', String(wanted === '' ? top : columns.length))}
      </span>
    </p>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="heading-columns">
      <table class="columns">
        <thead>
          <tr>
            <th scope="col">${words.name}</th>
            <th scope="col">${words.type}</th>
            <th scope="col">${words.comment}</th>
            ${hasStatistics ? html`<th scope="col">${words.statistics}</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${drawn.map((column) => row(column, hasStatistics))}
        </tbody>
      </table>
    </div>
    ${note === undefined ? nothing : html`<p class="note">${note}</p>`}`;

  function row(column: ColumnRow, withStatistics: boolean): TemplateResult {
    const { path, type, nativeType, isRequired, isPartition, statistics } = column;
    // What is found stands without what it lies in.
    const label = wanted === '' ? path.at(-1) : path.join('.');
    return html`<tr>
      <th scope="row" class="depth-${Math.min(path.length - 1, 6)}">
        ${fold(column)}<span class="name">${label}</span>
        ${isPartition ? html`<span class="badge">${words.partition}</span>` : nothing}
      </th>
      <td>
        <code title=${nativeType ?? type}>${typeText(type)}</code>
        ${isRequired ? html`<span class="quiet">${words.required}</span>` : nothing}
      </td>
      <td>${meaning(column)}</td>
      ${withStatistics ? html`<td class="quiet">${statistics}</td>` : nothing}
    </tr>`;
  }

  function fold(column: ColumnRow): TemplateResult {
    if (!parents.has(column) || wanted !== '') return html`<span class="twistie"></span>`;
    const key = columnKey(column.path);
    const isOpen = model.open.has(key);
    const toggle = (): void => {
      if (isOpen) model.open.delete(key);
      else model.open.add(key);
      host.draw();
    };
    return html`<button
      type="button"
      class="twistie"
      aria-expanded=${isOpen ? 'true' : 'false'}
      aria-label=${`${column.path.join('.')} ${column.type}`}
      @click=${toggle}
    >
      ${isOpen ? '▾' : '▸'}
    </button>`;
  }

  function meaning({ path, comment, own }: ColumnRow): TemplateResult {
    const name = path.join('.');
    const key = `describe ${name}`;
    const label = words.describe.replace('{0}', name);
    const close = (): void => {
      model.open.delete(key);
      host.draw();
    };
    if (model.open.has(key)) {
      return html`<input
        type="text"
        class="describe"
        id="describe"
        aria-label=${label}
        .value=${own === '' ? comment : own}
        @keydown=${(event: KeyboardEvent): void => {
          if (event.key === 'Escape') close();
          if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
          const said = event.target.value.trim();
          host.post({
            type: 'describeColumn',
            column: name,
            comment: said === comment ? '' : said,
          });
          close();
        }}
        @blur=${close}
      />`;
    }
    const edit = (): void => {
      model.open.add(key);
      host.draw();
      document.getElementById('describe')?.focus();
    };
    return html`<span class="meaning">${own === '' ? comment : own}</span>
      <button type="button" class="pencil" title=${label} aria-label=${label} @click=${edit}>
        ✎
      </button>`;
  }
}

/** A nested type in short: its fields are rows. */
function typeText(type: string): string {
  return type.length <= 40 ? type : `${type.slice(0, 39)}…`;
}
