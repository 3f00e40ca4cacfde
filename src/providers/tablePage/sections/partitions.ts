import * as vscode from 'vscode';
import { offers } from '../../../catalog/capabilities.js';
import { sizeText } from '../../../host/sizeText.js';
import type { RowsView } from '../../../webviews/tablePage/protocol.js';
import type { Section } from '../section.js';

/** The first partitions, with what is in each. */
export const partitionsSection: Section = {
  id: 'partitions',
  heading: () => vscode.l10n.t('Partitions'),
  isOffered: ({ catalog, kind }) => kind === 'table' && offers(catalog, 'listPartitions'),
  async load({ place, table, signal }): Promise<RowsView> {
    const { catalog, table: identifier } = place;
    if (!offers(catalog, 'listPartitions')) throw new TypeError('the catalog has no partitions');
    const { partitioning } = await table();
    if (partitioning.length === 0) {
      return { ...none, empty: vscode.l10n.t('The table is not partitioned.') };
    }
    const { items, next } = await catalog.listPartitions(identifier, undefined, signal);
    const names = [...new Set(items.flatMap(({ values }) => values.map(({ name }) => name)))];
    const facts = [
      { head: vscode.l10n.t('Rows'), of: ({ rows }: (typeof items)[number]) => number(rows) },
      { head: vscode.l10n.t('Files'), of: ({ files }: (typeof items)[number]) => number(files) },
      {
        head: vscode.l10n.t('Size'),
        of: ({ bytes }: (typeof items)[number]) =>
          bytes === undefined ? undefined : sizeText(bytes),
      },
      { head: vscode.l10n.t('Location'), of: ({ location }: (typeof items)[number]) => location },
    ].filter(({ of }) => items.some((item) => of(item) !== undefined));
    return {
      form: 'rows',
      head: [...names, ...facts.map(({ head }) => head)],
      types: [...names.map(() => ''), ...facts.map(() => '')],
      rows: items.map((item) => [
        ...names.map((name) => item.values.find((value) => value.name === name)?.value ?? null),
        ...facts.map(({ of }) => of(item) ?? ''),
      ]),
      notes:
        next === undefined
          ? []
          : [vscode.l10n.t('The first {0}; the tree lists all of them.', items.length)],
      empty: vscode.l10n.t('There are no partitions yet.'),
    };
  },
};

const none = { form: 'rows', head: [], types: [], rows: [], notes: [] } as const;

function number(value: bigint | undefined): string | undefined {
  return value?.toLocaleString(vscode.env.language);
}
