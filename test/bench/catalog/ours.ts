/**
 * One listing as the tree makes it, in a process of its own: `ours.js glue|rest tables|namespaces ENDPOINT`.
 * Prints a `Listed` of `catalog.ts`.
 */
import { openAws } from '../../../src/connections/aws/openAws.js';
import { openRest } from '../../../src/connections/rest/openRest.js';
import type { Catalog } from '../../../src/catalog/catalog.js';
import type { OpenConnection } from '../../../src/connections/connections.js';
import { NodeListings } from '../../../src/providers/catalogTree/nodeListings.js';
import type { ParentNode } from '../../../src/providers/catalogTree/nodes/catalogNode.js';
import { fakeConnection } from '../../support/fakeConnection.js';

const [kind, what, endpoint = ''] = process.argv.slice(2);
const nobody = (): Promise<never> => Promise.reject(new Error('there is nobody to ask'));

const opened: OpenConnection =
  kind === 'glue'
    ? openAws(
        { type: 'aws', name: 'bench', region: 'us-east-1', readOnly: true },
        { askForCode: nobody },
      )
    : openRest(
        {
          type: 'iceberg-rest',
          name: 'bench',
          uri: endpoint,
          auth: { type: 'none' },
          readOnly: true,
        },
        { askForCode: nobody, secrets: { get: nobody, forget: nobody } },
      );
const [catalog] = (await opened.listCatalogs(undefined, new AbortController().signal)).items;
if (catalog === undefined) throw new Error('there is no catalog');

let answered: number | undefined;
const place = { connection: fakeConnection('bench', catalog), catalog: timed(catalog) };
const node: ParentNode =
  what === 'tables'
    ? { ...place, kind: 'namespace', namespace: ['big'] }
    : { ...place, kind: 'catalog' };
const listings = new NodeListings({ pageSize: () => Infinity });
const start = performance.now();
await listings.children(node);
const drawn = performance.now();
await listings.settled(node);
const end = performance.now();
const rows = await listings.children(node);
const last = rows.at(-1);
if (last?.kind === 'error') throw last.error;
process.stdout.write(
  JSON.stringify({
    found: rows.length,
    drawnMs: drawn - (answered ?? start),
    totalMs: end - start,
    peakMb: process.resourceUsage().maxRSS / 1000,
  }),
);

/** The same catalog, which notes when it first had something. */
function timed(of: Catalog): Catalog {
  const note = async <T extends { readonly items: readonly unknown[] }>(
    page: Promise<T>,
  ): Promise<T> => {
    const found = await page;
    if (found.items.length > 0) answered ??= performance.now();
    return found;
  };
  return {
    name: of.name,
    listNamespaces: (...args) => note(of.listNamespaces(...args)),
    listTables: (...args) => note(of.listTables(...args)),
    loadTable: (...args) => of.loadTable(...args),
  };
}
