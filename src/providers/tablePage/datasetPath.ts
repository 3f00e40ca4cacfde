import type { DatasetPath } from '../../workspaceFile/datasetPath.js';
import { toDatasetPath } from '../catalogTree/actions/pins.js';
import type { TablePlace } from '../preview/tablePlace.js';

/** What a table is called in `.vscode/lakehouse.json`. */
export function pathOf(place: TablePlace): Promise<DatasetPath> {
  return toDatasetPath(place, place.table);
}
