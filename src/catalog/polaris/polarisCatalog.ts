import { overlay } from '../cachedCatalog.js';
import type { Capabilities, TablePermissions, TablePolicy } from '../capabilities.js';
import type { Catalog, TableIdentifier } from '../catalog.js';
import type { RestServer } from '../restServer.js';
import type { Permissions } from './permissions.js';
import { policiesOf } from './policies.js';

export interface PolarisParts {
  readonly server: RestServer;
  /** Missing where nothing says who is signed in. */
  readonly permissions: Permissions | undefined;
}

/** A catalog of Polaris: that of its tables, with what the server says of policies and privileges. */
export function polarisCatalog<C extends Catalog>(
  catalog: C,
  { server, permissions }: PolarisParts,
): C & Pick<Capabilities, 'permissions' | 'policies'> {
  return overlay(catalog, {
    async permissions(
      identifier: TableIdentifier,
      signal: AbortSignal,
    ): Promise<TablePermissions | undefined> {
      if (permissions === undefined) return undefined;
      return permissions.of(await catalog.loadTable(identifier, signal), signal);
    },
    policies(identifier: TableIdentifier, signal: AbortSignal): Promise<readonly TablePolicy[]> {
      return policiesOf(server, identifier, signal);
    },
  });
}
