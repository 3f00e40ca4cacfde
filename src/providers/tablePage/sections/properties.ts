import * as vscode from 'vscode';
import type { FactsView } from '../../../webviews/tablePage/protocol.js';
import type { Section } from '../section.js';

/** What the service keeps with the table, as it has it. */
export const propertiesSection: Section = {
  id: 'properties',
  heading: () => vscode.l10n.t('Properties'),
  isOffered: () => true,
  async load({ table }): Promise<FactsView> {
    const { properties } = await table();
    const facts = Object.entries(properties)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([label, value]) => ({ label, value, isCode: true }));
    const none = vscode.l10n.t('The table has no properties.');
    return { form: 'facts', facts, notes: facts.length === 0 ? [none] : [] };
  },
};
