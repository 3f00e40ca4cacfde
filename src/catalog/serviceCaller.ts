/**
 * Calls a service through a client of its SDK. `what` is the thing that is asked for, for the message of a
 * failure: `the table sales.orders`. Fails in `CatalogError`, or in `AbortError` when the signal says so.
 */
export type ServiceCaller<C> = <T>(
  what: string,
  send: (client: C, options: { readonly abortSignal: AbortSignal }) => Promise<T>,
  signal: AbortSignal,
) => Promise<T>;
