import * as vscode from 'vscode';
import type { LeftOutColumn, Preview } from '../../catalog/capabilities.js';
import { sizeText } from '../../host/sizeText.js';
import { rowsText } from '../../notebooks/resultOutput.js';
import type { TablePlace } from './tablePlace.js';

/** What was read for a preview of so many rows, and what that cost. */
export function factsText(preview: Preview, rows: number): string {
  const { isWhole, files, fetched, requests } = preview;
  const what = isWhole
    ? vscode.l10n.t('All {0} of the table', rowsText(rows))
    : vscode.l10n.t('The first {0}', rowsText(rows));
  const from =
    files.total === undefined
      ? vscode.l10n.t('from {0} files', files.read)
      : vscode.l10n.t('from {0} of {1} files', files.read, files.total);
  if (requests === 0) return vscode.l10n.t('{0}, {1} on this computer.', what, from);
  const cost = vscode.l10n.t('{0} fetched with {1} requests.', sizeText(fetched), requests);
  // The storage may charge for requests: nothing more is promised than is true.
  return `${what}, ${from} (${sizeText(files.bytes)}): ${cost} ${vscode.l10n.t('No query was run.')}`;
}

/** What of the table is not among the rows. */
export function noteTexts({ leftOut, passedOver = 0 }: Preview): readonly string[] {
  const deleted = vscode.l10n.t(
    'Passed over: {0} files with deletion vectors, which can not be read here.',
    passedOver,
  );
  return [...leftOut.map(leftOutText), ...(passedOver === 0 ? [] : [deleted])];
}

function leftOutText({ name, why, type }: LeftOutColumn): string {
  switch (why) {
    case 'too-large':
      return vscode.l10n.t('Without the column {0}: its first values alone are too large.', name);
    case 'unreadable-type':
      return vscode.l10n.t(
        'Without the column {0}: its type {1} can not be read here.',
        name,
        type,
      );
  }
}

/** `sales.orders`, as a person says it. */
export function tableTitle({ table }: Pick<TablePlace, 'table'>): string {
  return [...table.namespace, table.name].join('.');
}

/** Of which connection, and which state. */
export function placeText({ connection, catalog, version }: TablePlace): string {
  const where = catalog.name === connection.name ? [] : [catalog.name];
  const state =
    version === undefined
      ? []
      : 'ref' in version
        ? [vscode.l10n.t('as of {0}', version.ref)]
        : [vscode.l10n.t('as of snapshot {0}', String(version.snapshotId))];
  return [connection.name, ...where, ...state].join(' · ');
}
