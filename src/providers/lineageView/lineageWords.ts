import * as vscode from 'vscode';
import type { Unclear } from '../../lineage/shard.js';
import type { NeighbourKind } from '../../lineage/neighbours.js';
import type { Words } from '../../webviews/lineage/protocol.js';
import { hoverWords } from '../lineageHover/hoverWords.js';
import { sourceLabel } from '../lineageHover/sourceLabel.js';
import type { SliceWords } from './toSlice.js';

/** The words of the page in the user's language. */
export function lineageWords(): Words {
  const { t } = vscode.l10n;
  return {
    lineage: t('Lineage'),
    tree: t('Tree'),
    graph: t('Graph'),
    wholeTable: t('Whole Table'),
    search: t('Find a table or a column'),
    found: t('{0} of {1}'),
    foundNone: t('Nothing found'),
    direction: t('Direction'),
    both: t('Both'),
    up: t('Upstream'),
    down: t('Downstream'),
    indirect: t('Filters, joins and groups'),
    export: t('Export'),
    comesFrom: t('Comes from'),
    usedBy: t('Used by'),
    nothing: t('nothing in the SQL of this workspace'),
    notKnown: t('not known'),
    loading: t('Loading…'),
    retry: t('Retry'),
    above: t('shown above'),
    columns: t('Columns'),
    noColumns: t('No column is known.'),
    direct: t('Values'),
    indirectEdge: t('Which rows there are'),
    more: t('and {0} more'),
    expand: t('Expand'),
    collapse: t('Collapse'),
    oneLevel: t('1 level'),
    threeLevels: t('3 levels'),
    allLevels: t('all'),
    showHere: t('Show Lineage from Here'),
    details: t('Details'),
    select: t('Select a table, a column or a line to see where it is known from.'),
    zoomIn: t('Zoom In'),
    zoomOut: t('Zoom Out'),
    fit: t('Show All'),
    graphLabel: t('Lineage graph of {0}. The tree says the same.'),
    keys: t(
      'Arrow keys go along lines and between tables, Plus and Minus show and hide neighbours, C shows columns, Home goes to the start.',
    ),
    degree: t('{0} upstream, {1} downstream'),
  };
}

export function sliceWords(): SliceWords {
  const { t } = vscode.l10n;
  const words = hoverWords();
  return {
    kind,
    reason,
    way: (each) => words.way(each, 'column'),
    columns: (columns) => (columns === 'all' ? words.everyColumn : words.someColumn),
    source: sourceLabel,
    reading: words.stillReading,
    partial: words.partlyRead,
    cut: t('There are more tables than can be shown at once: the nearest are.'),
  };
}

function kind(of: NeighbourKind): string {
  const { t } = vscode.l10n;
  switch (of) {
    case 'table':
      return t('table');
    case 'view':
      return t('view');
    case 'file':
      return t('known in one file only');
    case 'unresolved':
      return t('no catalog tells of it');
  }
}

function reason(of: Unclear['reason']): string {
  const { t } = vscode.l10n;
  if (of === 'no-connection') {
    return t('Not known: no connection is named there to look this table up in.');
  }
  if (of === 'time-limit') return t('Not known: the statement took too long to be read.');
  return hoverWords().reason(of);
}
