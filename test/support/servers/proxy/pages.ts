import type { ExactJson } from '../../../../src/util/exactJson.js';
import type { Call } from './call.js';
import { type Fields, isList, textOf } from './json.js';

/** How an operation pages: the names of its members, and how many items the service gives at most. */
interface Paged {
  readonly items: string;
  readonly size: number;
  /** In the input and in the output. */
  readonly token: readonly [string, string];
  readonly limit: string;
}

const glue = (items: string, size = 100): Paged => ({
  items,
  size,
  token: ['NextToken', 'NextToken'],
  limit: 'MaxResults',
});
const s3Tables = (items: string, limit: string): Paged => ({
  items,
  size: 1000,
  token: ['continuationToken', 'continuationToken'],
  limit,
});
const iceberg = (items: string): Paged => ({
  items,
  size: Infinity,
  token: ['pageToken', 'next-page-token'],
  limit: 'pageSize',
});

const operations: Readonly<Record<string, Paged>> = {
  'glue.GetDatabases': glue('DatabaseList'),
  'glue.GetTables': glue('TableList'),
  'glue.GetTableVersions': glue('TableVersions'),
  'glue.GetPartitions': glue('Partitions', 1000),
  's3tables.ListTableBuckets': s3Tables('tableBuckets', 'maxBuckets'),
  's3tables.ListNamespaces': s3Tables('namespaces', 'maxNamespaces'),
  's3tables.ListTables': s3Tables('tables', 'maxTables'),
  'iceberg.listNamespaces': iceberg('namespaces'),
  'iceberg.listTables': iceberg('identifiers'),
  'iceberg.listViews': iceberg('identifiers'),
};

/** One request for a page: what is asked of the upstream, and which part of its answer is the page. */
export interface PageRequest {
  readonly paged: Paged;
  readonly offset: number;
  readonly size: number;
  /** Members of the input that the upstream must not see. */
  readonly hidden: readonly string[];
}

/**
 * How a call is paged by the proxy, `undefined` where it is not. Throws `RangeError` for a token that is
 * not of this list. `maxSize` makes pages smaller than the service's.
 */
export function pageRequest(call: Call, maxSize = Infinity): PageRequest | undefined {
  const paged = operations[`${call.service}.${call.operation}`];
  if (paged === undefined) return undefined;
  const { [paged.token[0]]: token, [paged.limit]: limit } = call.input;
  // A catalog pages when it is asked to.
  if (call.service === 'iceberg' && limit === undefined && token === undefined) return undefined;
  const offset = token === undefined || token === '' ? 0 : offsetOf(token, call, paged);
  const size = Math.min(limit === undefined ? Infinity : Number(limit), paged.size, maxSize);
  return { paged, offset, size, hidden: [paged.token[0], paged.limit] };
}

/** The page of a whole list, with the token of the next one. An answer that is a page already stays one. */
export function pageOf(call: Call, request: PageRequest, answer: Fields): Fields {
  const { paged, offset, size } = request;
  const [, tokenOut] = paged.token;
  const all = answer[paged.items];
  if (!isList(all) || typeof answer[tokenOut] === 'string') return answer;
  const page = { ...answer, [paged.items]: all.slice(offset, offset + size) };
  if (offset + size >= all.length) return page;
  return { ...page, [tokenOut]: tokenAt(offset + size, call, paged) };
}

/** The same page without items, and with a token that asks for this page again. */
export function emptyPage(call: Call, request: PageRequest, answer: Fields): Fields {
  const { paged, offset } = request;
  // The same place in other words: a service that names a page twice would never end.
  return { ...answer, [paged.items]: [], [paged.token[1]]: tokenAt(`${offset} `, call, paged) };
}

/** The page with the token of the second page, whichever it is. */
export function repeatedToken(call: Call, { paged, size }: PageRequest, answer: Fields): Fields {
  return { ...answer, [paged.token[1]]: tokenAt(size, call, paged) };
}

/** A token means nothing for another list: it carries what its list was asked for. */
function tokenAt(offset: number | string, call: Call, paged: Paged): string {
  const list = JSON.stringify(listOf(call, paged));
  return Buffer.from(`[${offset},${list}]`).toString('base64url');
}

function offsetOf(token: ExactJson, call: Call, paged: Paged): number {
  const [, offset = '', list] =
    /^\[(\d+) *,(.*)\]$/s.exec(Buffer.from(textOf(token), 'base64url').toString()) ?? [];
  if (list !== JSON.stringify(listOf(call, paged))) throw new RangeError('Invalid token');
  return Number(offset);
}

function listOf({ operation, input }: Call, paged: Paged): string {
  const asked = Object.entries(input).filter(
    ([name]) => name !== paged.token[0] && name !== paged.limit,
  );
  return JSON.stringify([operation, ...asked.sort(([a], [b]) => (a < b ? -1 : 1))]);
}
