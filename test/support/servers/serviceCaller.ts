import type { ServiceCaller } from '../../../src/catalog/serviceCaller.js';
import { toCatalogError } from '../../../src/connections/aws/awsError.js';

/** Who calls through a client as it is: it is made once, and nothing is asked again. */
export function calling<C>(client: C): ServiceCaller<C> {
  return async (what, send, signal) => {
    signal.throwIfAborted();
    try {
      return await send(client, { abortSignal: signal });
    } catch (error) {
      signal.throwIfAborted();
      throw toCatalogError(what, error);
    }
  };
}
