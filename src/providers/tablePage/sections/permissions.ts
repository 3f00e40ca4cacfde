import * as vscode from 'vscode';
import { offers, type TablePermissions } from '../../../catalog/capabilities.js';
import type { TextsView } from '../../../webviews/tablePage/protocol.js';
import type { Section } from '../section.js';

/** What the one who is signed in may do, as far as the service says. */
export const permissionsSection: Section = {
  id: 'permissions',
  heading: () => vscode.l10n.t('Permissions'),
  isOffered: ({ connection }) => connection.type !== 'local',
  async load({ place, signal }): Promise<TextsView> {
    const { catalog, table } = place;
    const found = offers(catalog, 'permissions')
      ? await catalog.permissions(table, signal)
      : undefined;
    const texts =
      found === undefined
        ? [vscode.l10n.t('Not known: the service does not say what you may do with this table.')]
        : permissionTexts(found);
    return { form: 'texts', texts };
  },
};

/** A sentence for each thing that is known. */
export function permissionTexts({
  columns,
  rowFilter,
  privileges,
  isManaged,
  tags,
  columnTags,
  source,
}: TablePermissions): readonly string[] {
  const texts: string[] = [];
  switch (columns?.kind) {
    case undefined:
      texts.push(
        vscode.l10n.t('Which columns you can read is not known: {0} does not say.', source),
      );
      break;
    case 'all':
      texts.push(vscode.l10n.t('You can read all columns.'));
      break;
    case 'all-but':
      texts.push(vscode.l10n.t('You can read all columns except {0}.', columns.names.join(', ')));
      break;
    case 'only':
      texts.push(
        columns.names.length === 0
          ? vscode.l10n.t('You can read none of the columns.')
          : vscode.l10n.t('You can read only {0}.', columns.names.join(', ')),
      );
      break;
  }
  if (rowFilter !== undefined) {
    texts.push(vscode.l10n.t('You see only rows where {0}.', rowFilter));
  }
  if (privileges.length > 0) {
    texts.push(vscode.l10n.t('Your privileges, by {0}: {1}.', source, privileges.join(', ')));
  }
  if (isManaged === true)
    texts.push(vscode.l10n.t('Access to its files is managed by {0}.', source));
  for (const [key, values] of Object.entries(tags ?? {})) {
    texts.push(vscode.l10n.t('Tagged with {0}: {1}.', key, values.join(', ')));
  }
  for (const [column, own] of Object.entries(columnTags ?? {})) {
    for (const [key, values] of Object.entries(own)) {
      texts.push(
        vscode.l10n.t('The column {0} is tagged with {1}: {2}.', column, key, values.join(', ')),
      );
    }
  }
  return texts;
}
