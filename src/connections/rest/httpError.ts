import { CatalogError } from '../../catalog/catalog.js';
import type { ErrorCode } from '../../util/errorCode.js';
import { type ExactJson, parseExactJson } from '../../util/exactJson.js';

/** The JSON of an answer. Throws `CatalogError` for one that is a failure, or is not JSON at all. */
export async function readAnswer(what: string, response: Response): Promise<ExactJson> {
  const text = await response.text();
  const json = parse(text);
  if (!response.ok) throw failure(what, response.status, json);
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

function failure(what: string, status: number, json: ExactJson | undefined): CatalogError {
  // Some servers send a stack of Java with it, which is nobody's to read here.
  const { message, type } = errorOf(json);
  const said = message ?? type ?? `HTTP ${status}`;
  return new CatalogError(codeOf(status, type), `${what}: ${said}`, {
    cause: new HttpFailure(status),
  });
}

/** The status of an answer that is a failure. */
class HttpFailure extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`HTTP ${status}`);
    this.status = status;
  }
}

/** Whether the same request may well succeed in a moment. A server's own fault stays the same. */
export function isPassing({ code, cause }: CatalogError): boolean {
  if (cause instanceof HttpFailure) return [429, 502, 503, 504].includes(cause.status);
  return code === 'unavailable' && cause !== undefined;
}

function codeOf(status: number, type: string | undefined): ErrorCode {
  switch (status) {
    case 400:
      return type === 'NoSuchNamespaceException' ? 'not-found' : 'syntax';
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
