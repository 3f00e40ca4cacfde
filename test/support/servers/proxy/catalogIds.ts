import type { ExactJson } from '../../../../src/util/exactJson.js';
import type { Call } from './call.js';
import { type Fields, isList } from './json.js';

/**
 * Id of a Glue catalog → account of the emulator that plays it. The emulator knows one catalog for each
 * account and ignores the id that it is asked for.
 */
export type CatalogIds = ReadonlyMap<string, string>;

/** What is asked of the emulator for a call that names a catalog; `unknown` where there is no such catalog. */
export function catalogOf(
  { service, input }: Call,
  catalogs: CatalogIds,
): { readonly id: string; readonly account: string } | 'unknown' | undefined {
  const id = service === 'glue' ? input['CatalogId'] : undefined;
  if (typeof id !== 'string' || catalogs.size === 0) return undefined;
  const account = catalogs.get(id);
  return account === undefined ? 'unknown' : { id, account };
}

/** An answer in which everything is of the catalog `id`, as the service has it. */
export function ofCatalog(id: string, answer: Fields): Fields {
  const rewrite = (value: ExactJson): ExactJson => {
    if (typeof value !== 'object' || value === null) return value;
    if (isList(value)) return value.map(rewrite);
    const members = Object.entries(value).map(([name, member]) => [
      name,
      name === 'CatalogId' && typeof member === 'string' ? id : rewrite(member),
    ]);
    return Object.fromEntries(members) as Fields; // Its members are JSON.
  };
  return rewrite(answer) as Fields; // An object stays one.
}
