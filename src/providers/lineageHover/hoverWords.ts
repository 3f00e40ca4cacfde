import * as vscode from 'vscode';
import type { Edge } from '../../lineage/lineageGraph.js';
import type { UnknownReason } from '../../sql/resolve/resolution.js';
import type { HoverWords } from './hoverMarkdown.js';

/** The sentences of the hover in the user's language. */
export function hoverWords(): HoverWords {
  const { t } = vscode.l10n;
  return {
    comesFrom: t('Comes from'),
    goesTo: t('Goes to'),
    influencedBy: t('Decided by'),
    influences: t('Decides about'),
    notKnown: t('not known'),
    stillReading: t('The workspace is still being read: there may be more.'),
    unknownTable: t('No connection that is in use here knows this table.'),
    missingColumn: t('The table has no such column.'),
    everyColumn: t('every column'),
    someColumn: t('which column is not known'),
    localName: t('defined in this statement'),
    here: t('this statement'),
    subtype,
    columnOf: (table) => t('of {0}', table),
    more: (count) => t('{0} more', count),
    reason,
  };
}

function subtype(of: Edge['subtype']): string {
  const { t } = vscode.l10n;
  switch (of) {
    case 'identity':
      return '';
    case 'transformation':
      return t('computed');
    case 'aggregation':
      return t('aggregated');
    case 'join':
      return t('join');
    case 'filter':
      return t('filter');
    case 'group-by':
      return t('group');
    case 'sort':
      return t('sort');
    case 'window':
      return t('window');
    case 'conditional':
      return t('condition');
  }
}

function reason(of: UnknownReason): string {
  const { t } = vscode.l10n;
  switch (of) {
    case 'schema-missing':
      return t('Not known: it could be of several tables whose columns no connection tells.');
    case 'ambiguous-column':
      return t('Ambiguous: several tables have this column.');
    case 'no-such-column':
      return t('No table of this query has this column.');
    case 'no-such-relation':
      return t('This query has no table of that name.');
    case 'target-columns':
      return t('Not known: the columns of the target are not.');
    case 'parameter':
      return t('Not known: the name holds a parameter.');
    case 'table-function':
      return t('Not known: it comes from a table function.');
    case 'unsupported-relation':
      return t('Not known: this part of the query is not followed yet.');
    case 'unsupported-statement':
      return t('Not known: statements of this kind are not followed yet.');
    case 'syntax':
      return t('Not known: the statement can not be read.');
    case 'too-deep':
      return t('Not known: the statement nests too deeply to be read.');
  }
}
