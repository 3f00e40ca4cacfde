import { member, toItems, toText } from '../../iceberg/json.js';
import { inCatalogWords } from '../inCatalogWords.js';
import type { RestSend } from '../restSend.js';

/** The calls of Polaris' management API; none of its lists has pages. Fails in `CatalogError`. */
export class ManagementApi {
  readonly #send: RestSend;

  /** `send` starts at the API's own address: `…/api/management`. */
  constructor(send: RestSend) {
    this.#send = send;
  }

  /** The names of the server's catalogs. */
  async catalogs(signal: AbortSignal): Promise<readonly string[]> {
    const what = 'the catalogs of the server';
    const value = await this.#send({ path: '/v1/catalogs' }, what, signal);
    return inCatalogWords(() => {
      const items = toItems(member({ value, path: '', file: what }, 'catalogs'));
      return Promise.resolve(items.map((item) => toText(member(item, 'name'))));
    });
  }
}
