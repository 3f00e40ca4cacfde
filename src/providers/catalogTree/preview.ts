import type { Services } from '../../host/services.js';
import { openQuery } from '../preview/openQuery.js';
import type { CatalogNode } from './nodes/catalogNode.js';
import { placeOf } from './placeOf.js';

/** Shows some rows of the node: by a statement in a new notebook, or where nothing can run it, from its files. */
export async function preview(services: Services, node: CatalogNode): Promise<void> {
  const place = placeOf(node);
  if (place === undefined) return;
  const { engine } = await place.connection.open();
  if (engine !== undefined) {
    await openQuery(place, { run: true });
    return;
  }
  // Loaded when it is asked for, as the grid's answers are.
  const { openPreview } = await import('../preview/previewPanel.js');
  openPreview(services, place);
}
