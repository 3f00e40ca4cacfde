import { CatalogError } from '../../catalog/catalog.js';
import { ConflictError } from '../../catalog/restSend.js';
import type { ErrorCode } from '../../util/errorCode.js';
import { type ExactJson, parseExactJson } from '../../util/exactJson.js';
import type { HttpAnswer } from './httpAnswer.js';

/** An answer without its body. */
type HttpHead = Pick<HttpAnswer, 'url' | 'status' | 'headers'>;

/**
 * The JSON of an answer with the text `text`; `null` for one without content. Throws `CatalogError` for one
 * that is a failure, or is not JSON at all.
 */
export function readAnswer(what: string, response: HttpHead, text: string): ExactJson {
  if (response.status === 204) return null;
  if (response.status >= 300 && response.status < 400) throw elsewhere(what, response);
  const json = parse(text);
  if (response.status < 200 || response.status >= 300) throw failure(what, response, json);
  if (json === undefined) {
    const status = `HTTP ${response.status}`;
    throw new CatalogError(
      'unavailable',
      `${what}: the answer is not one of a catalog (${status})`,
    );
  }
  return json;
}

/** A request that got no answer at all. */
export function noAnswer(what: string, cause: unknown): CatalogError {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  const message = inner instanceof Error ? inner.message : String(inner);
  return new CatalogError('unavailable', `${what}: ${message}`, { cause });
}

/** The server has another address. It is not asked there: it may not be the same one. */
function elsewhere(what: string, { status, url, headers }: HttpHead): CatalogError {
  const { location: to = '' } = headers;
  const where = URL.canParse(to, url.href) ? new URL(to, url).origin : 'nowhere';
  return new CatalogError('refused', `${what}: HTTP ${status}, it leads to ${where}`);
}

function failure(
  what: string,
  { status, headers }: HttpHead,
  json: ExactJson | undefined,
): CatalogError {
  // Some servers send a stack of Java with it, which is nobody's to read here.
  const { message, type } = errorOf(json);
  const said = message ?? type ?? `HTTP ${status}`;
  const cause = new HttpFailure(status, secondsOf(headers['retry-after']));
  if (status === 409) return new ConflictError(`${what}: ${said}`, { cause });
  return new CatalogError(codeOf(status, type), `${what}: ${said}`, { cause });
}

/** The status of an answer that is a failure. */
class HttpFailure extends Error {
  readonly status: number;
  readonly afterSeconds: number | undefined;

  constructor(status: number, afterSeconds: number | undefined) {
    super(`HTTP ${status}`);
    this.status = status;
    this.afterSeconds = afterSeconds;
  }
}

/** Seconds, or a time of day. */
function secondsOf(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header)) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, (at - Date.now()) / 1000);
}

/**
 * Whether the same request may well succeed in a moment, and after how long, where the server says so. A
 * server's own fault stays the same. What `writes` is not repeated unless the server has not begun with it.
 */
export function mayPass(
  { code, cause }: CatalogError,
  writes: boolean,
): { readonly afterSeconds: number | undefined } | undefined {
  if (cause instanceof HttpFailure) {
    const passes = writes ? [429, 503] : [429, 502, 503, 504];
    return passes.includes(cause.status) ? { afterSeconds: cause.afterSeconds } : undefined;
  }
  const gotNoAnswer = code === 'unavailable' && cause !== undefined;
  return gotNoAnswer && !writes ? { afterSeconds: undefined } : undefined;
}

function codeOf(status: number, type: string | undefined): ErrorCode {
  switch (status) {
    case 400:
      return byType.get(type) ?? 'syntax';
    case 401:
    case 419:
      return 'expired-credentials';
    case 403:
      return 'access-denied';
    case 404:
      return 'not-found';
    case 405:
    case 406:
    case 501:
      return 'refused';
    case 429:
      return 'throttled';
    default:
      return status >= 500 ? 'unavailable' : 'internal';
  }
}

/** What a bad request was about. Those in small letters are of OAuth's token endpoints. */
const byType: ReadonlyMap<string | undefined, ErrorCode> = new Map([
  ['NoSuchNamespaceException', 'not-found'],
  ['invalid_client', 'expired-credentials'],
  ['invalid_grant', 'expired-credentials'],
  ['unauthorized_client', 'access-denied'],
  ['invalid_request', 'refused'],
  ['invalid_scope', 'refused'],
  ['unsupported_grant_type', 'refused'],
]);

function errorOf(json: ExactJson | undefined): {
  readonly message?: string;
  readonly type?: string;
} {
  const error = isRecord(json) ? json['error'] : undefined;
  // Of the token endpoint, as OAuth has it.
  if (typeof error === 'string') {
    const description = isRecord(json) ? json['error_description'] : undefined;
    return { message: typeof description === 'string' ? description : error, type: error };
  }
  if (!isRecord(error)) return {};
  const { message, type } = error;
  return {
    ...(typeof message === 'string' && message !== '' ? { message } : {}),
    ...(typeof type === 'string' && type !== '' ? { type } : {}),
  };
}

function parse(text: string): ExactJson | undefined {
  try {
    return parseExactJson(text);
  } catch {
    return undefined;
  }
}

/** Whether a JSON value is an object. */
export function isRecord(
  value: ExactJson | undefined,
): value is Readonly<Record<string, ExactJson>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
