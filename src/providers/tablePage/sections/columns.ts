import * as vscode from 'vscode';
import { type ColumnStatistics, offers } from '../../../catalog/capabilities.js';
import type { Column, Table } from '../../../catalog/catalog.js';
import { fieldsOf } from '../../../catalog/fieldsOf.js';
import { errorText } from '../../../host/errorText.js';
import type { ColumnRow, ColumnsView } from '../../../webviews/tablePage/protocol.js';
import { descriptionOf } from '../../../workspaceFile/workspaceFile.js';
import { pathOf } from '../datasetPath.js';
import type { Section, SectionRequest } from '../section.js';

/** The columns, those within them folded, and what was counted in them. */
export const columnsSection: Section = {
  id: 'columns',
  heading: () => vscode.l10n.t('Columns'),
  isOffered: () => true,
  async load(request): Promise<ColumnsView> {
    const { services, place } = request;
    const table = await request.table();
    const { statistics, note } = await statisticsOf(request, table);
    await services.workspaceFile.ready;
    const own = descriptionOf(services.workspaceFile.current, await pathOf(place))?.columns ?? {};
    const toRows = (column: Column, path: readonly string[]): readonly ColumnRow[] => {
      const { type, nativeType, nullable, comment = '' } = column;
      const full = [...path, column.name];
      const name = full.join('.');
      const isTop = path.length === 0;
      const row = {
        path: full,
        type,
        nativeType: nativeType === type ? undefined : nativeType,
        isRequired: !nullable,
        isPartition: isTop && table.partitioning.some((part) => isOf(part, name)),
        comment,
        own: own[name] ?? '',
        statistics: isTop ? statisticsText(statistics.get(name)) : '',
      };
      return [row, ...fieldsOf(column).flatMap((field) => toRows(field, full))];
    };
    const rows = table.columns.flatMap((column) => toRows(column, []));
    return {
      form: 'columns',
      columns: rows,
      note,
      words: {
        filter: vscode.l10n.t('Filter columns'),
        name: vscode.l10n.t('Name'),
        type: vscode.l10n.t('Type'),
        comment: vscode.l10n.t('Meaning'),
        statistics: vscode.l10n.t('Statistics'),
        required: vscode.l10n.t('never NULL'),
        partition: vscode.l10n.t('partition'),
        describe: vscode.l10n.t('Describe {0}'),
        none: vscode.l10n.t('No columns are known.'),
        count: vscode.l10n.t('{0} of {1} columns'),
      },
    };
  },
};

/** More are not asked for: the service counts a request for each hundred. */
const mostCounted = 100;

async function statisticsOf(
  { place, signal }: SectionRequest,
  { columns }: Table,
): Promise<{
  readonly statistics: ReadonlyMap<string, ColumnStatistics>;
  readonly note: string | undefined;
}> {
  const none = new Map<string, ColumnStatistics>();
  if (!offers(place.catalog, 'columnStatistics')) return { statistics: none, note: undefined };
  try {
    const names = columns.slice(0, mostCounted).map(({ name }) => name);
    const found = await place.catalog.columnStatistics(place.table, names, signal);
    return { statistics: new Map(found.map((one) => [one.name, one])), note: undefined };
  } catch (error) {
    signal.throwIfAborted();
    // The columns are there without what was counted in them.
    return { statistics: none, note: vscode.l10n.t('No statistics: {0}', errorText(error)) };
  }
}

function statisticsText(statistics: ColumnStatistics | undefined): string {
  if (statistics === undefined) return '';
  const { nulls, distinct, minimum, maximum } = statistics;
  const parts = [
    minimum === undefined && maximum === undefined ? [] : [`${minimum ?? ''} – ${maximum ?? ''}`],
    distinct === undefined
      ? []
      : [vscode.l10n.t('about {0} values', distinct.toLocaleString(vscode.env.language))],
    nulls === undefined
      ? []
      : [vscode.l10n.t('{0} NULL', nulls.toLocaleString(vscode.env.language))],
  ];
  return parts.flat().join(' · ');
}

/** Whether a partition field, as a person writes it, is made of a column. */
function isOf(partitioning: string, column: string): boolean {
  return partitioning === column || partitioning.replace(/^\w+\((?:\d+, )?|\)$/g, '') === column;
}
