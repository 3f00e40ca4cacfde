import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { decodeMetadata, parseMetadata } from '../../../src/iceberg/metadata.js';
import { typeText } from '../../../src/iceberg/schema.js';
import { stringifyExactJson } from '../../../src/util/exactJson.js';

const file = '/lake/orders/metadata/v2.metadata.json';

const v2 = {
  'format-version': 2,
  location: '/lake/orders',
  'last-updated-ms': 1_700_000_000_000,
  'current-schema-id': 1,
  schemas: [
    { 'schema-id': 0, type: 'struct', fields: [] },
    {
      'schema-id': 1,
      type: 'struct',
      fields: [
        { id: 1, name: 'id', required: true, type: 'long', doc: 'The key' },
        { id: 2, name: 'price', required: false, type: 'decimal(10,2)' },
        {
          id: 3,
          name: 'lines',
          required: false,
          type: {
            type: 'list',
            'element-id': 4,
            'element-required': false,
            element: {
              type: 'struct',
              fields: [{ id: 5, name: 'sku', required: false, type: 'string' }],
            },
          },
        },
        {
          id: 6,
          name: 'tags',
          required: false,
          type: {
            type: 'map',
            'key-id': 7,
            key: 'string',
            'value-id': 8,
            value: 'int',
            'value-required': false,
          },
        },
      ],
    },
  ],
  'default-spec-id': 0,
  'partition-specs': [{ 'spec-id': 0, fields: [] }],
  'current-snapshot-id': 9223372036854775807n,
  snapshots: [
    {
      'snapshot-id': 9223372036854775807n,
      'sequence-number': 3,
      'timestamp-ms': 1_700_000_000_000,
      'manifest-list': '/lake/orders/metadata/snap.avro',
      summary: { operation: 'append', 'added-records': '10' },
      'schema-id': 1,
    },
  ],
  refs: {
    main: { 'snapshot-id': 9223372036854775807n, type: 'branch' },
    v1: { 'snapshot-id': 9223372036854775807n, type: 'tag' },
  },
};

const v1 = {
  'format-version': 1,
  location: '/lake/orders',
  'last-updated-ms': 1,
  schema: { type: 'struct', fields: [{ id: 1, name: 'id', required: false, type: 'int' }] },
  'partition-spec': [{ 'source-id': 1, 'field-id': 1000, name: 'id', transform: 'identity' }],
  'current-snapshot-id': 5,
  snapshots: [{ 'snapshot-id': 5, 'timestamp-ms': 1, manifests: ['/lake/orders/metadata/m.avro'] }],
};

describe('metadata of a table', () => {
  it('keeps a 64-bit snapshot id', () => {
    const { currentSnapshotId, snapshots } = parseMetadata(stringifyExactJson(v2), file);
    assert.equal(currentSnapshotId, 2n ** 63n - 1n);
    assert.equal(snapshots[0]?.id, 2n ** 63n - 1n);
  });

  it('reads types in one spelling', () => {
    const fields = parseMetadata(stringifyExactJson(v2), file).schemas[1]?.fields ?? [];
    assert.deepEqual(
      fields.map(({ type }) => typeText(type)),
      ['long', 'decimal(10, 2)', 'list<struct<sku: string>>', 'map<string, int>'],
    );
  });

  it('reads the operation apart from the summary', () => {
    const [snapshot] = parseMetadata(stringifyExactJson(v2), file).snapshots;
    assert.equal(snapshot?.operation, 'append');
    assert.deepEqual(snapshot.summary, { 'added-records': '10' });
  });

  it('reads version 1 with its manifests in the snapshot', () => {
    const metadata = parseMetadata(stringifyExactJson(v1), file);
    assert.deepEqual(metadata.snapshots[0]?.manifests, {
      kind: 'inline',
      locations: ['/lake/orders/metadata/m.avro'],
    });
    assert.deepEqual(metadata.specs, [
      { id: 0, fields: [{ sourceId: 1, fieldId: 1000, name: 'id', transform: 'identity' }] },
    ]);
    assert.deepEqual(metadata.refs, [{ name: 'main', kind: 'branch', snapshotId: 5n }]);
  });

  it('takes -1 for no snapshot', () => {
    const metadata = parseMetadata(
      stringifyExactJson({ ...v1, 'current-snapshot-id': -1, snapshots: [] }),
      file,
    );
    assert.equal(metadata.currentSnapshotId, undefined);
    assert.deepEqual(metadata.refs, []);
  });

  it('unpacks gzip whatever the file is called', () => {
    assert.equal(decodeMetadata(gzipSync('{}'), file), '{}');
  });

  it('reads version 3: defaults, its types, transforms of several columns, what it must pass over', () => {
    const metadata = parseMetadata(
      stringifyExactJson({
        ...v2,
        'format-version': 3,
        'next-row-id': 100,
        'encryption-keys': [{ 'key-id': 'k', 'encrypted-key-metadata': 'AA==' }],
        statistics: [{ 'snapshot-id': 1, 'statistics-path': '/lake/orders/metadata/s.puffin' }],
        schemas: [
          {
            'schema-id': 1,
            type: 'struct',
            fields: [
              {
                id: 1,
                name: 'n',
                required: true,
                type: 'long',
                'initial-default': 9223372036854775807n,
                'write-default': 0,
              },
              { id: 2, name: 'at', required: false, type: 'timestamptz_ns' },
              { id: 3, name: 'shape', required: false, type: 'geometry(srid:4326)' },
              { id: 4, name: 'none', required: false, type: 'unknown', 'initial-default': null },
              { id: 5, name: 'hash', required: false, type: 'fixed[ 16 ]' },
            ],
          },
        ],
        'partition-specs': [
          {
            'spec-id': 0,
            fields: [
              { 'source-ids': [1, 2], 'field-id': 1000, name: 'b', transform: 'bucket[16]' },
              { 'source-ids': [1], 'field-id': 1001, name: 'one', transform: 'identity' },
              { 'source-id': 2, 'field-id': 1002, name: 'z', transform: 'zorder' },
            ],
          },
        ],
        refs: {
          main: {
            'snapshot-id': 9223372036854775807n,
            type: 'branch',
            'max-ref-age-ms': 1,
            'min-snapshots-to-keep': 2,
          },
        },
      }),
      file,
    );
    const [schema] = metadata.schemas;
    assert.deepEqual(
      schema?.fields.map(({ name, type, initialDefault, writeDefault }) => [
        name,
        typeText(type),
        initialDefault,
        writeDefault,
      ]),
      [
        ['n', 'long', 2n ** 63n - 1n, 0],
        ['at', 'timestamptz_ns', undefined, undefined],
        ['shape', 'geometry(srid:4326)', undefined, undefined],
        ['none', 'unknown', undefined, undefined],
        ['hash', 'fixed[16]', undefined, undefined],
      ],
    );
    assert.deepEqual(metadata.specs[0]?.fields, [
      { sourceId: 1, fieldId: 1000, name: 'b', transform: 'bucket[16](1, 2)' },
      { sourceId: 1, fieldId: 1001, name: 'one', transform: 'identity' },
      { sourceId: 2, fieldId: 1002, name: 'z', transform: 'zorder' },
    ]);
  });

  it('reads when which snapshot was current, and where earlier metadata lie', () => {
    const metadata = parseMetadata(
      stringifyExactJson({
        ...v2,
        'snapshot-log': [
          { 'snapshot-id': 9223372036854775806n, 'timestamp-ms': 1 },
          { 'snapshot-id': 9223372036854775807n, 'timestamp-ms': 2 },
        ],
        'metadata-log': [
          { 'metadata-file': '/lake/orders/metadata/v1.metadata.json', 'timestamp-ms': 1 },
        ],
      }),
      file,
    );
    assert.deepEqual(metadata.snapshotLog, [
      { snapshotId: 2n ** 63n - 2n, at: 1 },
      { snapshotId: 2n ** 63n - 1n, at: 2 },
    ]);
    assert.deepEqual(metadata.metadataLog, [
      { file: '/lake/orders/metadata/v1.metadata.json', at: 1 },
    ]);
    assert.deepEqual(parseMetadata(stringifyExactJson(v2), file).snapshotLog, []);
  });

  const broken = [
    { title: 'cut JSON', text: '{"format-version": 2, "loc', says: /not JSON/ },
    {
      title: 'another kind of JSON',
      text: '[]',
      says: /the file should be an object, but is a list/,
    },
    { title: 'nothing', text: '', says: /not JSON/ },
    {
      title: 'version 4',
      text: stringifyExactJson({ ...v2, 'format-version': 4 }),
      code: 'unsupported',
      says: /format version 4/,
    },
    {
      title: 'a text for a number',
      text: stringifyExactJson({ ...v2, 'last-updated-ms': 'now' }),
      says: /last-updated-ms should be a whole number, but is "now"/,
    },
    {
      title: 'a field without an id',
      text: stringifyExactJson({
        ...v2,
        schemas: [{ 'schema-id': 1, fields: [{ name: 'id', required: true, type: 'long' }] }],
      }),
      says: /schemas\[0\]\.fields\[0\]\.id should be a whole number, but is missing/,
    },
    {
      title: 'a current schema that is not there',
      text: stringifyExactJson({ ...v2, 'current-schema-id': 7 }),
      says: /no schema 7/,
    },
    {
      title: 'a current snapshot that is not there',
      text: stringifyExactJson({ ...v2, 'current-snapshot-id': 7 }),
      says: /no snapshot 7/,
    },
  ];
  for (const { title, text, says, code = 'malformed' } of broken) {
    it(`says what is wrong with ${title}, and in which file`, () => {
      assert.throws(
        () => parseMetadata(text, file),
        (error: Error) => {
          assert.match(error.message, says);
          assert.ok(error.message.startsWith(file), error.message);
          assert.equal('code' in error && error.code, code);
          return true;
        },
      );
    });
  }

  it('says that gzip is broken', () => {
    assert.throws(() => decodeMetadata(gzipSync('{}').subarray(0, 12), file), {
      name: 'IcebergError',
      code: 'malformed',
      message: `${file}: broken gzip`,
    });
  });
});
