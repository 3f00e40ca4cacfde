import {
  GetTableBucketMaintenanceConfigurationCommand,
  type GetTableBucketMaintenanceConfigurationResponse,
  GetTableCommand,
  GetTableEncryptionCommand,
  type GetTableEncryptionResponse,
  GetTableMaintenanceConfigurationCommand,
  type GetTableMaintenanceConfigurationResponse,
  GetTableMaintenanceJobStatusCommand,
  type GetTableMaintenanceJobStatusResponse,
  GetTablePolicyCommand,
  type GetTableResponse,
  ListNamespacesCommand,
  ListTableBucketsCommand,
  ListTablesCommand,
  type NamespaceSummary,
  type S3TablesClient,
  type TableBucketSummary,
  type TableSummary,
} from '@aws-sdk/client-s3tables';
import type { Page, PageToken } from '../catalog.js';
import type { ServiceCaller } from '../serviceCaller.js';
import { servicePage } from '../servicePage.js';

const pageSize = 200;

/** Where a table is in its bucket. */
interface Place {
  readonly namespace: string;
  readonly name: string;
}

/** The table buckets of the account, in pages. Fails in `CatalogError`. */
export function listTableBuckets(
  call: ServiceCaller<S3TablesClient>,
  page: PageToken,
  signal: AbortSignal,
): Promise<Page<TableBucketSummary>> {
  return call(
    'the table buckets',
    async (client, options) => {
      const input = { maxBuckets: pageSize, ...toToken(page) };
      const answer = await client.send(new ListTableBucketsCommand(input), options);
      return servicePage(answer.tableBuckets, answer.continuationToken);
    },
    signal,
  );
}

/** The calls of S3 Tables for one table bucket. Fails in `CatalogError`. */
export class S3TablesApi {
  readonly #call: ServiceCaller<S3TablesClient>;
  readonly #bucket: { readonly tableBucketARN: string };

  constructor(call: ServiceCaller<S3TablesClient>, bucketArn: string) {
    this.#call = call;
    this.#bucket = { tableBucketARN: bucketArn };
  }

  namespaces(page: PageToken, signal: AbortSignal): Promise<Page<NamespaceSummary>> {
    return this.#call(
      'the namespaces',
      async (client, options) => {
        const input = { ...this.#bucket, maxNamespaces: pageSize, ...toToken(page) };
        const answer = await client.send(new ListNamespacesCommand(input), options);
        return servicePage(answer.namespaces, answer.continuationToken);
      },
      signal,
    );
  }

  tables(namespace: string, page: PageToken, signal: AbortSignal): Promise<Page<TableSummary>> {
    return this.#call(
      `the tables of ${namespace}`,
      async (client, options) => {
        const input = { ...this.#bucket, namespace, maxTables: pageSize, ...toToken(page) };
        const answer = await client.send(new ListTablesCommand(input), options);
        return servicePage(answer.tables, answer.continuationToken);
      },
      signal,
    );
  }

  table(place: Place, signal: AbortSignal): Promise<GetTableResponse> {
    const command = new GetTableCommand({ ...this.#bucket, ...place });
    return this.#call(
      `the table ${textOf(place)}`,
      (client, options) => client.send(command, options),
      signal,
    );
  }

  maintenance(
    place: Place,
    signal: AbortSignal,
  ): Promise<GetTableMaintenanceConfigurationResponse> {
    const command = new GetTableMaintenanceConfigurationCommand({ ...this.#bucket, ...place });
    return this.#call(
      `the maintenance of ${textOf(place)}`,
      (client, options) => client.send(command, options),
      signal,
    );
  }

  bucketMaintenance(signal: AbortSignal): Promise<GetTableBucketMaintenanceConfigurationResponse> {
    const command = new GetTableBucketMaintenanceConfigurationCommand(this.#bucket);
    return this.#call(
      'the maintenance of the table bucket',
      (client, options) => client.send(command, options),
      signal,
    );
  }

  maintenanceStatus(
    place: Place,
    signal: AbortSignal,
  ): Promise<GetTableMaintenanceJobStatusResponse> {
    const command = new GetTableMaintenanceJobStatusCommand({ ...this.#bucket, ...place });
    return this.#call(
      `how the maintenance of ${textOf(place)} went`,
      (client, options) => client.send(command, options),
      signal,
    );
  }

  encryption(place: Place, signal: AbortSignal): Promise<GetTableEncryptionResponse> {
    const command = new GetTableEncryptionCommand({ ...this.#bucket, ...place });
    return this.#call(
      `the encryption of ${textOf(place)}`,
      (client, options) => client.send(command, options),
      signal,
    );
  }

  /** JSON. */
  policy(place: Place, signal: AbortSignal): Promise<string | undefined> {
    const command = new GetTablePolicyCommand({ ...this.#bucket, ...place });
    return this.#call(
      `the policy of ${textOf(place)}`,
      async (client, options) => (await client.send(command, options)).resourcePolicy,
      signal,
    );
  }
}

function textOf({ namespace, name }: Place): string {
  return `${namespace}.${name}`;
}

function toToken(page: PageToken): { readonly continuationToken?: string } {
  return page === undefined ? {} : { continuationToken: page };
}
