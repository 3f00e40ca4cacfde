import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { CatalogError } from '../../catalog/catalog.js';
import { toCatalogError } from '../aws/awsError.js';
import type { AwsSession } from '../aws/awsSession.js';
import type { Authorizer } from './authorize.js';

/** Signs requests as AWS wants its own REST catalogs to be asked; `service` is `glue` or `s3tables`. */
export function sigV4(service: string, session: AwsSession): Authorizer {
  return {
    headers: async (url, body) => {
      const [{ credentials }, region] = await Promise.all([session.config(), session.region()]);
      if (region === undefined)
        throw new CatalogError('refused', 'a signed request needs a region');
      const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });
      const request = {
        method: body === undefined ? 'GET' : 'POST',
        protocol: url.protocol,
        hostname: url.hostname,
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        headers: { host: url.host },
        body,
      };
      const { headers } = await signer.sign(request).catch((cause: unknown) => {
        throw toCatalogError('the credentials', cause);
      });
      // The client writes the host itself.
      return Object.fromEntries(Object.entries(headers).filter(([key]) => key !== 'host'));
    },
    renew: () => {
      session.renew();
      return Promise.resolve();
    },
  };
}

/** The hash of Node in the shape that the signer wants. */
class Sha256 {
  #parts: Uint8Array[] = [];
  readonly #secret: Uint8Array | undefined;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#secret = secret === undefined ? undefined : toBytes(secret);
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#parts.push(toBytes(data));
  }

  digest(): Promise<Uint8Array> {
    const hash =
      this.#secret === undefined ? createHash('sha256') : createHmac('sha256', this.#secret);
    for (const part of this.#parts) hash.update(part);
    return Promise.resolve(hash.digest());
  }

  reset(): void {
    this.#parts = [];
  }
}

function toBytes(data: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data);
  return data instanceof ArrayBuffer
    ? new Uint8Array(data)
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
