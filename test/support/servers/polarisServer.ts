import type { PolarisGenericTable } from './polarisContent.js';
import {
  mayByName,
  type PolarisFront,
  type PolarisOptions,
  startPolarisFront,
} from './polarisFront.js';
import { PolarisManagement } from './polarisManagement.js';

export interface PolarisServer extends PolarisFront {
  /** What was written to it, and what it answered beyond the Iceberg API, for the models of Polaris' own client to check. */
  readonly exchanges: PolarisManagement['exchanges'];
}

/**
 * A double of Polaris with all that ours reads of one: the front, and the management API, generic tables
 * and policies of `PolarisManagement`.
 */
export async function startPolarisServer({
  genericTables,
  ...options
}: Pick<PolarisOptions, 'tokenSeconds' | 'areEmpty'> & {
  /** Beside those of `polarisContent`. */
  readonly genericTables?: readonly PolarisGenericTable[];
} = {}): Promise<PolarisServer> {
  const management = new PolarisManagement(['lake', 'other'], genericTables);
  const front = await startPolarisFront({
    ...options,
    endpoints: PolarisManagement.endpoints,
    mayUse: (request) => {
      management.note(request);
      return mayByName(request);
    },
    others: (request) => Promise.resolve(management.answer(request)),
  });
  return { ...front, exchanges: management.exchanges };
}
