import { type JsonAt, member, optional, toItems, toText } from '../../iceberg/json.js';
import type { RestSend } from '../restSend.js';
import { readAnswer, segment } from '../restServer.js';

/** Somebody who can sign in. */
export interface Principal {
  readonly name: string;
  /** What he signs in with. */
  readonly clientId?: string;
}

/** A privilege of a catalog role. */
export interface PolarisGrant {
  /** `catalog`, `namespace`, `table`, `view`, `policy`, and what newer servers add. */
  readonly type: string;
  readonly privilege: string;
  /** The names of what it was given for; none for the catalog. */
  readonly path: readonly string[];
}

/** The calls of Polaris' management API; none of its lists has pages. Fails in `CatalogError`. */
export class ManagementApi {
  readonly #send: RestSend;

  /** `send` starts at the API's own address: `…/api/management`. */
  constructor(send: RestSend) {
    this.#send = send;
  }

  /** The names of the server's catalogs. */
  catalogs(signal: AbortSignal): Promise<readonly string[]> {
    return this.#list(['catalogs'], 'catalogs', 'the catalogs of the server', signal, toName);
  }

  principals(signal: AbortSignal): Promise<readonly Principal[]> {
    return this.#list(['principals'], 'principals', 'the principals', signal, (at) => {
      const clientId = optional(member(at, 'clientId'), toText);
      return { name: toName(at), ...(clientId === undefined ? {} : { clientId }) };
    });
  }

  /** The names of the roles that a principal has. */
  principalRoles(principal: string, signal: AbortSignal): Promise<readonly string[]> {
    const what = `the roles of the principal ${principal}`;
    return this.#list(['principals', principal, 'principal-roles'], 'roles', what, signal, toName);
  }

  /** The names of the roles of a catalog that come with a principal role. */
  catalogRoles(role: string, catalog: string, signal: AbortSignal): Promise<readonly string[]> {
    const what = `the roles of ${role} in the catalog ${catalog}`;
    const path = ['principal-roles', role, 'catalog-roles', catalog];
    return this.#list(path, 'roles', what, signal, toName);
  }

  grants(catalog: string, role: string, signal: AbortSignal): Promise<readonly PolarisGrant[]> {
    const what = `the grants of the role ${role} of the catalog ${catalog}`;
    const path = ['catalogs', catalog, 'catalog-roles', role, 'grants'];
    return this.#list(path, 'grants', what, signal, toGrant);
  }

  async #list<T>(
    path: readonly string[],
    key: string,
    what: string,
    signal: AbortSignal,
    read: (at: JsonAt) => T,
  ): Promise<readonly T[]> {
    const value = await this.#send({ path: `/v1/${path.map(segment).join('/')}` }, what, signal);
    return readAnswer(() => toItems(member({ value, path: '', file: what }, key)).map(read));
  }
}

function toName(at: JsonAt): string {
  return toText(member(at, 'name'));
}

function toGrant(at: JsonAt): PolarisGrant {
  const type = toText(member(at, 'type'));
  const namespace = optional(member(at, 'namespace'), toItems)?.map(toText) ?? [];
  const name = optional(member(at, `${type}Name`), toText);
  return {
    type,
    privilege: toText(member(at, 'privilege')),
    path: name === undefined ? namespace : [...namespace, name],
  };
}
