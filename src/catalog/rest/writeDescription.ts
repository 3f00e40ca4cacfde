import type { ViewMetadata } from '../../iceberg/view.js';
import type { TableDescription } from '../capabilities.js';
import { CatalogError, type Table, type TableIdentifier } from '../catalog.js';
import { propertyChanges } from '../description.js';
import { ConflictError } from '../restSend.js';
import type { RestApi, RestTable } from './restApi.js';

/** What was found by a name. */
export type Found =
  | { readonly kind: 'table'; readonly table: RestTable }
  | { readonly kind: 'view'; readonly view: ViewMetadata }
  | { readonly kind: 'other'; readonly table: Table };

/** A description is written so often where others write to the table at the same time. */
const mostAttempts = 3;

/** Writes to the catalog what describes a table or view; nothing where it is described so already. */
export async function writeDescription(
  api: RestApi,
  find: () => Promise<Found>,
  identifier: TableIdentifier,
  description: TableDescription,
  signal: AbortSignal,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const found = await find();
    if (found.kind === 'other' || !(await api.mayUpdate(found.kind, signal))) {
      const path = [...identifier.namespace, identifier.name].join('.');
      throw new CatalogError('refused', `${path}: the catalog takes no description of it`);
    }
    const { uuid, properties } = found.kind === 'table' ? found.table.metadata : found.view;
    const changes = propertyChanges(description, properties);
    if (changes.remove.length === 0 && Object.keys(changes.set).length === 0) return;
    try {
      await api.update(found.kind, identifier, uuid, changes, signal);
      return;
    } catch (error) {
      // What was read is not what is there: it is read once more.
      if (!(error instanceof ConflictError) || attempt >= mostAttempts) throw error;
    }
  }
}
