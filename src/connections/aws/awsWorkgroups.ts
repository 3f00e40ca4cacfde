import { ListWorkGroupsCommand } from '@aws-sdk/client-athena';
import type { AthenaClient } from '@aws-sdk/client-athena';
import type { ServiceCaller } from '../../catalog/serviceCaller.js';

/** A workgroup of Athena that may be used. */
export interface Workgroup {
  readonly name: string;
  readonly description?: string;
}

/** The workgroups that are not switched off, of all pages. */
export async function listWorkgroups(
  call: ServiceCaller<AthenaClient>,
  signal: AbortSignal,
): Promise<readonly Workgroup[]> {
  const found: Workgroup[] = [];
  const seen = new Set<string | undefined>();
  let token: string | undefined;
  do {
    seen.add(token);
    const input = token === undefined ? {} : { NextToken: token };
    const answer = await call(
      'the workgroups',
      (client, options) => client.send(new ListWorkGroupsCommand(input), options),
      signal,
    );
    for (const { Name: name, Description: description, State: state } of answer.WorkGroups ?? []) {
      if (name === undefined || state === 'DISABLED') continue;
      found.push({ name, ...(description === undefined ? {} : { description }) });
    }
    token = answer.NextToken;
  } while (token !== undefined && !seen.has(token));
  return found;
}
