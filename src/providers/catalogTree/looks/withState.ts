import * as vscode from 'vscode';
import { ageText } from '../../../host/ageText.js';
import type { ListingState } from '../nodeListings.js';
import { joined } from './looks.js';

/** Says beside a node's name that its service is slow, or how old what is shown of it is. */
export function withState(item: vscode.TreeItem, { attempt, from }: ListingState): vscode.TreeItem {
  const description = typeof item.description === 'string' ? item.description : '';
  item.description = joined(
    attempt !== undefined && vscode.l10n.t('slow, asked {0} times', attempt),
    description,
    from !== undefined && ageText(Date.now() - from),
  );
  return item;
}
