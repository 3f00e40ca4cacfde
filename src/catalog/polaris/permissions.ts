import { mapParallel } from '../../util/mapParallel.js';
import { SharedRequest } from '../../util/sharedRequest.js';
import type { Grant, TablePermissions } from '../capabilities.js';
import { CatalogError, type Table } from '../catalog.js';
import type { ManagementApi } from './managementApi.js';

/** Who is signed in. */
export interface SignedIn {
  readonly clientId: string;
  /** Which of his principal roles are active: `PRINCIPAL_ROLE:ALL`, or their names. */
  readonly scope: string;
}

const source = 'Polaris';
const atOnce = 4;

/** What was found out holds for so long. In milliseconds. */
const goodFor = 60_000;

/** What the one who is signed in may do in one catalog: by his principal roles, their catalog roles and the grants of those. */
export class Permissions {
  readonly #api: ManagementApi;
  readonly #catalog: string;
  readonly #who: SignedIn;
  #grants: { readonly at: number; readonly all: readonly Grant[] | undefined } | undefined;
  /** Of many hovers at the same time. */
  #walking = this.#newWalk();

  constructor(api: ManagementApi, catalog: string, who: SignedIn) {
    this.#api = api;
    this.#catalog = catalog;
    this.#who = who;
  }

  /** `undefined` where the service does not let him know. */
  async of(
    { identifier, kind }: Pick<Table, 'identifier' | 'kind'>,
    signal: AbortSignal,
  ): Promise<TablePermissions | undefined> {
    const all = await this.#all(signal);
    if (all === undefined) return undefined;
    const path = [...identifier.namespace, identifier.name];
    const grants = all.filter((grant) => isAbout(kind, grant) && reaches(grant, kind, path));
    const privileges = [...new Set(grants.map(({ privilege }) => privilege))].sort();
    if (kind === 'view') return { privileges, grants, source };
    // Polaris knows no columns: who may read a table reads all of it.
    const mayRead = privileges.some((privilege) => reading.includes(privilege));
    return {
      privileges,
      grants,
      columns: mayRead ? { kind: 'all' } : { kind: 'only', names: [] },
      source,
    };
  }

  forget(): void {
    this.#grants = undefined;
    // What began before is no answer any more.
    this.#walking = this.#newWalk();
  }

  async #all(signal: AbortSignal): Promise<readonly Grant[] | undefined> {
    const known = this.#grants;
    if (known !== undefined && Date.now() - known.at < goodFor) return known.all;
    const walking = this.#walking;
    const all = await walking.get(signal);
    if (walking === this.#walking) this.#grants = { at: Date.now(), all };
    return all;
  }

  #newWalk(): SharedRequest<readonly Grant[] | undefined> {
    return new SharedRequest((signal) => this.#walk(signal));
  }

  async #walk(signal: AbortSignal): Promise<readonly Grant[] | undefined> {
    try {
      const principals = await this.#api.principals(signal);
      const me = principals.find(({ clientId }) => clientId === this.#who.clientId);
      if (me === undefined) return undefined;
      const roles = (await this.#api.principalRoles(me.name, signal)).filter((role) =>
        isActive(role, this.#who.scope),
      );
      const pairs = await mapParallel(roles, atOnce, async (role) => {
        const inside = await this.#api.catalogRoles(role, this.#catalog, signal);
        return inside.map((catalogRole) => [role, catalogRole] as const);
      });
      const grants = await mapParallel(pairs.flat(), atOnce, (pair) => this.#granted(pair, signal));
      return grants.flat();
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof CatalogError && unknown.includes(error.code)) return undefined;
      throw error;
    }
  }

  async #granted(
    [role, catalogRole]: readonly [string, string],
    signal: AbortSignal,
  ): Promise<readonly Grant[]> {
    const grants = await this.#api.grants(this.#catalog, catalogRole, signal);
    return grants.flatMap(({ type, privilege, path }) => {
      const on = places.find((place) => place === type);
      return on === undefined ? [] : [{ privilege, on, path, roles: [role, catalogRole] }];
    });
  }
}

/** Somebody else may know, or nobody: such a server has no management, or not for him. */
const unknown: readonly string[] = ['access-denied', 'not-found', 'refused'];

const places = ['catalog', 'namespace', 'table', 'view'] as const;

/** Each of these lets the data of a table be read. */
const reading: readonly string[] = [
  'TABLE_READ_DATA',
  'TABLE_WRITE_DATA',
  'CATALOG_MANAGE_CONTENT',
];

function isActive(role: string, scope: string): boolean {
  const active = scope.split(/\s+/);
  return active.includes('PRINCIPAL_ROLE:ALL') || active.includes(`PRINCIPAL_ROLE:${role}`);
}

/** Whether a privilege is one for a thing that is there, of this kind. */
function isAbout(kind: Table['kind'], { privilege }: Grant): boolean {
  if (privilege.startsWith('CATALOG_MANAGE_')) return true;
  return (
    privilege.startsWith(`${kind.toUpperCase()}_`) && !/^[A-Z]+_(CREATE|LIST)$/.test(privilege)
  );
}

function reaches(
  { on, path: granted }: Grant,
  kind: Table['kind'],
  path: readonly string[],
): boolean {
  const isWithin = granted.every((name, i) => name === path[i]);
  if (on === 'catalog') return true;
  if (on === 'namespace') return isWithin && granted.length < path.length;
  return on === kind && isWithin && granted.length === path.length;
}
