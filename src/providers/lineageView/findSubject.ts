import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Services } from '../../host/services.js';
import { datasetOf, isColumn, type LineageId } from '../../lineage/lineageGraph.js';
import { toDatasetPath } from '../catalogTree/actions/pins.js';
import type { CatalogNode } from '../catalogTree/nodes/catalogNode.js';
import type { TablePlace } from '../preview/tablePlace.js';

/** A person waits this long for an index that is being filled. */
const patienceMs = 5_000;

/** What a table of a catalog, or a column of one, is in the graph. Throws where its connection does not tell. */
export async function subjectOfTable(
  { lineage }: Services,
  place: Pick<TablePlace, 'connection' | 'catalog' | 'table'>,
  field: string | undefined,
  signal: AbortSignal,
): Promise<LineageId> {
  const { service } = await lineage();
  const { connection, catalog, table } = await toDatasetPath(place, place.table);
  const name = catalog === undefined ? table : [catalog, ...table];
  const [known] = await service.learn([{ connection, name }], signal);
  if (known?.kind !== 'table') {
    throw new Error(
      vscode.l10n.t('{0} could not be asked about {1}.', connection, table.join('.')),
    );
  }
  return field === undefined ? known.dataset : { dataset: known.dataset, field };
}

/** The table or the column that a node of the tree stands for. */
export async function subjectOfNode(
  services: Services,
  node: CatalogNode,
  signal: AbortSignal,
): Promise<LineageId | undefined> {
  if (node.kind === 'column') return subjectOfTable(services, node, node.path[0], signal);
  if (node.kind !== 'table') return undefined;
  const { connection, catalog, table } = node;
  const place = { connection, catalog, table: table.identifier };
  return subjectOfTable(services, place, undefined, signal);
}

/** The table or the column under the cursor; nothing where there is none. */
export async function subjectAtCursor(
  { lineage }: Services,
  signal: AbortSignal,
): Promise<LineageId | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const workspace = await lineage();
  const place = await workspace.placeOf(editor.document, editor.selection.active, signal);
  if (place === undefined) return undefined;
  const patience = delay(patienceMs, undefined, { ref: false });
  const subject = (await workspace.service.hover(place, patience, signal))?.subject;
  if (subject?.kind === 'table') return subject.dataset;
  if (subject?.kind === 'column') return subject.column;
  return subject?.kind === 'value' ? subject.target : undefined;
}

/** The identity of what was known by its name only, where its connection tells it by now. */
export async function identityOf(
  { lineage }: Services,
  id: LineageId,
  signal: AbortSignal,
): Promise<LineageId> {
  const { namespace, name } = datasetOf(id);
  const connection = /^lakehouse:(.+)$/s.exec(namespace)?.[1];
  if (connection === undefined) return id;
  try {
    const { service } = await lineage();
    const [known] = await service.learn([{ connection, name: name.split('.') }], signal);
    if (known?.kind !== 'table') return id;
    return isColumn(id) ? { dataset: known.dataset, field: id.field } : known.dataset;
  } catch {
    // What is around the name is shown, or the failure to find it.
    return id;
  }
}
