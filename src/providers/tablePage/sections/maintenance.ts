import * as vscode from 'vscode';
import { offers } from '../../../catalog/capabilities.js';
import type { FactsView } from '../../../webviews/tablePage/protocol.js';
import type { Section } from '../section.js';
import { timeText } from './overview.js';

/** What the service does to the table on its own, and the rules that it does so by. */
export const maintenanceSection: Section = {
  id: 'maintenance',
  heading: () => vscode.l10n.t('Maintenance'),
  isOffered: ({ catalog, kind }) =>
    kind === 'table' && (offers(catalog, 'maintenance') || offers(catalog, 'policies')),
  async load({ place, signal }): Promise<FactsView> {
    const { catalog, table } = place;
    const jobs = offers(catalog, 'maintenance') ? await catalog.maintenance(table, signal) : [];
    const policies = offers(catalog, 'policies') ? await catalog.policies(table, signal) : [];
    const facts = [
      ...jobs.map(({ name, isEnabled, settings, lastRun }) => {
        const run =
          lastRun === undefined
            ? vscode.l10n.t('has not run yet')
            : [timeText(lastRun.at), lastRun.state, lastRun.message]
                .filter((part) => part !== undefined)
                .join(' · ');
        const said = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
        const state = isEnabled ? [] : [vscode.l10n.t('switched off')];
        return { label: name, value: [...state, run, ...said].join(' · ') };
      }),
      ...policies.map(({ name, type, content, isInherited }) => ({
        label: name,
        value: [
          type,
          ...(isInherited ? [vscode.l10n.t('inherited')] : []),
          ...(content === undefined ? [] : [content]),
        ].join(' · '),
      })),
    ];
    const none = vscode.l10n.t('The service looks after nothing here.');
    return { form: 'facts', facts, notes: facts.length === 0 ? [none] : [] };
  },
};
