import { CatalogError } from '../../catalog/catalog.js';
import type { ErrorCode } from '../../util/errorCode.js';

/**
 * What a call to AWS failed with, in the words of catalogs. The SDK's own `$retryable` says nothing:
 * the error's name, its HTTP status and the socket's code decide, in this order.
 */
export function toCatalogError(what: string, cause: unknown): CatalogError {
  if (cause instanceof CatalogError) return cause;
  const { name, status, socket, message } = factsOf(cause);
  // The SDK has no name for it.
  if (message === 'Region is missing') {
    const why = 'no region is known: name one in the connection or in the profile';
    return new CatalogError('refused', `${what}: ${why}`, { cause });
  }
  const code = byName.get(name) ?? bySocket(socket) ?? byStatus(status) ?? 'internal';
  // A page of HTML instead of an answer: a proxy, a captive portal, a wrong endpoint.
  const text =
    name === 'SyntaxError'
      ? `${what}: the answer is not one of this service${status === undefined ? '' : ` (HTTP ${status})`}`
      : `${what}: ${message}`;
  return new CatalogError(name === 'SyntaxError' ? 'unavailable' : code, text, { cause });
}

/** Names of errors, as several services use them. */
const names: readonly (readonly [code: ErrorCode, names: readonly string[]])[] = [
  [
    'access-denied',
    [
      'AccessDenied',
      'AccessDeniedException',
      'ForbiddenException',
      'InvalidSignatureException',
      'SignatureDoesNotMatch',
      'UnauthorizedException',
    ],
  ],
  [
    'expired-credentials',
    [
      'CredentialsProviderError',
      'ExpiredToken',
      'ExpiredTokenException',
      'InvalidAccessKeyId',
      'InvalidClientTokenId',
      'TokenProviderError',
      'TokenRefreshRequired',
      'UnrecognizedClientException',
    ],
  ],
  [
    'not-found',
    ['EntityNotFoundException', 'NoSuchBucket', 'NoSuchKey', 'NotFound', 'NotFoundException'],
  ],
  [
    'throttled',
    [
      'LimitExceededException',
      'RequestLimitExceeded',
      'SlowDown',
      'Throttling',
      'ThrottlingException',
      'TooManyRequestsException',
    ],
  ],
  [
    'unavailable',
    [
      'ConcurrentModificationException',
      'FederationSourceException',
      'FederationSourceRetryableException',
      'InternalServerErrorException',
      'InternalServiceException',
      'OperationTimeoutException',
      'ServiceUnavailableException',
      'TimeoutError',
    ],
  ],
  [
    'refused',
    [
      'MethodNotAllowedException',
      // Lake Formation filters what is nested, and tells it only to those who can do so too.
      'PermissionTypeMismatchException',
      'UnknownOperationException',
    ],
  ],
  ['syntax', ['BadRequestException', 'InvalidInputException', 'ValidationException']],
];

const byName: ReadonlyMap<string, ErrorCode> = new Map(
  names.flatMap(([code, all]) => all.map((name): [string, ErrorCode] => [name, code])),
);

function bySocket(code: string | undefined): ErrorCode | undefined {
  return code !== undefined &&
    /^(E[A-Z]+|UND_ERR_\w+|CERT_\w+|DEPTH_\w+|SELF_SIGNED\w*)$/.test(code)
    ? 'unavailable'
    : undefined;
}

function byStatus(status: number | undefined): ErrorCode | undefined {
  if (status === undefined) return undefined;
  if (status >= 500) return 'unavailable';
  return statuses.get(status);
}

const statuses: ReadonlyMap<number, ErrorCode> = new Map([
  [401, 'access-denied'],
  [403, 'access-denied'],
  [404, 'not-found'],
  [429, 'throttled'],
]);

interface Facts {
  readonly name: string;
  readonly status: number | undefined;
  readonly socket: string | undefined;
  readonly message: string;
}

function factsOf(cause: unknown): Facts {
  if (!(cause instanceof Error)) {
    return { name: '', status: undefined, socket: undefined, message: String(cause) };
  }
  const code = 'code' in cause ? cause.code : undefined;
  const metadata = '$metadata' in cause ? cause.$metadata : undefined;
  const status =
    typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
      ? metadata.httpStatusCode
      : undefined;
  return {
    name: cause.name,
    status: typeof status === 'number' ? status : undefined,
    socket: typeof code === 'string' ? code : undefined,
    message: cause.message === '' ? cause.name : cause.message,
  };
}
