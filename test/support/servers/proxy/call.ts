import type { IncomingHttpHeaders } from 'node:http';
import { type Fields, parseFields } from './json.js';
import { routes } from './routes.js';

export type Service = 'glue' | 's3tables' | 'lakeformation' | 's3' | 'sts' | 'iceberg';

/** One request as its service understands it. */
export interface Call {
  readonly service: Service;
  /** The operation's name in the service's own model: `GetTables`, `ListTableBuckets`, `loadTable`. */
  readonly operation: string;
  /** What it asks for: the members of the body, the parameters of the query and of the path. */
  readonly input: Fields;
}

/** Names the operation of a request: by its target, else by the service that it is signed for and its path. */
export function callOf(
  method: string,
  url: string,
  headers: IncomingHttpHeaders,
  body: string,
): Call {
  const asked = parseFields(body) ?? {};
  const target = headers['x-amz-target'];
  if (typeof target === 'string') {
    return { service: 'glue', operation: target.split('.')[1] ?? target, input: asked };
  }
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
  const service = serviceOf(headers.authorization, pathname);
  if (service === 'sts') {
    const input = Object.fromEntries(new URLSearchParams(body));
    return { service, operation: input['Action'] ?? '', input };
  }
  const query = Object.fromEntries(searchParams);
  const path = service === 'iceberg' ? pathname.replace(/^.*?\/v1\//, '/') : pathname;
  for (const route of routes[service]) {
    const found = route.method === method ? route.path.exec(path) : null;
    if (found === null || !(route.query ?? []).every((name) => searchParams.has(name))) continue;
    const groups: Readonly<Record<string, string>> = found.groups ?? {};
    const inPath = Object.entries(groups).map(([name, value]): [string, string] => [
      name,
      decodeURIComponent(value),
    ]);
    const input = { ...asked, ...query, ...Object.fromEntries(inPath) };
    return { service, operation: route.operation(found), input };
  }
  return { service, operation: `${method} ${path}`, input: { ...asked, ...query } };
}

/** A signature names the service; what is not signed for one of AWS is an Iceberg REST catalog. */
function serviceOf(authorization: string | undefined, path: string): Exclude<Service, 'glue'> {
  const signedFor = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(authorization ?? '')?.[1];
  if (signedFor === 's3' || signedFor === 'sts' || signedFor === 'lakeformation') return signedFor;
  return signedFor === 's3tables' && !path.includes('/v1/') ? 's3tables' : 'iceberg';
}
