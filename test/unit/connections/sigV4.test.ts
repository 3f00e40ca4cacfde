import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { RestRequest } from '../../../src/catalog/restSend.js';
import { AwsSession } from '../../../src/connections/aws/awsSession.js';
import { restSend } from '../../../src/connections/rest/restSend.js';
import { sigV4 } from '../../../src/connections/rest/sigV4.js';
import { serve } from '../../support/servers/proxy/serve.js';
import type { Server } from '../../support/servers/serverProcess.js';
import { parseAuthorization, signatureOf, type SignedRequest } from '../../support/sigV4.js';

const noCode = (): Promise<never> => Promise.reject(new Error('nobody is asked'));
const exampleKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const unreserved = '-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Of AWS's own test suite for Signature Version 4. */
const vectors = [
  {
    name: 'get-vanilla',
    method: 'GET',
    url: '/',
    signature: '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  },
  {
    name: 'post-vanilla',
    method: 'POST',
    url: '/',
    signature: '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
  },
  {
    name: 'get-vanilla-query-order-key-case',
    method: 'GET',
    url: '/?Param2=value2&Param1=value1',
    signature: 'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  },
  {
    name: 'get-vanilla-utf8-query',
    method: 'GET',
    url: '/?%E1%88%B4=bar',
    signature: '2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04',
  },
  {
    name: 'get-vanilla-query-unreserved',
    method: 'GET',
    url: `/?${unreserved}=${unreserved}`,
    signature: '9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197',
  },
];

describe("AWS's signature as the tests compute it", () => {
  for (const { name, method, url, signature } of vectors) {
    it(`is the one that AWS publishes for ${name}`, () => {
      const headers = { host: 'example.amazonaws.com', 'x-amz-date': '20150830T123600Z' };
      const signed = {
        region: 'us-east-1',
        service: 'service',
        signedHeaders: ['host', 'x-amz-date'],
      };
      assert.equal(signatureOf({ method, url, headers, body: '' }, signed, exampleKey), signature);
    });
  }
});

describe('a signed request to a REST catalog (double: it recomputes the signature)', () => {
  let server: Server;
  let requests: SignedRequest[];
  const saved = { ...process.env };

  before(async () => {
    server = await serve(async (request, response) => {
      const { method = '', url = '', headers } = request;
      const sent = { method, url, headers, body: await text(request) };
      requests.push(sent);
      const said = parseAuthorization(headers.authorization ?? '');
      const isRight = signatureOf(sent, said, exampleKey) === said.signature;
      response.writeHead(isRight ? 200 : 403, { 'content-type': 'application/json' });
      response.end('{}');
    });
  });
  after(async () => {
    process.env = saved;
    await server.stop();
  });
  beforeEach(() => {
    requests = [];
    process.env = { ...saved };
    delete process.env['AWS_PROFILE'];
    delete process.env['AWS_SESSION_TOKEN'];
    process.env['AWS_ACCESS_KEY_ID'] = 'AKIDEXAMPLE';
    process.env['AWS_SECRET_ACCESS_KEY'] = exampleKey;
    process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
  });

  const ask = async (service: string, request: RestRequest): Promise<SignedRequest> => {
    const session = new AwsSession({ name: 'signed', region: 'eu-west-1' }, noCode);
    const send = restSend(`${server.endpoint}/iceberg`, sigV4(service, session));
    await send(request, 'the thing', new AbortController().signal);
    const [sent] = requests;
    return sent ?? assert.fail('nothing was sent');
  };

  const asked: readonly RestRequest[] = [
    { path: '/v1/config', query: { warehouse: '123456789012:s3tablescatalog/lake' } },
    { path: '/v1/catalogs/123456789012/namespaces' },
    // The prefix of S3 Tables is an ARN, sent as the server wrote it.
    { path: '/v1/arn:aws:s3tables:eu-west-1:123456789012:bucket/lake/namespaces' },
    { path: '/v1/arn%3Aaws%3As3tables%3Aeu-west-1%3A123456789012%3Abucket%2Flake/namespaces' },
    { path: '/v1/x/namespaces/a%1Fb/tables', query: { pageToken: 'AbC+/= &é', pageSize: '100' } },
    { path: "/v1/x/namespaces/it's(1)*!/tables/größe%20x" },
    { path: '/v1/x', query: { a: '', parent: 'a\u001fb c', "q'": "!*'()~" } },
    { path: '/v1/x/namespaces/a/properties', body: { updates: { comment: 'ü' } } },
  ];
  for (const service of ['glue', 's3tables']) {
    for (const request of asked) {
      it(`is right for ${service} at ${JSON.stringify(request)}`, async () => {
        const { headers, method } = await ask(service, request);
        const said = parseAuthorization(String(headers['authorization']));
        assert.equal(said.service, service);
        assert.equal(said.region, 'eu-west-1');
        assert.equal(said.keyId, 'AKIDEXAMPLE');
        assert.ok(said.signedHeaders.includes('host'));
        assert.equal(method, request.body === undefined ? 'GET' : 'POST');
      });
    }
  }

  it('has the token of a session, signed with the rest', async () => {
    process.env['AWS_SESSION_TOKEN'] = 'a+session/token==';
    const { headers } = await ask('glue', { path: '/v1/config' });
    assert.equal(headers['x-amz-security-token'], 'a+session/token==');
    const { signedHeaders } = parseAuthorization(String(headers['authorization']));
    assert.ok(signedHeaders.includes('x-amz-security-token'));
  });

  it('sends no key', async () => {
    const sent = await ask('glue', { path: '/v1/config' });
    assert.ok(!JSON.stringify(sent).includes(exampleKey));
  });

  it('is signed for the region of the profile where the settings name none', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lakehouse-aws-'));
    const config = join(folder, 'config');
    writeFileSync(config, '[profile p]\nregion = sa-east-1\n');
    process.env['AWS_CONFIG_FILE'] = config;
    process.env['AWS_SHARED_CREDENTIALS_FILE'] = join(folder, 'credentials');
    writeFileSync(
      join(folder, 'credentials'),
      `[p]\naws_access_key_id = AKID\naws_secret_access_key = ${exampleKey}\n`,
    );
    const session = new AwsSession({ name: 'signed', profile: 'p' }, noCode);
    const send = restSend(server.endpoint, sigV4('glue', session));
    await send({ path: '/v1/config' }, 'the thing', new AbortController().signal);
    const said = parseAuthorization(String(requests[0]?.headers['authorization']));
    assert.deepEqual([said.region, said.keyId], ['sa-east-1', 'AKID']);
    rmSync(folder, { recursive: true });
  });

  it('fails as an expired session where there are no credentials', async () => {
    delete process.env['AWS_ACCESS_KEY_ID'];
    process.env['AWS_CONFIG_FILE'] = '/nowhere';
    process.env['AWS_SHARED_CREDENTIALS_FILE'] = '/nowhere';
    const asking = ask('glue', { path: '/v1/config' });
    await assert.rejects(asking, { name: 'CatalogError', code: 'expired-credentials' });
    assert.deepEqual(requests, []);
  });

  it('is not sent where no region is known', async () => {
    process.env['AWS_CONFIG_FILE'] = '/nowhere';
    delete process.env['AWS_REGION'];
    const session = new AwsSession({ name: 'signed' }, noCode);
    const send = restSend(server.endpoint, sigV4('glue', session));
    const asking = send({ path: '/v1/config' }, 'the thing', new AbortController().signal);
    await assert.rejects(asking, { code: 'refused', message: /needs a region/ });
    assert.deepEqual(requests, []);
  });
});
