import * as vscode from 'vscode';
import { offers } from '../../../catalog/capabilities.js';
import type { FactsView } from '../../../webviews/tablePage/protocol.js';
import type { Section } from '../section.js';
import { timeText } from './overview.js';

/** The versions that the service keeps of a table whose format has no history of its own. */
export const definitionsSection: Section = {
  id: 'definitions',
  heading: () => vscode.l10n.t('Versions'),
  isOffered: ({ catalog, kind }) => kind === 'table' && offers(catalog, 'listDefinitions'),
  async load({ place, table, signal }): Promise<FactsView> {
    const { catalog } = place;
    const history = vscode.l10n.t('Its snapshots and its schemas are the history of this table.');
    const hasOwn = (await table()).format === 'iceberg';
    if (hasOwn || !offers(catalog, 'listDefinitions')) {
      return { form: 'facts', facts: [], notes: [history] };
    }
    const { items, next } = await catalog.listDefinitions(place.table, undefined, signal);
    const facts = items.map(({ id, columns, isCurrent, updatedAt }) => ({
      label: vscode.l10n.t('Version {0}', id),
      value: [
        ...(isCurrent ? [vscode.l10n.t('current')] : []),
        timeText(updatedAt),
        columns.map(({ name, nativeType }) => `${name} ${nativeType}`).join(', '),
      ]
        .filter((part) => part !== undefined && part !== '')
        .join(' · '),
    }));
    const more = vscode.l10n.t('There are older ones.');
    return { form: 'facts', facts, notes: next === undefined ? [] : [more] };
  },
};
