import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type Answer, errorAnswer, jsonAnswer } from './proxy/answer.js';
import { type Call, callOf } from './proxy/call.js';
import { isList, parseFields } from './proxy/json.js';
import { Upstream, type UpstreamRequest } from './proxy/upstream.js';
import { serve } from './proxy/serve.js';
import { startRestCatalogs } from './restCatalog.js';
import type { Server } from './serverProcess.js';

/** Who may sign in, with what secret. */
export const polarisPrincipals = {
  /** May do everything. */
  root: 's3cr3t',
  /** May read everything. */
  reader: 'r3ad',
  /** May read everything, and is told nothing of who may do what. */
  loader: 'l0ad',
  /** May sign in, and nothing else. */
  nobody: 'n0ne',
} as const;

/** A request of somebody who has signed in. */
export interface PolarisRequest extends UpstreamRequest {
  readonly principal: string;
  readonly call: Call;
}

export interface PolarisOptions {
  /** Its catalogs; all hold the same. */
  readonly catalogs?: readonly string[];
  /** They hold nothing. */
  readonly areEmpty?: boolean;
  /** How long a token holds, in seconds. */
  readonly tokenSeconds?: number;
  /** Who may do what beyond `polarisPrincipals`: grants of a management API. Asked for catalogs only. */
  readonly mayUse?: (request: PolarisRequest) => boolean;
  /** What it has beyond the Iceberg API, as its configuration names it. */
  readonly endpoints?: readonly string[];
  /** Answers what is not the Iceberg API: management, policies, generic tables. */
  readonly others?: (request: PolarisRequest) => Promise<Answer | undefined>;
}

export interface PolarisFront extends Server {
  /** No token that was given holds any longer. */
  revokeTokens(): void;
}

const iceberg = { service: 'iceberg' } as const;
const BASE = '/api/catalog/v1/';

/**
 * The reference REST catalog behind the paths, tokens and refusals of Polaris. A double, not Polaris: what
 * namespaces, tables, views and pages do is the reference's. `endpoint` is without `/api/catalog`.
 */
export async function startPolarisFront(options: PolarisOptions = {}): Promise<PolarisFront> {
  const { catalogs = ['lake', 'other'], tokenSeconds = 3600, mayUse = mayByName, others } = options;
  const { endpoints = [], areEmpty = false } = options;
  const rest = await startRestCatalogs(catalogs, { areEmpty });
  const upstream = new Upstream(rest.endpoint);
  const tokens = new Map<string, { readonly principal: string; readonly until: number }>();

  const signIn = ({ headers, body }: UpstreamRequest): Answer => {
    const form = new URLSearchParams(body.toString());
    const [id = form.get('client_id'), secret = form.get('client_secret')] = basic(
      headers.authorization,
    );
    const known = new Map<string | null, string>(Object.entries(polarisPrincipals));
    if (id === null || known.get(id) !== secret) {
      return oauthError(401, 'unauthorized_client', 'The client is not authorized');
    }
    if (form.get('scope')?.startsWith('PRINCIPAL_ROLE:') !== true) {
      return oauthError(400, 'invalid_scope', 'The scope is invalid');
    }
    const token = randomUUID();
    tokens.set(token, { principal: id, until: Date.now() + tokenSeconds * 1000 });
    return jsonAnswer(iceberg, {
      access_token: token,
      token_type: 'bearer',
      issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      expires_in: tokenSeconds,
    });
  };

  const answer = async (request: UpstreamRequest): Promise<Answer> => {
    const { method, path, headers, body } = request;
    const { pathname, searchParams } = new URL(path, 'http://127.0.0.1');
    if (method === 'POST' && pathname === `${BASE}oauth/tokens`) return signIn(request);
    const token = tokens.get(/^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '');
    if (token === undefined || token.until <= Date.now()) {
      return failure(401, 'NotAuthorizedException', 'The token is missing, unknown or expired');
    }
    const { principal } = token;
    const call = callOf(method, path, headers, body.toString());
    const signed = { ...request, principal, call };
    if (!pathname.startsWith(BASE)) {
      return (
        (await others?.(signed)) ??
        failure(404, 'NotFoundException', `No route for ${method} ${pathname}`)
      );
    }
    const catalog =
      call.operation === 'getConfig'
        ? (searchParams.get('warehouse') ?? '')
        : decodeURIComponent(pathname.slice(BASE.length).split('/')[0] ?? '');
    if (!catalogs.includes(catalog)) {
      return failure(404, 'NotFoundException', `Unable to find warehouse ${catalog}`);
    }
    if (!mayUse(signed)) {
      const message = `Principal '${principal}' is not authorized for op ${call.operation}`;
      return failure(403, 'ForbiddenException', message);
    }
    const inner = path.slice(
      call.operation === 'getConfig' ? BASE.length : BASE.length + catalog.length + 1,
    );
    const given = await upstream.send({ ...request, path: `/${catalog}/v1/${inner}` });
    return call.operation === 'getConfig'
      ? withConfig(given, catalog, endpoints)
      : withoutStack(given);
  };

  const server = await serve(async (request, response) => {
    const { status, headers, body } = await answer(await received(request));
    response.writeHead(status, { ...headers, 'content-length': String(body.length) }).end(body);
  });
  return {
    endpoint: server.endpoint,
    revokeTokens() {
      tokens.clear();
    },
    async stop() {
      upstream.close();
      await server.stop();
      await rest.stop();
    },
  };
}

/** What is said in `polarisPrincipals`. */
export function mayByName({ principal, method }: PolarisRequest): boolean {
  const reads = method === 'GET' || method === 'HEAD';
  return principal === 'root' || (principal !== 'nobody' && reads);
}

async function received(request: IncomingMessage): Promise<UpstreamRequest> {
  const { method = 'GET', url = '/', headers } = request;
  return { method, path: url, headers, body: await buffer(request) };
}

function basic(authorization = ''): readonly string[] {
  const encoded = /^Basic (.+)$/.exec(authorization)?.[1];
  return encoded === undefined ? [] : Buffer.from(encoded, 'base64').toString().split(':', 2);
}

function oauthError(status: number, error: string, description: string): Answer {
  return jsonAnswer(iceberg, { error, error_description: description }, status);
}

function failure(status: number, name: string, message: string): Answer {
  return errorAnswer('iceberg', { name, message, status });
}

/** Polaris has one path for each catalog, and says so here; and what it has that others do not. */
function withConfig(answer: Answer, catalog: string, more: readonly string[]): Answer {
  const config = parseFields(answer.body.toString());
  const endpoints = config?.['endpoints'];
  return jsonAnswer(iceberg, {
    ...config,
    overrides: { prefix: catalog },
    endpoints: [...(isList(endpoints) ? endpoints : []), ...more],
  });
}

/** The reference adds where in Java an error came from; Polaris does not. */
function withoutStack(answer: Answer): Answer {
  if (answer.status < 400) return answer;
  const text = answer.body.toString().replace(/,"stack":\[.*\](?=\})/s, '');
  return { ...answer, body: Buffer.from(text) };
}
