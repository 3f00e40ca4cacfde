import * as vscode from 'vscode';
import type { Edge } from '../../lineage/lineageGraph.js';
import type { Standing } from '../../lineage/names.js';
import type { UnknownReason } from '../../sql/resolve/resolution.js';
import type { HoverWords } from './hoverMarkdown.js';

/** The sentences of the hover in the user's language. */
export function hoverWords(): HoverWords {
  const { t } = vscode.l10n;
  return {
    comesFrom: t('Comes from'),
    usedBy: t('Used by'),
    decidedBy: t('Filtered, joined or grouped by'),
    decides: t('Filters, joins or groups'),
    notKnown: t('not known'),
    nothing: t('nothing in the SQL of this workspace'),
    noTable: t('no table'),
    everyColumn: t('every column'),
    someColumn: t('which column is not known'),
    queries: t('Queries'),
    here: t('this statement'),
    way: (way, of) => (way === 'identity' && of === 'column' ? '' : wayText(way)),
    more: (count) => t('and {0} more', count),
    stillReading: t('Indexing… the workspace is still being read: there may be more.'),
    partlyRead: t('Some files of the workspace could not be read: there may be more.'),
    missingColumn: t('The table has no such column.'),
    localName: t('defined in this statement'),
    view: t('view'),
    standing,
    columnOf: (table) => t('of {0}', table),
    rows: (count) => (count === 1n ? t('1 row') : t('{0} rows', count.toLocaleString())),
    owner: (name) => t('owner {0}', name),
    updated: (at) =>
      t(
        'changed {0}',
        new Date(at).toLocaleString(vscode.env.language, {
          dateStyle: 'medium',
          timeStyle: 'short',
        }),
      ),
    expand: t('Expand'),
    impact: t('Impact of Change'),
    reason,
  };
}

function standing(of: Standing): string {
  const { t } = vscode.l10n;
  switch (of) {
    case 'known':
      return '';
    case 'missing':
      return t('The connection has no table of this name.');
    case 'no-answer':
      return t('The connection could not be asked about this table.');
    case 'temporary':
      return t('A temporary view of this file.');
    case 'no-connection':
      return t('No connection is named here to look this table up in.');
  }
}

function wayText(of: Edge['subtype']): string {
  const { t } = vscode.l10n;
  switch (of) {
    case 'identity':
      return t('as it is');
    case 'transformation':
      return t('computed');
    case 'aggregation':
      return t('aggregated');
    case 'join':
      return t('joined');
    case 'filter':
      return t('filtered');
    case 'group-by':
      return t('grouped');
    case 'sort':
      return t('sorted');
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
    case 'python-call':
      return t('Not known: it goes through code that is not followed.');
    case 'branches':
      return t('Not known: it depends on which of many branches runs.');
    case 'module-missing':
      return t('Not known: the notebook or module is not in this workspace.');
    case 'pivot':
      return t('Not known: the columns have their names from the data.');
    case 'syntax':
      return t('Not known: the statement can not be read.');
    case 'too-deep':
      return t('Not known: the statement nests too deeply to be read.');
  }
}
