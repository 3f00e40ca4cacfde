import { stringifyExactJson } from '../../util/exactJson.js';
import type { Schema } from '../schema.js';
import { toFileRecord } from './fileRecord.js';
import { manifestSchema } from './manifestSchemas.js';
import { toSchemaJson, toSpecJson } from './metadataJson.js';
import type { NumberedSpec } from './partitionFields.js';
import { compareValues, toSingleValue } from './singleValue.js';
import { writeAvro } from './writeAvro.js';
import type { WrittenFile } from './writtenFile.js';

export interface Entry {
  readonly file: WrittenFile;
  readonly snapshotId: bigint;
  readonly sequenceNumber: bigint;
  readonly status: 'existing' | 'added' | 'deleted';
}

export interface Manifest {
  readonly entries: readonly Entry[];
  /** Its line in a manifest list. */
  readonly line: Readonly<Record<string, unknown>>;
}

export interface NewManifest {
  readonly location: string;
  readonly schema: Schema;
  /** Of all its entries. */
  readonly spec: NumberedSpec;
  /** All of data, or all of deletes. */
  readonly entries: readonly Entry[];
  /** The commit that writes it. */
  readonly snapshotId: bigint;
  readonly sequenceNumber: bigint;
}

/** The bytes of a manifest, and what the list says of it. */
export function toManifest(manifest: NewManifest): Manifest & { readonly bytes: Buffer } {
  const { location, schema, spec, entries, snapshotId, sequenceNumber } = manifest;
  const isData = entries.every(({ file }) => file.content === 'data');
  const metadata = {
    schema: stringifyExactJson(toSchemaJson(schema)),
    'schema-id': String(schema.id),
    'partition-spec': stringifyExactJson(toSpecJson(spec)),
    'partition-spec-id': String(spec.id),
    'format-version': '2',
    content: isData ? 'data' : 'deletes',
  };
  const records = entries.map((entry) => toRecord(entry, spec));
  const bytes = writeAvro(manifestSchema(spec.fields), metadata, records);
  const of = (status: Entry['status']): readonly Entry[] =>
    entries.filter((entry) => entry.status === status);
  const rows = (some: readonly Entry[]): bigint =>
    some.reduce((sum, { file }) => sum + file.rows, 0n);
  const live = entries.filter(({ status }) => status !== 'deleted');
  const line = {
    manifest_path: location,
    manifest_length: BigInt(bytes.length),
    partition_spec_id: spec.id,
    content: isData ? 0 : 1,
    sequence_number: sequenceNumber,
    min_sequence_number: live.reduce(
      (least, entry) => (entry.sequenceNumber < least ? entry.sequenceNumber : least),
      sequenceNumber,
    ),
    added_snapshot_id: snapshotId,
    added_files_count: of('added').length,
    existing_files_count: of('existing').length,
    deleted_files_count: of('deleted').length,
    added_rows_count: rows(of('added')),
    existing_rows_count: rows(of('existing')),
    deleted_rows_count: rows(of('deleted')),
    partitions: toSummaries(entries, spec),
  };
  return { entries, line, bytes };
}

/** An entry as the manifest has it. One of this commit inherits its numbers from the list. */
function toRecord(
  { file, snapshotId, sequenceNumber, status }: Entry,
  spec: NumberedSpec,
): unknown {
  const own = status === 'added' ? null : sequenceNumber;
  return {
    status: { existing: 0, added: 1, deleted: 2 }[status],
    snapshot_id: snapshotId,
    sequence_number: own,
    file_sequence_number: own,
    data_file: toFileRecord(file, spec),
  };
}

/** What the entries have in each partition field. */
function toSummaries(entries: readonly Entry[], { fields }: NumberedSpec): readonly unknown[] {
  return fields.map(({ type }, i) => {
    const texts = entries.map(({ file }) => file.partition[i] ?? null);
    const isFloating = type === 'float' || type === 'double';
    const values = texts
      .filter((text): text is string => text !== null && !(isFloating && text === 'nan'))
      .sort((a, b) => compareValues(type, a, b));
    const bound = (text: string | undefined): Buffer | null =>
      text === undefined ? null : toSingleValue(type, text);
    return {
      contains_null: texts.includes(null),
      contains_nan: isFloating ? texts.includes('nan') : null,
      lower_bound: bound(values[0]),
      upper_bound: bound(values.at(-1)),
    };
  });
}
