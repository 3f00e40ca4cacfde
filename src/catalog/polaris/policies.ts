import {
  type JsonAt,
  member,
  optional,
  toBoolean,
  toInt,
  toItems,
  toText,
} from '../../iceberg/json.js';
import { allPages } from '../allPages.js';
import type { TablePolicy } from '../capabilities.js';
import type { TableIdentifier } from '../catalog.js';
import type { RestServer } from '../restServer.js';

const path = '/polaris/v1/{prefix}/applicable-policies';

/** The policies that hold for a table, those of its namespaces and its catalog too; none where the server has none at all. */
export async function policiesOf(
  server: RestServer,
  { namespace, name }: TableIdentifier,
  signal: AbortSignal,
): Promise<readonly TablePolicy[]> {
  if (!(await server.offers(`GET ${path}`, signal))) return [];
  const query = { namespace: await server.joined(namespace, signal), 'target-name': name };
  const what = `the policies of ${[...namespace, name].join('.')}`;
  const read = (at: JsonAt): readonly TablePolicy[] =>
    toItems(member(at, 'applicable-policies')).map(toPolicy);
  const policies: TablePolicy[] = [];
  const pages = allPages((page) => server.list(path, {}, query, what, page, signal, read));
  for await (const items of pages) policies.push(...items);
  return policies;
}

function toPolicy(at: JsonAt): TablePolicy {
  const description = optional(member(at, 'description'), toText);
  const content = optional(member(at, 'content'), toText);
  return {
    name: toText(member(at, 'name')),
    type: toText(member(at, 'policy-type')),
    ...(description === undefined ? {} : { description }),
    ...(content === undefined ? {} : { content }),
    version: toInt(member(at, 'version')),
    isInherited: toBoolean(member(at, 'inherited')),
  };
}
