import * as vscode from 'vscode';
import { offers, type QualityRule } from '../../../catalog/capabilities.js';
import type { FactsView } from '../../../webviews/tablePage/protocol.js';
import type { Section } from '../section.js';
import { timeText } from './overview.js';

/** How the table did when the service last checked its rules. */
export const qualitySection: Section = {
  id: 'quality',
  heading: () => vscode.l10n.t('Quality'),
  isOffered: ({ catalog, kind }) => kind === 'table' && offers(catalog, 'quality'),
  async load({ place, signal }): Promise<FactsView> {
    const { catalog, table } = place;
    const result = offers(catalog, 'quality') ? await catalog.quality(table, signal) : undefined;
    if (result === undefined) {
      const none = vscode.l10n.t(
        'No rules were checked for this table, as far as the service says.',
      );
      return { form: 'facts', facts: [], notes: [none] };
    }
    const { at, score, ruleset, rules } = result;
    const whole = [
      [vscode.l10n.t('Checked'), timeText(at)],
      [vscode.l10n.t('Rules that hold'), score === undefined ? undefined : percentText(score)],
      [vscode.l10n.t('Ruleset'), ruleset],
    ] as const;
    return {
      form: 'facts',
      facts: [
        ...whole.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }])),
        ...rules.map(({ rule, outcome, message }) => ({
          label: rule,
          value: [outcomeText(outcome), message].filter((part) => part !== undefined).join(' · '),
        })),
      ],
      notes: [],
    };
  },
};

function percentText(part: number): string {
  return part.toLocaleString(vscode.env.language, { style: 'percent', maximumFractionDigits: 1 });
}

function outcomeText(outcome: QualityRule['outcome']): string {
  switch (outcome) {
    case 'passed':
      return vscode.l10n.t('holds');
    case 'failed':
      return vscode.l10n.t('does not hold');
    case 'error':
      return vscode.l10n.t('could not be checked');
    case 'unknown':
      return vscode.l10n.t('not known');
  }
}
