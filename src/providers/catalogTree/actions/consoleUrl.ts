import type { DatasetId } from '../../../catalog/catalog.js';

/** The page of a table of Glue in the console of AWS; `undefined` for what is no such table. */
export function consoleUrl({ namespace, name }: DatasetId): URL | undefined {
  const [, partition, region, account] =
    /^arn:(aws[a-z-]*):glue:([a-z0-9-]+):(\d*)$/.exec(namespace) ?? [];
  const [, database, table] = /^table\/([^/]+)\/(.+)$/s.exec(name) ?? [];
  const domain = domains.get(partition ?? '');
  if (domain === undefined || region === undefined || database === undefined) return undefined;
  const url = new URL(`https://${region}.${domain}/glue/home`);
  url.searchParams.set('region', region);
  const query = new URLSearchParams({ database, ...(account ? { catalogId: account } : {}) });
  const path = `/v2/data-catalog/tables/view/${encodeURIComponent(table ?? '')}`;
  url.hash = `${path}?${query.toString()}`;
  return url;
}

/** Where the console of each part of AWS is. */
const domains: ReadonlyMap<string, string> = new Map([
  ['aws', 'console.aws.amazon.com'],
  ['aws-cn', 'console.amazonaws.cn'],
  ['aws-us-gov', 'console.amazonaws-us-gov.com'],
]);
