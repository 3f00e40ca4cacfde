import assert from 'node:assert/strict';
import { AwsSession } from '../../../src/connections/aws/awsSession.js';
import { tableS3 } from '../../../src/connections/rest/tableS3.js';
import { serve } from '../../support/servers/proxy/serve.js';
import type { Server } from '../../support/servers/serverProcess.js';

describe('S3 with the credentials of a catalog', () => {
  let s3: Server;
  let signedBy: string[] = [];
  let refused: string[] = [];

  before(async () => {
    s3 = await serve((request, response) => {
      const key = /Credential=([^/]+)/.exec(request.headers.authorization ?? '')?.[1] ?? 'nobody';
      signedBy.push(key);
      const body = refused.includes(key)
        ? '<Error><Code>ExpiredToken</Code><Message>It has expired</Message></Error>'
        : 'text';
      response.writeHead(body === 'text' ? 200 : 400, { 'content-type': 'application/xml' });
      response.end(body);
      return Promise.resolve();
    });
  });
  after(() => s3.stop());
  beforeEach(() => {
    signedBy = [];
    refused = [];
  });

  /** Reads three files one after the other, while the catalog gives key after key. */
  async function read(lifetime: number | undefined): Promise<readonly string[]> {
    let turn = 0;
    const storage = () =>
      Promise.resolve({
        's3.endpoint': s3.endpoint,
        'client.region': 'eu-west-1',
        's3.path-style-access': 'true',
        's3.access-key-id': `key${++turn}`,
        's3.secret-access-key': 'secret',
        ...(lifetime === undefined
          ? {}
          : { 's3.session-token-expires-at-ms': String(Date.now() + lifetime) }),
      });
    const noCode = () => Promise.reject(new Error('no code is needed'));
    const session = new AwsSession({ name: 'rest' }, noCode);
    const io = tableS3(storage, session);
    const { signal } = new AbortController();
    for (const name of ['a', 'b', 'c']) await io.read(`s3://lake/${name}`, signal);
    session.dispose();
    return signedBy;
  }

  it('keeps them while they last', async () => {
    assert.deepEqual(await read(undefined), ['key1', 'key1', 'key1']);
    signedBy = [];
    assert.deepEqual(await read(3_600_000), ['key1', 'key1', 'key1']);
  });

  it('asks for new ones before they end', async () => {
    const used = await read(1000);
    assert.equal(used.length, 3);
    assert.notEqual(used.at(-1), 'key1');
  });

  it('asks for new ones where they are refused', async () => {
    refused = ['key1'];
    assert.deepEqual(await read(undefined), ['key1', 'key2', 'key2', 'key2']);
  });
});
