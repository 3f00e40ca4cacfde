import assert from 'node:assert/strict';
import type avro from 'avsc';
import type { FileIO } from '../../../src/iceberg/fileIO.js';
import { localFileIO } from '../../../src/iceberg/localFileIO.js';
import { parseMetadata } from '../../../src/iceberg/metadata.js';
import { planScan } from '../../../src/iceberg/scanPlan.js';
import { writeAvro } from '../../../src/iceberg/write/writeAvro.js';

const key = { name: 'key_metadata', type: ['null', 'bytes'], default: null };
const listSchema: avro.Schema = {
  type: 'record',
  name: 'manifest_file',
  fields: [
    { name: 'manifest_path', type: 'string' },
    { name: 'manifest_length', type: 'long' },
    { name: 'partition_spec_id', type: 'int' },
    key,
  ],
};
const manifestSchema: avro.Schema = {
  type: 'record',
  name: 'manifest_entry',
  fields: [
    { name: 'status', type: 'int' },
    {
      name: 'data_file',
      type: {
        type: 'record',
        name: 'r2',
        fields: [
          { name: 'file_path', type: 'string' },
          { name: 'file_format', type: 'string' },
          { name: 'partition', type: { type: 'record', name: 'r102', fields: [] } },
          { name: 'record_count', type: 'long' },
          { name: 'file_size_in_bytes', type: 'long' },
          key,
        ],
      },
    },
  ],
};

/** A table in memory of which some part needs a key. */
function plan(keys: { list?: string; manifest?: Buffer; file?: Buffer }): Promise<unknown> {
  const list = [
    {
      manifest_path: '/lake/t/metadata/m.avro',
      manifest_length: 1n,
      partition_spec_id: 0,
      key_metadata: keys.manifest ?? null,
    },
  ];
  const entry = {
    status: 1,
    data_file: {
      file_path: '/lake/t/data/a.parquet',
      file_format: 'PARQUET',
      partition: {},
      record_count: 1n,
      file_size_in_bytes: 1n,
      key_metadata: keys.file ?? null,
    },
  };
  const files: Readonly<Record<string, Uint8Array>> = {
    '/lake/t/metadata/s.avro': writeAvro(listSchema, {}, list),
    '/lake/t/metadata/m.avro': writeAvro(manifestSchema, {}, [entry]),
  };
  const io: FileIO = {
    ...localFileIO,
    read: (location) => Promise.resolve(files[location] ?? new Uint8Array()),
  };
  const metadata = {
    'format-version': 3,
    location: '/lake/t',
    'last-updated-ms': 1,
    'current-schema-id': 0,
    schemas: [
      {
        'schema-id': 0,
        type: 'struct',
        fields: [{ id: 1, name: 'id', required: false, type: 'int' }],
      },
    ],
    'default-spec-id': 0,
    'partition-specs': [{ 'spec-id': 0, fields: [] }],
    'current-snapshot-id': 5,
    snapshots: [
      {
        'snapshot-id': 5,
        'timestamp-ms': 1,
        'manifest-list': '/lake/t/metadata/s.avro',
        ...(keys.list === undefined ? {} : { 'key-id': keys.list }),
      },
    ],
  };
  return planScan(
    io,
    {
      metadata: parseMetadata(JSON.stringify(metadata), '/lake/t/metadata/v1.metadata.json'),
      folder: '/lake/t',
      version: { kind: 'current' },
    },
    new AbortController().signal,
  );
}

describe('an encrypted table', () => {
  const cases = [
    { keys: { list: 'k' }, says: '/lake/t/metadata/s.avro: an encrypted manifest list' },
    {
      keys: { manifest: Buffer.from('k') },
      says: '/lake/t/metadata/m.avro: an encrypted manifest',
    },
    { keys: { file: Buffer.from('k') }, says: '/lake/t/data/a.parquet: an encrypted file' },
  ];
  for (const { keys, says } of cases) {
    it(`is refused: ${says}`, async () => {
      const message = `${says} is not supported`;
      await assert.rejects(plan(keys), { name: 'IcebergError', code: 'unsupported', message });
    });
  }

  it('is one with keys, not one that could have some', async () => {
    await plan({});
    await plan({ manifest: Buffer.alloc(0), file: Buffer.alloc(0) });
  });
});
