import { randomUUID } from 'node:crypto';
import { type ExactJson, stringifyExactJson } from '../../../../src/util/exactJson.js';
import type { Call, Service } from './call.js';

/** What goes back to the client. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** An answer of JSON as the service of the call writes it. */
export function jsonAnswer(
  { service }: Pick<Call, 'service'>,
  body: ExactJson,
  status = 200,
): Answer {
  const type = service === 'glue' ? 'application/x-amz-json-1.1' : 'application/json';
  return textAnswer(status, type, stringifyExactJson(body));
}

export function textAnswer(status: number, contentType: string, text: string): Answer {
  const headers = { 'content-type': contentType, 'x-amzn-requestid': randomUUID() };
  return { status, headers, body: Buffer.from(text) };
}

interface Failure {
  readonly name: string;
  readonly message?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error as the service of the call writes it. */
export function errorAnswer(service: Service, failure: Failure): Answer {
  const { name, message = name, status = 400 } = failure;
  const answer = errorBody(service, { name, message, status });
  return { ...answer, headers: { ...answer.headers, ...failure.headers } };
}

function errorBody(
  service: Service,
  { name, message, status }: { name: string; message: string; status: number },
): Answer {
  switch (service) {
    case 'iceberg':
      return jsonAnswer({ service }, { error: { message, type: name, code: status } }, status);
    case 's3':
      return textAnswer(
        status,
        'application/xml',
        `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${name}</Code><Message>${message}</Message></Error>`,
      );
    case 'sts':
      return textAnswer(
        status,
        'text/xml',
        `<ErrorResponse><Error><Type>Sender</Type><Code>${name}</Code><Message>${message}</Message></Error></ErrorResponse>`,
      );
    case 'glue':
    case 's3tables':
    case 'lakeformation': {
      const answer = jsonAnswer({ service }, { __type: name, message }, status);
      return { ...answer, headers: { ...answer.headers, 'x-amzn-errortype': name } };
    }
  }
}
