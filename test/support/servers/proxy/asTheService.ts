import { type Answer, errorAnswer, jsonAnswer } from './answer.js';
import type { Call, Service } from './call.js';
import { type CatalogIds, catalogOf, ofCatalog } from './catalogIds.js';
import { type Fields, isList, parseFields, textOf } from './json.js';
import { emptyPage, pageOf, pageRequest, repeatedToken } from './pages.js';
import type { Fault } from './rule.js';
import type { Upstream, UpstreamRequest } from './upstream.js';

interface Options {
  readonly upstream: Upstream;
  readonly pageSize?: number;
  readonly pages?: readonly Service[];
  readonly catalogs?: CatalogIds;
}

/** The upstream's answer, made into what the service would answer, with what `fault` does to its content. */
export async function answerOf(
  call: Call,
  request: UpstreamRequest,
  fault: Fault | undefined,
  { upstream, pageSize, pages = ['glue', 's3tables', 'iceberg'], catalogs = new Map() }: Options,
): Promise<Answer> {
  const catalog = catalogOf(call, catalogs);
  if (catalog === 'unknown') {
    const message = `Catalog ${textOf(call.input['CatalogId'])} not found`;
    return errorAnswer(call.service, { name: 'EntityNotFoundException', message });
  }
  let page;
  try {
    page = pages.includes(call.service) ? pageRequest(call, pageSize) : undefined;
  } catch {
    const name = call.service === 'glue' ? 'InvalidInputException' : 'BadRequestException';
    return errorAnswer(call.service, { name, message: 'Invalid NextToken' });
  }
  const account = catalog === undefined ? {} : { 'x-moto-account-id': catalog.account };
  const answer = await upstream.send({
    ...without(page?.hidden ?? [], call, request),
    headers: { ...request.headers, ...account },
  });
  // moto has a page for what it does not know, and a client of AWS would ask again and again.
  if (call.service !== 'iceberg' && isHtml(answer) && answer.status >= 400) {
    const message = `The emulator has no ${call.operation}`;
    return errorAnswer(call.service, { name: 'UnknownOperationException', message });
  }
  const body = answer.status === 200 ? fieldsOf(answer) : undefined;
  if (body === undefined) return answer;
  let changed = body;
  if (catalog !== undefined) changed = ofCatalog(catalog.id, changed);
  if (call.operation === 'GetTables') changed = onlyAttributes(call, changed);
  if (page !== undefined) {
    const make = fault?.kind === 'emptyPage' ? emptyPage : pageOf;
    changed = make(call, page, changed);
    if (fault?.kind === 'repeatedToken') changed = repeatedToken(call, page, changed);
  }
  if (fault?.kind === 'amended') changed = { ...changed, ...fault.members };
  return changed === body ? answer : { ...answer, ...jsonAnswer(call, changed) };
}

/** The request without some members of its input, in its body or in its query. */
function without(
  hidden: readonly string[],
  { service, input }: Call,
  request: UpstreamRequest,
): UpstreamRequest {
  if (hidden.every((name) => !(name in input))) return request;
  if (service === 'glue') {
    const kept = Object.entries(input).filter(([name]) => !hidden.includes(name));
    const { body } = jsonAnswer({ service }, Object.fromEntries(kept));
    return { ...request, body };
  }
  const url = new URL(request.path, 'http://127.0.0.1');
  for (const name of hidden) url.searchParams.delete(name);
  return { ...request, path: `${url.pathname}${url.search}` };
}

/** Glue gives the members of a table that it is asked for; the emulator gives them all. */
function onlyAttributes({ input }: Call, answer: Fields): Fields {
  const { AttributesToGet: attributes } = input;
  const tables = answer['TableList'];
  if (!isList(attributes) || !isList(tables)) return answer;
  const kept: readonly string[] = attributes.map((name) =>
    name === 'TABLE_TYPE' ? 'TableType' : 'Name',
  );
  return {
    ...answer,
    TableList: tables.map((table) =>
      Object.fromEntries(Object.entries(table ?? {}).filter(([name]) => kept.includes(name))),
    ),
  };
}

function fieldsOf({ headers, body }: Answer): Fields | undefined {
  return String(headers['content-type']).includes('json')
    ? parseFields(body.toString())
    : undefined;
}

/** An answer to HEAD may be called so, and has no page. */
function isHtml({ headers, body }: Answer): boolean {
  return String(headers['content-type']).includes('html') && body.length > 0;
}
