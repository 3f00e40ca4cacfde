import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { readAvro } from '../../../src/iceberg/avro.js';
import { IcebergError } from '../../../src/iceberg/icebergError.js';
import { parseManifest, parseManifestList } from '../../../src/iceberg/manifest.js';
import { decodeMetadata, parseMetadata } from '../../../src/iceberg/metadata.js';
import { makeSmallLakehouse, type SmallLakehouse } from '../../support/smallLakehouse.js';

const file = '/lake/damaged';

/** Bytes of a file with a few of them changed, and perhaps cut. */
function damaged(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const change = fc.record({
    at: fc.nat(bytes.length - 1),
    to: fc.integer({ min: 0, max: 255 }),
  });
  return fc
    .record({
      changes: fc.array(change, { maxLength: 8 }),
      end: fc.oneof(fc.constant(bytes.length), fc.nat(bytes.length)),
    })
    .map(({ changes, end }) => {
      const copy = Uint8Array.from(bytes);
      for (const { at, to } of changes) copy[at] = to;
      return copy.subarray(0, end);
    });
}

describe('damaged files of a table', () => {
  let lakehouse: SmallLakehouse;
  const files = new Map<string, Uint8Array>();
  before(async () => {
    lakehouse = await makeSmallLakehouse();
    const folder = `${lakehouse.folder}/sales/orders/metadata`;
    for (const name of await readdir(folder)) {
      const bytes = await readFile(`${folder}/${name}`);
      const isDeletes =
        name.endsWith('.avro') && readAvro(bytes, name).metadata['content'] === 'deletes';
      if (!isDeletes) files.set(name, bytes);
    }
  });
  after(() => lakehouse.remove());

  const cases: readonly {
    readonly title: string;
    readonly like: RegExp;
    readonly parse: (bytes: Uint8Array) => unknown;
  }[] = [
    {
      title: 'a metadata file',
      like: /\.json$/,
      parse: (bytes) => parseMetadata(decodeMetadata(bytes, file), file),
    },
    {
      title: 'a manifest list',
      like: /^snap-/,
      parse: (bytes) => parseManifestList(bytes, file),
    },
    {
      title: 'a manifest',
      like: /-m0\.avro$/,
      parse: (bytes) =>
        parseManifest(bytes, file, {
          location: file,
          bytes: 0n,
          content: 'data',
          specId: 0,
          sequenceNumber: 1n,
        }),
    },
  ];
  for (const { title, like, parse } of cases) {
    it(`${title} is read or refused by name, and nothing else happens`, () => {
      const [bytes] = [...files].filter(([name]) => like.test(name)).map(([, content]) => content);
      assert.ok(bytes);
      assert.ok(parse(bytes));
      fc.assert(
        fc.property(damaged(bytes), (copy) => {
          try {
            parse(copy);
          } catch (error) {
            assert.ok(error instanceof IcebergError, String(error));
            assert.ok(error.message.startsWith(file));
          }
        }),
        { numRuns: process.env['LAKEHOUSE_DEEP'] === '1' ? 20_000 : 400 },
      );
    });
  }
});
