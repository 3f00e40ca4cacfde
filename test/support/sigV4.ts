import { createHash, createHmac } from 'node:crypto';

/** A request as it came over the wire. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query, as they were sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** What an `Authorization` of AWS says. */
export interface Signature {
  readonly keyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

export function parseAuthorization(header: string): Signature {
  const found =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      header,
    );
  if (found === null) throw new Error(`not a signature: ${header}`);
  const [, keyId = '', date = '', region = '', service = '', names = '', signature = ''] = found;
  return { keyId, date, region, service, signedHeaders: names.split(';'), signature };
}

/**
 * The signature that a request should have, by AWS's published algorithm (Signature Version 4) over what
 * was sent, for services other than S3: each segment of the path, encoded as it is, is encoded once more.
 */
export function signatureOf(
  { method, url, headers, body }: SignedRequest,
  { region, service, signedHeaders }: Pick<Signature, 'region' | 'service' | 'signedHeaders'>,
  secretKey: string,
): string {
  const [path = '/', query = ''] = url.split('?', 2);
  const time = String(headers['x-amz-date']);
  const date = time.slice(0, 8);
  const canonical = [
    method,
    path.split('/').map(encode).join('/'),
    query
      .split('&')
      .filter((pair) => pair !== '')
      .map((pair) => (pair.includes('=') ? pair : `${pair}=`))
      .sort()
      .join('&'),
    ...signedHeaders.map((name) => `${name}:${String(headers[name]).trim().replace(/ +/g, ' ')}`),
    '',
    signedHeaders.join(';'),
    sha256(body),
  ].join('\n');
  const scope = `${date}/${region}/${service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n');
  const key = [date, region, service, 'aws4_request'].reduce(
    (before: Buffer, part) => createHmac('sha256', before).update(part).digest(),
    Buffer.from(`AWS4${secretKey}`),
  );
  return createHmac('sha256', key).update(text).digest('hex');
}

/** Every byte but the unreserved ones of RFC 3986. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
