import type { Catalog as GlueCatalogEntry, GlueClient } from '@aws-sdk/client-glue';
import type { LakeFormationClient } from '@aws-sdk/client-lakeformation';
import type { S3TablesClient } from '@aws-sdk/client-s3tables';
import { type CachedCatalog, cachedCatalog, overlay } from '../../catalog/cachedCatalog.js';
import { type Capabilities, offers } from '../../catalog/capabilities.js';
import {
  type Catalog,
  CatalogError,
  type Page,
  type PageToken,
  type TableIdentifier,
} from '../../catalog/catalog.js';
import { failedCatalog } from '../../catalog/failedCatalog.js';
import { listGlueCatalogs } from '../../catalog/glue/glueApi.js';
import { GlueCatalog, type GlueCatalogOptions } from '../../catalog/glue/glueCatalog.js';
import { listTableBuckets } from '../../catalog/s3tables/s3TablesApi.js';
import { S3TablesCatalog } from '../../catalog/s3tables/s3TablesCatalog.js';
import type { ServiceCaller } from '../../catalog/serviceCaller.js';
import type { FileIO } from '../../iceberg/fileIO.js';
import type { Previews } from '../../preview/previews.js';

export interface AwsServices {
  readonly glue: ServiceCaller<GlueClient>;
  readonly s3Tables: ServiceCaller<S3TablesClient>;
  readonly lakeFormation: ServiceCaller<LakeFormationClient>;
  /** How files in S3 are read. */
  readonly io: FileIO;
  readonly previews?: Previews | undefined;
  /** Of another account, or a catalog inside one; without it the account's own. */
  readonly catalogId?: string;
  readonly readOnly: boolean;
}

/**
 * The catalogs of an account, one source after the other: Glue's own without any request, then the table
 * buckets of S3 Tables, then the catalogs inside Glue's. A source that fails is one failed catalog, and
 * the next source is listed. Glue names the table buckets once more (`s3tablescatalog/lake`): each is
 * given once, as S3 Tables has it, which knows its maintenance, by the name that Athena takes.
 */
export class AwsCatalogs {
  readonly #services: AwsServices;
  readonly #catalogs = new Map<string, CachedCatalog>();
  /** The buckets of the listing under way, and of the last one that ended or failed. */
  #listing = new Set<string>();
  #listed: ReadonlySet<string> = new Set();

  constructor(services: AwsServices) {
    this.#services = services;
  }

  list(page: PageToken, signal: AbortSignal): Promise<Page<Catalog>> {
    const { source, token } = parseToken(page);
    switch (source) {
      case 'own': {
        // Table buckets are the signed-in account's own.
        const next = this.#services.catalogId === undefined ? 'buckets' : 'nested';
        return Promise.resolve({ items: [this.#own()], next });
      }
      case 'buckets':
        if (token === undefined) this.#listing = new Set();
        return orFailed('S3 Tables', 'nested', async () => {
          const { items, next } = await listTableBuckets(this.#services.s3Tables, token, signal);
          const catalogs = items.map(({ arn = '', name = '' }) => this.#bucket(arn, name));
          return { items: catalogs, next: next === undefined ? 'nested' : `buckets ${next}` };
        }).then((found) => {
          if (found.next === 'nested') this.#listed = this.#listing;
          return found;
        });
      case 'nested':
        return orFailed('Glue catalogs', undefined, async () => {
          const { glue, catalogId } = this.#services;
          const { items, next } = await listGlueCatalogs(glue, catalogId, token, signal);
          const catalogs = items.flatMap((entry) => this.#nested(entry));
          return { items: catalogs, ...(next === undefined ? {} : { next: `nested ${next}` }) };
        });
    }
  }

  /** Makes all that was remembered be loaded anew. */
  forget(): void {
    for (const catalog of this.#catalogs.values()) catalog.forget([]);
  }

  #own(): Catalog {
    const { catalogId } = this.#services;
    const inside = catalogId === undefined ? undefined : /^\d+:(.+)$/.exec(catalogId)?.[1];
    return this.#kept('own', () =>
      this.#glue(inside ?? 'AwsDataCatalog', catalogId === undefined ? {} : { catalogId }),
    );
  }

  #bucket(bucketArn: string, bucket: string): Catalog {
    const { s3Tables: call, io, previews } = this.#services;
    this.#listing.add(bucketArn);
    const name = `s3tablescatalog/${bucket}`;
    return this.#kept(bucketArn, () => {
      const catalog = new S3TablesCatalog({ name, bucketArn, call, io, previews });
      const [, , , , account = ''] = bucketArn.split(':');
      return withPermissions(catalog, this.#glue(name, { catalogId: `${account}:${name}` }));
    });
  }

  #nested(entry: GlueCatalogEntry): readonly Catalog[] {
    const { CatalogId: catalogId = entry.Name ?? '', FederatedCatalog: federated } = entry;
    const of = federated?.Identifier ?? '';
    // That of all buckets has nothing but those; the account's own is there already.
    if (of.endsWith(':bucket/*') || this.#listed.has(of) || /^\d+$/.test(catalogId)) return [];
    const rows = isOfRedshift(entry) ? { rowsIn: 'Redshift' } : {};
    const name = catalogId.replace(/^\d+:/, '');
    return [this.#kept(catalogId, () => this.#glue(name, { catalogId, ...rows }))];
  }

  #glue(name: string, of: Pick<GlueCatalogOptions, 'catalogId' | 'rowsIn'>): GlueCatalog {
    const { glue: call, lakeFormation, io, previews, readOnly } = this.#services;
    return new GlueCatalog({ name, call, lakeFormation, io, previews, readOnly, ...of });
  }

  #kept(key: string, make: () => Catalog): Catalog {
    const catalog = this.#catalogs.get(key) ?? cachedCatalog(make());
    this.#catalogs.set(key, catalog);
    return catalog;
  }
}

/**
 * Who may read a table of S3 Tables is said by nobody but Lake Formation, and only where the bucket is a catalog
 * of Glue too: where it is none nothing is known.
 */
function withPermissions<C extends Catalog>(
  catalog: C,
  inGlue: Catalog,
): C & Pick<Capabilities, 'permissions'> {
  return overlay(catalog, {
    permissions: async (identifier: TableIdentifier, signal: AbortSignal) => {
      if (!offers(inGlue, 'permissions')) return undefined;
      try {
        return await inGlue.permissions(identifier, signal);
      } catch (error) {
        if (error instanceof CatalogError && notThere.includes(error.code)) return undefined;
        throw error;
      }
    },
  });
}

const notThere: readonly CatalogError['code'][] = [
  'not-found',
  'access-denied',
  'refused',
  'syntax',
];

function isOfRedshift({
  TargetRedshiftCatalog: target,
  FederatedCatalog: federated,
  CatalogProperties: properties,
}: GlueCatalogEntry): boolean {
  const names = [
    federated?.ConnectionName,
    federated?.ConnectionType,
    properties?.DataLakeAccessProperties?.CatalogType,
  ];
  return target !== undefined || names.some((name) => /redshift/i.test(name ?? ''));
}

/** A source, a space, and the service's own token. */
function parseToken(page: PageToken): {
  readonly source: 'own' | 'buckets' | 'nested';
  readonly token: PageToken;
} {
  const [, source, token] = /^(buckets|nested)(?: (.*))?$/s.exec(page ?? '') ?? [];
  return { source: source === 'buckets' || source === 'nested' ? source : 'own', token };
}

/**
 * The page of a source, or where it fails a catalog that says why, and the source after it. What is wrong
 * with the credentials is wrong with every source: that is thrown.
 */
async function orFailed(
  name: string,
  after: PageToken,
  list: () => Promise<Page<Catalog>>,
): Promise<Page<Catalog>> {
  try {
    return await list();
  } catch (error) {
    if (!(error instanceof CatalogError) || error.code === 'expired-credentials') throw error;
    return { items: [failedCatalog(name, error)], ...(after === undefined ? {} : { next: after }) };
  }
}
