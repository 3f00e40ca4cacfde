import type { ExactJson } from '../../../src/util/exactJson.js';
import type { PolarisRequest } from './polarisFront.js';
import { polarisContent, type PolarisGenericTable } from './polarisContent.js';
import { parseFields } from './proxy/json.js';
import { type Answer, errorAnswer, jsonAnswer } from './proxy/answer.js';

/** One answer, or what was written, under the name of its operation in the specification of Polaris. */
export interface PolarisExchange {
  readonly operation: string;
  readonly body: ExactJson;
}

interface Operation {
  readonly name: string;
  readonly path: RegExp;
  /** `undefined` where there is no such thing. */
  readonly body: (names: readonly string[], query: URLSearchParams) => ExactJson | undefined;
}

const generic = '/api/catalog/polaris/v1/([^/]+)/namespaces/([^/]+)/generic-tables';

/** A double, not Polaris: what its management API, generic tables and policies say of `polarisContent`. Reads only. */
export class PolarisManagement {
  /** As Polaris writes them, with and without a first slash. */
  static readonly endpoints: readonly string[] = [
    'GET polaris/v1/{prefix}/namespaces/{namespace}/generic-tables',
    'GET polaris/v1/{prefix}/namespaces/{namespace}/generic-tables/{generic-table}',
    'GET /polaris/v1/{prefix}/applicable-policies',
  ];
  readonly exchanges: PolarisExchange[] = [];
  readonly #catalogs: readonly string[];
  readonly #genericTables: readonly PolarisGenericTable[];

  /** `more` are generic tables beside those of `polarisContent`. */
  constructor(catalogs: readonly string[], more: readonly PolarisGenericTable[] = []) {
    this.#catalogs = catalogs;
    this.#genericTables = [...polarisContent.genericTables, ...more];
  }

  /** Keeps what was written to a catalog. */
  note({ method, call, body }: PolarisRequest): void {
    const written = method === 'POST' ? parseFields(body.toString()) : undefined;
    if (written !== undefined) this.exchanges.push({ operation: call.operation, body: written });
  }

  answer({ method, path, principal }: PolarisRequest): Answer | undefined {
    const isRefused = principal === 'nobody' || principal === 'loader';
    const { pathname, searchParams } = new URL(path, 'http://127.0.0.1');
    for (const operation of this.#operations) {
      const found = method === 'GET' ? operation.path.exec(pathname) : null;
      if (found === null) continue;
      const [, ...names] = found.map(decodeURIComponent);
      const body = isRefused
        ? failure(403, 'ForbiddenException', `Principal '${principal}' is not authorized`)
        : operation.body(names, searchParams);
      const status = body === undefined ? 404 : isRefused ? 403 : 200;
      const said = body ?? failure(404, 'NotFoundException', `${names.join('.')} does not exist`);
      this.exchanges.push({
        operation: status === 200 ? operation.name : 'error',
        body: said,
      });
      return jsonAnswer({ service: 'iceberg' }, said, status);
    }
    return pathname.startsWith('/api/management/')
      ? errorAnswer('iceberg', { name: 'NotFoundException', status: 404 })
      : undefined;
  }

  #genericIn(catalog = '', namespace = ''): readonly PolarisGenericTable[] {
    return this.#genericTables.filter(
      ({ namespace: inside }) => catalog === 'lake' && inside.join('\x1f') === namespace,
    );
  }

  readonly #operations: readonly Operation[] = [
    {
      name: 'listCatalogs',
      path: management('catalogs'),
      body: () => ({ catalogs: this.#catalogs.map(polarisContent.catalog) }),
    },
    {
      name: 'listPrincipals',
      path: management('principals'),
      body: () => ({
        principals: polarisContent.principals.map(({ name, clientId }) => ({
          name,
          clientId,
          ...version,
        })),
      }),
    },
    {
      name: 'listPrincipalRolesAssigned',
      path: management('principals/([^/]+)/principal-roles'),
      body: ([principal]) => {
        const known = polarisContent.principals.find(({ name }) => name === principal);
        return (
          known && { roles: known.roles.map((name) => ({ name, federated: false, ...version })) }
        );
      },
    },
    {
      name: 'listCatalogRolesForPrincipalRole',
      path: management('principal-roles/([^/]+)/catalog-roles/([^/]+)'),
      body: ([role = '', catalog = '']) => {
        const roles = this.#catalogs.includes(catalog)
          ? polarisContent.catalogRoles[role]
          : undefined;
        return roles && { roles: roles.map((name) => ({ name, ...version })) };
      },
    },
    {
      name: 'listGrantsForCatalogRole',
      path: management('catalogs/([^/]+)/catalog-roles/([^/]+)/grants'),
      body: ([, role = '']) => {
        const grants = polarisContent.grants[role];
        return grants && { grants };
      },
    },
    {
      name: 'listGenericTables',
      path: new RegExp(`^${generic}$`),
      body: ([catalog, namespace], query) => {
        const all = this.#genericIn(catalog, namespace);
        const start = Number(query.get('pageToken') ?? 0);
        const next = start + Number(query.get('pageSize') ?? all.length);
        return {
          identifiers: all
            .slice(start, next)
            .map(({ namespace: inside, table: { name } }) => ({ namespace: inside, name })),
          ...(next < all.length ? { 'next-page-token': String(next) } : {}),
        };
      },
    },
    {
      name: 'loadGenericTable',
      path: new RegExp(`^${generic}/([^/]+)$`),
      body: ([catalog, namespace, name]) => {
        const known = this.#genericIn(catalog, namespace).find(({ table }) => table.name === name);
        return known && { table: { ...known.table } };
      },
    },
    {
      name: 'getApplicablePolicies',
      path: /^\/api\/catalog\/polaris\/v1\/([^/]+)\/applicable-policies$/,
      body: (_, query) => ({
        'applicable-policies': polarisContent.policies
          .filter(
            ({ on }) =>
              on === undefined ||
              on === `${query.get('namespace') ?? ''}.${query.get('target-name') ?? ''}`,
          )
          .map(({ policy }) => policy),
      }),
    },
  ];
}

const version = {
  createTimestamp: 1767225600000,
  lastUpdateTimestamp: 1767225600000,
  entityVersion: 1,
  properties: {},
};

function management(path: string): RegExp {
  return new RegExp(`^/api/management/v1/${path}$`);
}

function failure(code: number, type: string, message: string): ExactJson {
  return { error: { message, type, code } };
}
