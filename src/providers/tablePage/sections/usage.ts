import * as vscode from 'vscode';
import type { Usage } from '../../../lineage/usage.js';
import type { Answer } from '../../../lineage/lineageService.js';
import type { FactsView } from '../../../webviews/tablePage/protocol.js';
import { sourceLabel } from '../../lineageHover/sourceLabel.js';
import type { Section } from '../section.js';

/** Of each kind; a table that everything reads has thousands. */
const mostShown = 10;

/** Who reads the table and what it is joined with, as far as the SQL of the workspace says. */
export const usageSection: Section = {
  id: 'usage',
  heading: () => vscode.l10n.t('Usage'),
  ask: () => vscode.l10n.t('Read the SQL of This Workspace'),
  isOffered: () => (vscode.workspace.workspaceFolders ?? []).length > 0,
  async load({ services, table, signal }): Promise<FactsView> {
    const { dataset } = await table();
    const { service } = await services.lineage();
    const untilDone = new Promise<void>(() => undefined);
    return viewOf(await service.usage(dataset, untilDone, signal));
  },
};

function viewOf(usage: Answer<Usage>): FactsView {
  const { t } = vscode.l10n;
  const { files, tables, joined, isClear, coverage } = usage;
  const count = (statements: number): string =>
    statements === 1
      ? t('1 place')
      : t('{0} places', statements.toLocaleString(vscode.env.language));
  const list = (label: string, values: readonly string[]): FactsView['facts'] => {
    if (values.length === 0) return [];
    const more = values.length - mostShown;
    const shown = values.slice(0, mostShown);
    const last = more > 0 ? [t('and {0} more', more)] : [];
    return [{ label, value: [...shown, ...last].join(', ') }];
  };
  const facts = [
    ...list(
      t('Read in'),
      files.map(({ first, statements }) => `${sourceLabel(first)} (${count(statements)})`),
    ),
    ...list(t('Tables made of it'), tables),
    ...list(
      t('Most joined with'),
      joined.map(({ table, statements }) => `${table} (${statements})`),
    ),
  ];
  const isSure = isClear && coverage === 'whole';
  const none = isSure
    ? t('Nothing in the SQL of this workspace reads it.')
    : t('Nothing is known to read it; not everything could be followed.');
  const notes =
    facts.length === 0
      ? [none]
      : isSure
        ? []
        : [t('There may be more: not everything could be followed.')];
  return { form: 'facts', facts, notes };
}
