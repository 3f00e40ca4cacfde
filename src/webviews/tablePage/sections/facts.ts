import { html, type TemplateResult } from 'lit';
import type { FactsView } from '../protocol.js';

/** Names and what they are. */
export function factsSection({ facts, notes }: Pick<FactsView, 'facts' | 'notes'>): TemplateResult {
  return html`<dl>
      ${facts.map(
        ({ label, value, isCode = false }) =>
          html`<div class=${isCode ? 'wide' : ''}>
            <dt>${label}</dt>
            <dd>${isCode ? html`<code>${value}</code>` : value}</dd>
          </div>`,
      )}
    </dl>
    ${notes.map((note) => html`<p class="note">${note}</p>`)}`;
}
