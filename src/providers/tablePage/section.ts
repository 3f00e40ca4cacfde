import type { Table } from '../../catalog/catalog.js';
import type { Services } from '../../host/services.js';
import type { SectionView } from '../../webviews/tablePage/protocol.js';
import type { TablePlace } from '../preview/tablePlace.js';

/** What a section is loaded with. */
export interface SectionRequest {
  readonly services: Services;
  readonly place: TablePlace;
  /** The table's own definition, loaded once for all sections that need it. */
  readonly table: () => Promise<Table>;
  readonly signal: AbortSignal;
}

/** A part of the table's page that is loaded, and fails, on its own. */
export interface Section {
  readonly id: string;
  heading(): string;
  /** What a person presses to have it, where it costs something; else it is loaded when it is seen. */
  ask?(): string;
  /** Whether the catalog can tell of it at all. */
  isOffered(place: TablePlace): boolean;
  load(request: SectionRequest): Promise<SectionView>;
}
