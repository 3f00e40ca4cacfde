import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { stringifyExactJson } from '../../util/exactJson.js';
import type { PartitionSpec, SnapshotRef, TableSnapshot } from '../metadata.js';
import type { Schema } from '../schema.js';
import { manifestListSchema, manifestSchema } from './manifestSchemas.js';
import { type MetadataState, toMetadataJson, toSchemaJson, toSpecJson } from './metadataJson.js';
import { toTotals } from './snapshotSummary.js';
import { writeAvro } from './writeAvro.js';
import type { WrittenFile } from './writtenFile.js';

export interface Commit {
  readonly operation: 'append' | 'overwrite' | 'delete';
  readonly add: readonly WrittenFile[];
  /** Files of the table that are no longer part of it. */
  readonly remove: readonly WrittenFile[];
  /** Milliseconds since 1970. */
  readonly at: number;
}

interface Entry {
  readonly file: WrittenFile;
  readonly snapshotId: bigint;
  readonly sequenceNumber: bigint;
  readonly status: 'existing' | 'added' | 'deleted';
}

interface Manifest {
  readonly entries: readonly Entry[];
  /** Its line in a manifest list. */
  readonly line: Readonly<Record<string, unknown>>;
}

export interface NewTable {
  /** The folder, which is also the table's location. */
  readonly folder: string;
  readonly schema: Schema;
  readonly spec: PartitionSpec;
  readonly properties: Readonly<Record<string, string>>;
  /** What its ids are made from, so that the same table has the same ids. */
  readonly seed: string;
}

/** Writes one Iceberg table, version 2, in Hadoop's layout. Small, for the sample only: one writer, no conflicts. */
export class TableWriter {
  readonly #table: NewTable;
  #state: MetadataState;
  #manifests: readonly Manifest[] = [];
  #version = 0;

  constructor(table: NewTable) {
    this.#table = table;
    this.#state = {
      uuid: toUuid(table.seed),
      location: table.folder,
      updatedAt: 0,
      lastSequenceNumber: 0n,
      schemas: [table.schema],
      spec: table.spec,
      properties: table.properties,
      snapshots: [],
      tags: [],
      log: [],
    };
  }

  get schema(): Schema {
    return this.#state.schemas.at(-1) ?? this.#table.schema;
  }

  /** The files of the current snapshot. */
  get files(): readonly WrittenFile[] {
    return this.#manifests.flatMap(({ entries }) =>
      entries.filter(({ status }) => status !== 'deleted').map(({ file }) => file),
    );
  }

  /** Makes `schema` the current one. Its id must be new. */
  async evolve(schema: Schema, at: number): Promise<void> {
    await this.#write({ ...this.#state, schemas: [...this.#state.schemas, schema] }, at);
  }

  /** Names the current snapshot. */
  async tag(name: string, at: number): Promise<void> {
    const current = this.#state.snapshots.at(-1);
    if (current === undefined) throw new Error('there is no snapshot to name');
    const tag: SnapshotRef = { name, kind: 'tag', snapshotId: current.id };
    await this.#write({ ...this.#state, tags: [...this.#state.tags, tag] }, at);
  }

  async commit({ operation, add, remove, at }: Commit): Promise<void> {
    const state = this.#state;
    const sequenceNumber = state.lastSequenceNumber + 1n;
    const id = this.#snapshotId(sequenceNumber);
    const parent = state.snapshots.at(-1);
    const added = (content: (file: WrittenFile) => boolean): readonly Entry[] =>
      add
        .filter(content)
        .map((file) => ({ file, snapshotId: id, sequenceNumber, status: 'added' }));
    const groups = [
      added(({ content }) => content === 'data'),
      added(({ content }) => content !== 'data'),
    ].filter((entries) => entries.length > 0);
    const manifests: Manifest[] = [];
    for (const [i, entries] of groups.entries()) {
      manifests.push(await this.#writeManifest(`${id}-m${i}`, entries, id, sequenceNumber));
    }
    for (const [i, manifest] of this.#manifests.entries()) {
      manifests.push(await this.#without(manifest, remove, `${id}-r${i}`, id, sequenceNumber));
    }
    const list = `${this.#table.folder}/metadata/snap-${id}.avro`;
    const lines = manifests.map(({ line }) => line);
    await this.#save(list, writeAvro(manifestListSchema, { 'format-version': '2' }, lines));
    this.#manifests = manifests;
    const snapshot: TableSnapshot = {
      id,
      ...(parent === undefined ? {} : { parentId: parent.id }),
      sequenceNumber,
      committedAt: at,
      schemaId: this.schema.id,
      operation,
      summary: toTotals(add, remove, this.files),
      manifests: { kind: 'list', location: list },
    };
    const snapshots = [...state.snapshots, snapshot];
    await this.#write({ ...state, lastSequenceNumber: sequenceNumber, snapshots }, at);
  }

  /** The manifest as it is, or one that says that some of its files are gone. */
  async #without(
    manifest: Manifest,
    remove: readonly WrittenFile[],
    name: string,
    snapshotId: bigint,
    sequenceNumber: bigint,
  ): Promise<Manifest> {
    const isRemoved = ({ file }: Entry): boolean =>
      remove.some(({ location }) => location === file.location);
    const live = manifest.entries.filter(({ status }) => status !== 'deleted');
    if (!live.some(isRemoved)) return manifest;
    const entries = live.map((entry): Entry =>
      isRemoved(entry)
        ? { ...entry, status: 'deleted', snapshotId }
        : { ...entry, status: 'existing' },
    );
    return this.#writeManifest(name, entries, snapshotId, sequenceNumber);
  }

  async #writeManifest(
    name: string,
    entries: readonly Entry[],
    snapshotId: bigint,
    sequenceNumber: bigint,
  ): Promise<Manifest> {
    const { folder, spec } = this.#table;
    const location = `${folder}/metadata/${name}.avro`;
    const isData = entries.every(({ file }) => file.content === 'data');
    const metadata = {
      schema: stringifyExactJson(toSchemaJson(this.schema)),
      'schema-id': String(this.schema.id),
      'partition-spec': stringifyExactJson(toSpecJson(spec)),
      'partition-spec-id': String(spec.id),
      'format-version': '2',
      content: isData ? 'data' : 'deletes',
    };
    const records = entries.map((entry) => toRecord(entry, spec));
    const bytes = writeAvro(manifestSchema(spec.fields), metadata, records);
    await this.#save(location, bytes);
    const of = (status: Entry['status']): readonly Entry[] =>
      entries.filter((entry) => entry.status === status);
    const rows = (of: readonly Entry[]): bigint =>
      of.reduce((sum, { file }) => sum + file.rows, 0n);
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
    };
    return { entries, line };
  }

  async #write(state: MetadataState, at: number): Promise<void> {
    const { folder } = this.#table;
    const file = (version: number): string => `${folder}/metadata/v${version}.metadata.json`;
    const log =
      this.#version === 0
        ? []
        : [...state.log, { file: file(this.#version), at: this.#state.updatedAt }];
    this.#state = { ...state, updatedAt: at, log };
    this.#version++;
    const text = stringifyExactJson(toMetadataJson(this.#state), 2);
    await this.#save(file(this.#version), text);
    await this.#save(`${folder}/metadata/version-hint.text`, String(this.#version));
  }

  async #save(path: string, content: string | Buffer): Promise<void> {
    await mkdir(`${this.#table.folder}/metadata`, { recursive: true });
    await writeFile(path, content);
  }

  /** As large as those of other writers: more than a JavaScript number holds. */
  #snapshotId(sequenceNumber: bigint): bigint {
    const digest = createHash('sha256').update(`${this.#table.seed} ${sequenceNumber}`).digest();
    return BigInt.asUintN(62, digest.readBigUInt64LE()) | (1n << 61n);
  }
}

/** An entry as the manifest has it. One of this commit inherits its numbers from the list. */
function toRecord(
  { file, snapshotId, sequenceNumber, status }: Entry,
  spec: PartitionSpec,
): unknown {
  const own = status === 'added' ? null : sequenceNumber;
  return {
    status: { existing: 0, added: 1, deleted: 2 }[status],
    snapshot_id: snapshotId,
    sequence_number: own,
    file_sequence_number: own,
    data_file: {
      content: file.content === 'data' ? 0 : 1,
      file_path: file.location,
      file_format: 'PARQUET',
      partition: Object.fromEntries(
        spec.fields.map(({ name }, i) => [name, file.partition[i] ?? null]),
      ),
      record_count: file.rows,
      file_size_in_bytes: file.bytes,
    },
  };
}

function toUuid(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex');
  const variant = `8${hex.slice(17, 20)}`;
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    variant,
    hex.slice(20, 32),
  ].join('-');
}
