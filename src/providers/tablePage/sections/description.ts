import * as vscode from 'vscode';
import { offers } from '../../../catalog/capabilities.js';
import { tagsOf } from '../../../catalog/description.js';
import type { Table } from '../../../catalog/catalog.js';
import type { Described, DescriptionView } from '../../../webviews/tablePage/protocol.js';
import { descriptionOf } from '../../../workspaceFile/workspaceFile.js';
import { pathOf } from '../datasetPath.js';
import type { Section } from '../section.js';

/** What the table means: in the service's words, and in the team's. */
export const descriptionSection: Section = {
  id: 'description',
  heading: () => vscode.l10n.t('Description'),
  isOffered: () => true,
  async load({ services, place, table }): Promise<DescriptionView> {
    const { workspaceFile } = services;
    const service = describedBy(await table());
    await workspaceFile.ready;
    const own = descriptionOf(workspaceFile.current, await pathOf(place));
    const canWrite = offers(place.catalog, 'describe') && !place.connection.readOnly;
    return {
      form: 'description',
      service,
      own: own === undefined ? undefined : { comment: own.comment ?? '', tags: own.tags ?? {} },
      words: {
        none: vscode.l10n.t('Nobody has written yet what this table means.'),
        fromService: vscode.l10n.t('From {0}', place.connection.name),
        fromTeam: vscode.l10n.t('From .vscode/lakehouse.json'),
        edit: vscode.l10n.t('Edit'),
        comment: vscode.l10n.t('What the table means'),
        tags: vscode.l10n.t('Tags'),
        tagsHint: vscode.l10n.t('One on a line: name=value'),
        saveFile: vscode.l10n.t('Save for the Team'),
        ...(canWrite ? { saveService: vscode.l10n.t('Save to {0}…', place.connection.name) } : {}),
        cancel: vscode.l10n.t('Cancel'),
      },
    };
  },
};

/** What a service says of a table; nothing where it says nothing. */
export function describedBy({
  comment,
  properties,
  tags = tagsOf(properties),
}: Table): Described | undefined {
  return comment === undefined && Object.keys(tags).length === 0
    ? undefined
    : { comment: comment ?? '', tags };
}
