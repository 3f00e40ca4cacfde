import assert from 'node:assert/strict';
import { CatalogError } from '../../../src/catalog/catalog.js';
import { toCatalogError } from '../../../src/connections/aws/awsError.js';

/** What the SDK's errors have beside a message. */
function failure(name: string, status?: number, socket?: string): Error {
  return Object.assign(new Error('what the service said'), {
    name,
    ...(status === undefined ? {} : { $metadata: { httpStatusCode: status } }),
    ...(socket === undefined ? {} : { code: socket }),
  });
}

/** As the SDK was seen to fail. */
const cases: readonly (readonly [error: Error, code: string])[] = [
  [failure('AccessDeniedException', 400), 'access-denied'],
  [failure('ExpiredTokenException', 400), 'expired-credentials'],
  [failure('UnrecognizedClientException', 400), 'expired-credentials'],
  [failure('CredentialsProviderError'), 'expired-credentials'],
  [failure('EntityNotFoundException', 400), 'not-found'],
  [failure('ThrottlingException', 400), 'throttled'],
  [failure('SlowDown', 503), 'throttled'],
  [failure('InternalServiceException', 500), 'unavailable'],
  [failure('FederationSourceRetryableException', 400), 'unavailable'],
  [failure('UnknownOperationException', 400), 'refused'],
  [failure('PermissionTypeMismatchException', 400), 'refused'],
  [new Error('Region is missing'), 'refused'],
  [failure('InvalidInputException', 400), 'syntax'],
  // An answer without a body.
  [failure('Unknown', 403), 'access-denied'],
  [failure('Unknown', 404), 'not-found'],
  [failure('Unknown', 429), 'throttled'],
  [failure('Unknown', 502), 'unavailable'],
  // HTML instead of an answer.
  [failure('SyntaxError', 200), 'unavailable'],
  [failure('SyntaxError', 407), 'unavailable'],
  // Nobody there.
  [failure('Error', undefined, 'ECONNREFUSED'), 'unavailable'],
  [failure('Error', undefined, 'ENOTFOUND'), 'unavailable'],
  [failure('Error', undefined, 'ECONNRESET'), 'unavailable'],
  [failure('Error', undefined, 'SELF_SIGNED_CERT_IN_CHAIN'), 'unavailable'],
  [failure('TimeoutError'), 'unavailable'],
  [new TypeError('a fault of ours'), 'internal'],
];

describe('a failure of AWS in the words of catalogs', () => {
  for (const [error, code] of cases) {
    it(`is ${code} for ${error.name} ${JSON.stringify(error)}`, () => {
      const failed = toCatalogError('the table a.b', error);
      assert.equal(failed.code, code);
      assert.ok(failed.message.startsWith('the table a.b: '));
      assert.equal(failed.cause, error);
    });
  }

  it('shows nothing of a page of HTML', () => {
    const error = Object.assign(failure('SyntaxError', 200), { message: "Unexpected token '<'" });
    const { message } = toCatalogError('the databases', error);
    assert.equal(message, 'the databases: the answer is not one of this service (HTTP 200)');
  });

  it('is itself where it is in these words already', () => {
    const error = new CatalogError('limit', 'too deep');
    assert.equal(toCatalogError('x', error), error);
  });
});
