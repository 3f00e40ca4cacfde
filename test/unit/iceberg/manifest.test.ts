import assert from 'node:assert/strict';
import type { Schema } from 'avsc';
import { readAvro } from '../../../src/iceberg/avro.js';
import {
  type ManifestFile,
  parseManifest,
  parseManifestList,
} from '../../../src/iceberg/manifest.js';
import { writeAvro } from '../../../src/iceberg/write/writeAvro.js';

const file = '/lake/orders/metadata/m.avro';
const line: ManifestFile = {
  location: file,
  bytes: 0n,
  content: 'data',
  specId: 0,
  sequenceNumber: 9n,
};
const spec = {
  id: 0,
  fields: [{ sourceId: 1, fieldId: 1000, name: 'day', transform: 'identity' }],
};

interface Written {
  /** What the writer calls the fields with these ids. */
  readonly names?: Readonly<Record<number, string>>;
  /** The ids that it gives them. */
  readonly ids?: Readonly<Record<number, number>>;
  readonly content?: number;
  readonly path?: string;
}

interface AvroField {
  readonly name: string;
  readonly type: Schema;
  readonly 'field-id'?: number;
}

function recordType(name: string, fields: readonly AvroField[]): Schema {
  return { type: 'record', name, fields: [...fields] };
}

function manifest({
  names = {},
  ids = {},
  content = 0,
  path = '/lake/a.parquet',
}: Written): Buffer {
  const record: Record<string, unknown> = {};
  const field = (
    into: Record<string, unknown>,
    id: number,
    name: string,
    type: Schema,
    value: unknown,
  ): AvroField => {
    into[names[id] ?? name] = value;
    return { name: names[id] ?? name, type, 'field-id': ids[id] ?? id };
  };
  const partition: Record<string, unknown> = {};
  const dataFile: Record<string, unknown> = {};
  const partitionType = recordType('r102', [field(partition, 1000, 'day', 'int', 7)]);
  const dataFileType = recordType('r2', [
    field(dataFile, 134, 'content', 'int', content),
    field(dataFile, 100, 'file_path', 'string', path),
    field(dataFile, 101, 'file_format', 'string', 'PARQUET'),
    field(dataFile, 102, 'partition', partitionType, partition),
    field(dataFile, 103, 'record_count', 'long', 3n),
    field(dataFile, 104, 'file_size_in_bytes', 'long', 4n),
  ]);
  const entryType = recordType('manifest_entry', [
    field(record, 0, 'status', 'int', 1),
    field(record, 3, 'sequence_number', 'long', 5n),
    field(record, 2, 'data_file', dataFileType, dataFile),
  ]);
  return writeAvro(entryType, {}, [record]);
}

describe('a manifest', () => {
  it('has fields by their ids, whatever they are called', () => {
    const names = { 0: 'state', 2: 'file', 3: 'number', 103: 'rows', 1000: 'tag' };
    const expected = parseManifest(manifest({}), file, line, spec);
    assert.deepEqual(expected[0]?.partition, { day: 7 });
    assert.equal(expected[0].sequenceNumber, 5n);
    assert.deepEqual(parseManifest(manifest({ names }), file, line, spec), expected);
  });

  it('has no field of an id that is another one, though it is called so', () => {
    const [entry] = parseManifest(manifest({ ids: { 3: 99, 1000: 1001 } }), file, line, spec);
    assert.equal(entry?.sequenceNumber, 9n);
    assert.equal(entry.partition['day'], undefined);
  });

  const refused = [
    {
      title: 'deletes among data',
      written: { content: 1 },
      says: /position-deletes in a manifest/,
    },
    { title: 'a file that lies nowhere', written: { path: '' }, says: /no usable "file_path"/ },
    { title: 'a relative path', written: { path: 'a.parquet' }, says: /no usable "file_path"/ },
    { title: 'a path that ends in its middle', written: { path: '/a\0b' }, says: /"file_path"/ },
  ];
  for (const { title, written, says } of refused) {
    it(`is refused for ${title}`, () => {
      assert.throws(() => parseManifest(manifest(written), file, line, spec), {
        code: 'malformed',
        message: says,
      });
    });
  }

  it('is refused where a block has more records than it says', () => {
    const bytes = writeAvro(recordType('r', [{ name: 'id', type: 'int' }]), {}, [
      { id: 1 },
      { id: 2 },
    ]);
    assert.equal(readAvro(bytes, file).records.length, 2);
    // The count follows the first of two equal markers.
    const at = bytes.indexOf(bytes.subarray(-16)) + 16;
    assert.equal(bytes[at], 4);
    bytes[at] = 2;
    assert.throws(() => readAvro(bytes, file), { message: /more than its records/ });
  });
});

describe('a manifest list', () => {
  it('has fields by their ids, such as those that v1 called otherwise', () => {
    const fields = [
      { name: 'path', type: 'string', 'field-id': 500 },
      { name: 'manifest_length', type: 'long', 'field-id': 501 },
      { name: 'partition_spec_id', type: 'int', 'field-id': 502 },
      { name: 'added_data_files_count', type: 'int', 'field-id': 504 },
      { name: 'existing_data_files_count', type: 'int', 'field-id': 505 },
    ];
    const bytes = writeAvro(recordType('manifest_file', fields), {}, [
      {
        path: '/lake/m.avro',
        manifest_length: 12n,
        partition_spec_id: 1,
        added_data_files_count: 2,
        existing_data_files_count: 3,
      },
    ]);
    assert.deepEqual(parseManifestList(bytes, file), [
      {
        location: '/lake/m.avro',
        bytes: 12n,
        content: 'data',
        specId: 1,
        sequenceNumber: 0n,
        files: 5,
      },
    ]);
  });
});
