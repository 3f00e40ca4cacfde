import assert from 'node:assert/strict';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AwsSession } from '../../src/connections/aws/awsSession.js';
import { s3FileIO } from '../../src/connections/aws/s3FileIO.js';
import type { FileIO } from '../../src/iceberg/fileIO.js';
import { IcebergError } from '../../src/iceberg/icebergError.js';
import { startAwsEmulator } from '../support/servers/awsEmulator.js';
import { motoContent, testCredentials } from '../support/servers/moto.js';
import { useServer } from '../support/servers/useServer.js';

const { signal } = new AbortController();
const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 7) % 251);
const file = 's3://files/some/rows.bin';

describe('files in S3 (an emulator, moto, behind the proxy)', () => {
  const aws = useServer('moto behind the proxy', startAwsEmulator);
  const saved = { ...process.env };
  let io: FileIO;

  before(async () => {
    const config = {
      endpoint: aws().direct,
      region: 'us-east-1',
      credentials: testCredentials,
      forcePathStyle: true,
    };
    const client = new S3Client(config);
    await client.send(new CreateBucketCommand({ Bucket: 'files' }));
    const keys = ['some/rows.bin', 'some/../odd//name', 'some/deep/er/a', 'some/', 'other/b'];
    for (const Key of keys) {
      await client.send(new PutObjectCommand({ Bucket: 'files', Key, Body: bytes }));
    }
    await client.send(new PutObjectCommand({ Bucket: 'files', Key: 'empty', Body: '' }));
    client.destroy();
  });

  beforeEach(() => {
    process.env['AWS_ACCESS_KEY_ID'] = 'test';
    process.env['AWS_SECRET_ACCESS_KEY'] = 'test';
    process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
    delete process.env['AWS_PROFILE'];
    const session = new AwsSession({ name: 's3', region: motoContent.region }, () =>
      Promise.reject(new Error('nobody is asked')),
    );
    io = s3FileIO(
      session.caller((config) =>
        Promise.resolve(
          new S3Client({
            ...config,
            endpoint: aws().endpoint,
            forcePathStyle: true,
            followRegionRedirects: true,
          }),
        ),
      ),
    );
    aws().reset();
  });
  afterEach(() => {
    process.env = { ...saved };
  });

  /** The ranges that were asked for, in order. */
  const ranges = (): readonly (string | undefined)[] =>
    aws().log.map(({ headers }) => headers.range);

  it('are read whole, an empty one too', async () => {
    isSame(await io.read(file, signal), bytes);
    assert.deepEqual(await io.read('s3a://files/empty', signal), new Uint8Array());
  });

  it('are read by ranges, and none where there is nothing to read', async () => {
    isSame(await io.readRange(file, 10, 20, signal), bytes.slice(10, 20));
    isSame(await io.readRange(file, 299_990, 300_000, signal), bytes.slice(299_990));
    isSame(await io.readRange(file, 5, 5, signal), new Uint8Array());
    assert.deepEqual(ranges(), ['bytes=10-19', 'bytes=299990-299999']);
  });

  it('have no bytes past their end', async () => {
    isSame(await io.readRange(file, 299_990, 400_000, signal), bytes.slice(299_990));
    isSame(await io.readRange(file, 300_000, 400_000, signal), new Uint8Array());
    isSame(await io.readRange('s3://files/empty', 0, 10, signal), new Uint8Array());
  });

  it('are not said to be all where the service names no further page, or one again', async () => {
    const page = (next: string): string =>
      `<ListBucketResult><IsTruncated>true</IsTruncated>${next}<Contents><Key>some/a</Key></Contents></ListBucketResult>`;
    const again = '<NextContinuationToken>again</NextContinuationToken>';
    for (const [next, requests] of [
      ['', 1],
      [again, 2],
    ] as const) {
      const body = page(next);
      const fault = { kind: 'answer', status: 200, contentType: 'application/xml', body } as const;
      aws().reset([{ operation: 'ListObjectsV2', fault }]);
      await failsWith(io.list('s3://files/some', signal), 'unavailable');
      assert.equal(aws().log.length, requests);
    }
  });

  it('are named as they are: two slashes and dots are names like others', async () => {
    isSame(await io.readRange('s3://files/some/../odd//name', 0, 3, signal), bytes.slice(0, 3));
    assert.equal(await io.size('s3://files/odd//name', signal), undefined);
  });

  it('say how long they are, and nothing of one that is not there', async () => {
    assert.equal(await io.size(file, signal), 300_000);
    assert.equal(await io.size('s3://files/nope', signal), undefined);
  });

  it('are listed one level deep, without what stands for the folder itself', async () => {
    assert.deepEqual(await io.list('s3://files/some', signal), [
      { name: '..', kind: 'folder' },
      { name: 'deep', kind: 'folder' },
      { name: 'rows.bin', kind: 'file' },
    ]);
    await assert.rejects(io.list('s3://files/none', signal), { code: 'not-found' });
  });

  it('go on from where their body was cut, as often as it gives more', async () => {
    aws().reset([{ operation: 'GetObject', times: 2, fault: { kind: 'cut', bytes: 100_000 } }]);
    isSame(await io.readRange(file, 0, 250_000, signal), bytes.slice(0, 250_000));
    const [first, second, third, ...more] = ranges().map((range) =>
      /bytes=(\d+)-(\d+)/.exec(range ?? ''),
    );
    assert.equal(first?.[1], '0');
    assert.ok(Number(second?.[1]) > 0 && Number(third?.[1]) > Number(second?.[1]));
    assert.deepEqual([second?.[2], third?.[2], more.length], ['249999', '249999', 0]);
  });

  it('go on to the end where they were cut without a range', async () => {
    aws().reset([{ operation: 'GetObject', times: 1, fault: { kind: 'cut', bytes: 200_000 } }]);
    isSame(await io.read(file, signal), bytes);
    assert.match(ranges()[1] ?? '', /^bytes=[1-9]\d*-$/);
  });

  it('are unavailable where every body is cut', async () => {
    aws().reset([{ operation: 'GetObject', fault: { kind: 'cut', bytes: 1000 } }]);
    await failsWith(io.read(file, signal), 'unavailable');
    assert.ok(aws().log.length <= 8, `${aws().log.length} requests`);
  });

  it('are read with new credentials once the old ones have expired', async () => {
    aws().reset([
      {
        operation: 'GetObject',
        times: 1,
        fault: { kind: 'error', name: 'ExpiredToken', status: 400 },
      },
    ]);
    assert.equal((await io.read(file, signal)).length, 300_000);
    assert.equal(aws().log.length, 2);
  });

  const failures = [
    { what: 'AccessDenied', status: 403, code: 'access-denied' },
    { what: 'NoSuchBucket', status: 404, code: 'not-found' },
    { what: 'NoSuchKey', status: 404, code: 'not-found' },
  ] as const;
  for (const { what, status, code } of failures) {
    it(`fail with ${code} for ${what}, without another request`, async () => {
      aws().reset([{ operation: 'GetObject', fault: { kind: 'error', name: what, status } }]);
      await failsWith(io.read(file, signal), code);
      assert.equal(aws().log.length, 1);
    });
  }

  it('may not be looked at where HEAD answers 403, which has no body', async () => {
    const answer = {
      kind: 'answer',
      status: 403,
      contentType: 'application/xml',
      body: '',
    } as const;
    aws().reset([{ operation: 'HeadObject', fault: answer }]);
    await failsWith(io.size(file, signal), 'access-denied');
  });

  it('are read after S3 was asked to slow down', async () => {
    aws().reset([
      { operation: 'GetObject', times: 1, fault: { kind: 'error', name: 'SlowDown', status: 503 } },
    ]);
    assert.equal((await io.read(file, signal)).length, 300_000);
  });

  it('are asked of the region that S3 sends one to', async () => {
    aws().reset([
      {
        operation: 'GetObject',
        times: 1,
        fault: {
          kind: 'error',
          name: 'PermanentRedirect',
          status: 301,
          headers: { 'x-amz-bucket-region': 'eu-central-1' },
        },
      },
    ]);
    assert.equal((await io.read(file, signal)).length, 300_000);
    assert.match(aws().log.at(-1)?.headers.authorization ?? '', /\/eu-central-1\/s3\//);
  });

  it('are not asked for any more once nobody waits', async () => {
    const abort = new AbortController();
    aws().reset([{ operation: 'GetObject', fault: { kind: 'hang' } }]);
    const reading = io.read(file, abort.signal);
    while (aws().log.length === 0) await new Promise(setImmediate);
    abort.abort();
    await assert.rejects(reading, { name: 'AbortError' });
    assert.equal(aws().log.length, 1);
    await assert.rejects(io.size(file, abort.signal), { name: 'AbortError' });
    assert.equal(aws().log.length, 1);
  });

  it('are no files of anything but S3', async () => {
    await failsWith(io.read('gs://bucket/a', signal), 'unsupported');
    assert.equal(aws().log.length, 0);
  });

  function isSame(actual: Uint8Array, expected: Uint8Array): void {
    assert.ok(Buffer.from(actual).equals(expected), `${actual.length} other bytes`);
  }

  async function failsWith(asked: Promise<unknown>, code: IcebergError['code']): Promise<void> {
    await assert.rejects(asked, (error) => error instanceof IcebergError && error.code === code);
  }
});
