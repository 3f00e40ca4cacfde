import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceCaller } from '../../catalog/serviceCaller.js';
import { noteRetry } from '../../util/retries.js';
import type { ConnectionServices } from '../connectionServices.js';
import type { AwsCredentials, TimeLimits } from './awsChain.js';
import type { AwsService } from './awsEndpoint.js';
import { toCatalogError } from './awsError.js';
import type { AwsIdentity } from './awsSettings.js';
import { RetryHandler } from './retryHandler.js';

/** How often a call is made that may well succeed the next time. */
const mostAttempts = 4;

/** What every client of the SDK is made with. */
export interface AwsClientConfig {
  /** Without one the client finds the profile's, as it finds the endpoints that a profile names. */
  readonly region?: string;
  readonly profile?: string;
  /** Where that is not AWS's own. */
  readonly endpoint?: string;
  readonly credentials: AwsCredentials;
  readonly maxAttempts: number;
  /** With time limits. The SDK has none of its own: a silent server would be waited for for ever. */
  readonly requestHandler: RetryHandler;
}

interface Disposable {
  destroy(): void;
}

const timeLimits: TimeLimits = {
  connectionTimeout: 5000,
  requestTimeout: 30_000,
  socketTimeout: 30_000,
  throwOnRequestTimeout: true,
};

/**
 * The credentials of one connection, and the clients that are made with them. The SDK does not read
 * credentials again when a service says that they have expired (`aws sso login` was run, another token
 * was written): then they are dropped with their clients, and the call is made once more.
 */
export class AwsSession {
  readonly #settings: AwsIdentity;
  readonly #askForCode: ConnectionServices['askForCode'];
  readonly #sessionExpired: ConnectionServices['sessionExpired'];
  readonly #limits: TimeLimits;
  readonly #clients = new Set<Disposable>();
  #generation = 0;
  #config: Promise<AwsClientConfig> | undefined;

  constructor(
    settings: AwsIdentity,
    askForCode: ConnectionServices['askForCode'],
    sessionExpired?: ConnectionServices['sessionExpired'],
    limits: TimeLimits = timeLimits,
  ) {
    this.#settings = settings;
    this.#askForCode = askForCode;
    this.#sessionExpired = sessionExpired;
    this.#limits = limits;
  }

  /**
   * Who calls one service. `make` loads its client, which is kept as long as the credentials are good; of
   * a service that is named it also has the address that the profile gives.
   */
  caller<C extends Disposable>(
    make: (config: AwsClientConfig) => Promise<C>,
    service?: AwsService,
  ): ServiceCaller<C> {
    let made: { readonly generation: number; readonly client: Promise<C> } | undefined;
    const client = (): Promise<C> => {
      if (made?.generation !== this.#generation) {
        made = { generation: this.#generation, client: this.#make(make, service) };
      }
      return made.client;
    };
    return async (what, send, signal) => {
      let hasRenewed = false;
      for (let attempt = 1; ; attempt++) {
        signal.throwIfAborted();
        const generation = this.#generation;
        try {
          return await send(await client(), { abortSignal: signal });
        } catch (cause) {
          signal.throwIfAborted();
          const error = toCatalogError(what, cause);
          if (error.code === 'expired-credentials') {
            this.renew(generation);
            if (hasRenewed) {
              this.#sessionExpired?.(this.#settings.name);
              throw error;
            }
            hasRenewed = true;
          } else {
            if (!isToBeRepeated(cause) || attempt >= mostAttempts) throw error;
            await sleep(2 ** attempt * 100, undefined, { signal });
            noteRetry(signal, { attempt: attempt + 1 });
          }
        }
      }
    };
  }

  /** What clients are made with. */
  config(): Promise<AwsClientConfig> {
    this.#config ??= this.#load();
    return this.#config;
  }

  /** The region: of the settings, else of the environment or the profile. */
  async region(): Promise<string | undefined> {
    const { profile, region } = this.#settings;
    if (region !== undefined) return region;
    const { configuredRegion } = await import('./awsEndpoint.js');
    return configuredRegion(profile);
  }

  /** Drops credentials and clients; not where others have done so since `generation`. */
  renew(generation = this.#generation): void {
    if (generation !== this.#generation) return;
    this.#generation++;
    this.#config = undefined;
    this.dispose();
  }

  async #make<C extends Disposable>(
    make: (config: AwsClientConfig) => Promise<C>,
    service: AwsService | undefined,
  ): Promise<C> {
    const endpoint = service && (await this.#endpointOf(service));
    const config = await this.config();
    const client = await make(endpoint === undefined ? config : { ...config, endpoint });
    this.#clients.add(client);
    return client;
  }

  async #endpointOf(service: AwsService): Promise<string | undefined> {
    const { profile } = this.#settings;
    if (profile === undefined) return undefined;
    const { configuredEndpoint } = await import('./awsEndpoint.js');
    return configuredEndpoint(service, profile);
  }

  async #load(): Promise<AwsClientConfig> {
    const { profile, region } = this.#settings;
    const { awsCredentials } = await import('./awsChain.js');
    const stsEndpoint = await this.#endpointOf('sts');
    return {
      ...(region === undefined ? {} : { region }),
      ...(profile === undefined ? {} : { profile }),
      credentials: awsCredentials(this.#settings, {
        askForCode: this.#askForCode,
        limits: this.#limits,
        ...(stsEndpoint === undefined ? {} : { stsEndpoint }),
      }),
      maxAttempts: mostAttempts,
      requestHandler: new RetryHandler(this.#limits),
    };
  }

  dispose(): void {
    for (const client of this.#clients) client.destroy();
    this.#clients.clear();
  }
}

/** The service behind Glue asks for it, and the SDK does not do it. */
function isToBeRepeated(cause: unknown): boolean {
  return cause instanceof Error && cause.name === 'FederationSourceRetryableException';
}
