import type { GetTableResponse, S3TablesClient } from '@aws-sdk/client-s3tables';
import type { FileIO } from '../../iceberg/fileIO.js';
import type { Previews } from '../../preview/previews.js';
import type { Capabilities, MaintenanceJob, TableSecurity } from '../capabilities.js';
import {
  CatalogError,
  type Namespace,
  type Page,
  type PageToken,
  type Table,
  type TableIdentifier,
  type TableSummary,
} from '../catalog.js';
import { IcebergCatalog } from '../icebergCatalog.js';
import type { IcebergTable } from '../icebergDetails.js';
import { icebergAt, withMetadata } from '../metadataAt.js';
import type { ServiceCaller } from '../serviceCaller.js';
import { S3TablesApi } from './s3TablesApi.js';
import { toJobs } from './toJobs.js';
import { toTable } from './toTable.js';

export interface S3TablesCatalogOptions {
  readonly name: string;
  readonly bucketArn: string;
  readonly call: ServiceCaller<S3TablesClient>;
  /** How the files of tables are read. */
  readonly io: FileIO;
  readonly previews?: Previews | undefined;
}

/** A table bucket of Amazon S3 Tables. */
export class S3TablesCatalog
  extends IcebergCatalog
  implements Pick<Capabilities, 'maintenance' | 'security'>
{
  readonly #api: S3TablesApi;
  readonly #bucketArn: string;
  readonly #io: FileIO;

  constructor({ name, bucketArn, call, io, previews }: S3TablesCatalogOptions) {
    super(name, 200, previews);
    this.#api = new S3TablesApi(call, bucketArn);
    this.#bucketArn = bucketArn;
    this.#io = io;
  }

  async listNamespaces(
    parent: Namespace,
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<Namespace>> {
    // Namespaces of S3 Tables hold no namespaces.
    if (parent.length > 0) return { items: [] };
    const { items, ...rest } = await this.#api.namespaces(page, signal);
    return { ...rest, items: items.map(({ namespace }) => namespace ?? []) };
  }

  async listTables(
    namespace: Namespace,
    page: PageToken,
    signal: AbortSignal,
  ): Promise<Page<TableSummary>> {
    const [only, ...inner] = namespace;
    if (only === undefined || inner.length > 0) return { items: [] };
    const { items, ...rest } = await this.#api.tables(only, page, signal);
    return {
      ...rest,
      items: items.map(({ name = '' }) => ({
        identifier: { namespace, name },
        kind: 'table',
        format: 'iceberg',
      })),
    };
  }

  async loadTable(identifier: TableIdentifier, signal: AbortSignal): Promise<Table> {
    const table = toTable(identifier, await this.#table(identifier, signal), this.#bucketArn);
    return withMetadata(this.#io, table, signal);
  }

  async maintenance(
    identifier: TableIdentifier,
    signal: AbortSignal,
  ): Promise<readonly MaintenanceJob[]> {
    const place = toPlace(identifier);
    const [table, bucket, runs] = await Promise.all([
      this.#api.maintenance(place, signal),
      this.#api.bucketMaintenance(signal),
      this.#api.maintenanceStatus(place, signal),
    ]);
    return toJobs({
      ofTable: table.configuration,
      ofBucket: bucket.configuration,
      status: runs.status,
    });
  }

  async security(identifier: TableIdentifier, signal: AbortSignal): Promise<TableSecurity> {
    const place = toPlace(identifier);
    const [encryption, policy] = await Promise.all([
      this.#api.encryption(place, signal).catch(without('access-denied', undefined)),
      this.#api
        .policy(place, signal)
        .catch(without('not-found', null))
        .catch(without('access-denied', undefined)),
    ]);
    const { sseAlgorithm: algorithm, kmsKeyArn: key } = encryption?.encryptionConfiguration ?? {};
    return {
      ...(algorithm === undefined
        ? {}
        : { encryption: { algorithm, ...(key === undefined ? {} : { key }) } }),
      ...(policy === undefined ? {} : { policy }),
    };
  }

  #table(identifier: TableIdentifier, signal: AbortSignal): Promise<GetTableResponse> {
    return this.#api.table(toPlace(identifier), signal);
  }

  protected override async iceberg(
    identifier: TableIdentifier,
    signal: AbortSignal,
  ): Promise<IcebergTable | undefined> {
    const { metadataLocation: location } = await this.#table(identifier, signal);
    return location === undefined ? undefined : icebergAt(this.#io, location, signal);
  }

  /** A table that has no metadata yet has no files. */
  protected override otherFiles(): Promise<readonly []> {
    return Promise.resolve([]);
  }
}

/** The service takes no other names, and calls a table of one a bad request. */
const nameOfService = /^[0-9a-z_]{1,255}$/;

function toPlace({ namespace, name }: TableIdentifier): {
  readonly namespace: string;
  readonly name: string;
} {
  const [only = '', ...inner] = namespace;
  if (inner.length === 0 && [only, name].every((part) => nameOfService.test(part))) {
    return { namespace: only, name };
  }
  throw new CatalogError('not-found', `there is no table ${[...namespace, name].join('.')}`);
}

/** Instead of a failure of this code, `answer`; any other is thrown on. */
function without<T>(code: CatalogError['code'], answer: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof CatalogError && error.code === code) return answer;
    throw error;
  };
}
