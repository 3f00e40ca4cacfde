import * as vscode from 'vscode';
import { offers } from '../../../catalog/capabilities.js';
import type { FactsView } from '../../../webviews/tablePage/protocol.js';
import type { Section } from '../section.js';

/** How the service keeps the files of the table, and whom it lets in. */
export const securitySection: Section = {
  id: 'security',
  heading: () => vscode.l10n.t('Encryption and Policy'),
  isOffered: ({ catalog, kind }) => kind === 'table' && offers(catalog, 'security'),
  async load({ place, signal }): Promise<FactsView> {
    const { catalog, table } = place;
    const { encryption, policy } = offers(catalog, 'security')
      ? await catalog.security(table, signal)
      : {};
    const unknown = vscode.l10n.t('not known: it may not be read');
    const key = encryption?.key ?? vscode.l10n.t('a key of the service');
    const none = vscode.l10n.t('none');
    return {
      form: 'facts',
      facts: [
        {
          label: vscode.l10n.t('Encryption'),
          value: encryption === undefined ? unknown : `${encryption.algorithm} · ${key}`,
        },
        policy === undefined || policy === null
          ? { label: vscode.l10n.t('Policy'), value: policy === null ? none : unknown }
          : { label: vscode.l10n.t('Policy'), value: policy, isCode: true },
      ],
      notes: [],
    };
  },
};
