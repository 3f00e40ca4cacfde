import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { stringifyExactJson } from '../../util/exactJson.js';
import type { PartitionField, PartitionSpec, SnapshotRef, TableSnapshot } from '../metadata.js';
import type { Schema } from '../schema.js';
import { manifestListSchema } from './manifestSchemas.js';
import { type Entry, type Manifest, toManifest } from './manifestWriter.js';
import { mainBranch, type MetadataState, toMetadataJson } from './metadataJson.js';
import { type NumberedSpec, numberSpecs } from './partitionFields.js';
import { toTotals } from './snapshotSummary.js';
import { writeAvro } from './writeAvro.js';
import type { WrittenFile } from './writtenFile.js';

export interface Commit {
  readonly operation: 'append' | 'overwrite' | 'delete';
  readonly add: readonly WrittenFile[];
  /** Files of the branch that are no longer part of it. */
  readonly remove: readonly WrittenFile[];
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `main` unless it says otherwise. */
  readonly branch?: string | undefined;
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

/** The newest state of a branch. */
interface Head {
  readonly snapshotId: bigint;
  readonly manifests: readonly Manifest[];
}

/** The commit that is being written. */
interface Writing {
  readonly snapshotId: bigint;
  readonly sequenceNumber: bigint;
}

/** Writes one Iceberg table, version 2, in Hadoop's layout. Small, for the sample only: one writer, no conflicts. */
export class TableWriter {
  readonly #table: NewTable;
  readonly #heads = new Map<string, Head>();
  #specs: readonly PartitionSpec[];
  #state: MetadataState;
  #version = 0;

  constructor(table: NewTable) {
    this.#table = table;
    this.#specs = [table.spec];
    this.#state = {
      uuid: toUuid(table.seed),
      location: table.folder,
      updatedAt: 0,
      lastSequenceNumber: 0n,
      schemas: [table.schema],
      specs: numberSpecs([table.spec], [table.schema]),
      properties: table.properties,
      snapshots: [],
      refs: [],
      mainLog: [],
      log: [],
    };
  }

  get schema(): Schema {
    return this.#state.schemas.at(-1) ?? this.#table.schema;
  }

  /** What new files are partitioned by. */
  get spec(): PartitionSpec {
    return this.#specs.at(-1) ?? this.#table.spec;
  }

  /** The files of the newest snapshot of a branch. */
  files(branch = mainBranch): readonly WrittenFile[] {
    return filesOf(this.#heads.get(branch)?.manifests ?? []);
  }

  /** Makes `schema` the current one. Its id must be new. */
  async evolve(schema: Schema, at: number): Promise<void> {
    await this.#write({ ...this.#state, schemas: [...this.#state.schemas, schema] }, at);
  }

  /** Partitions new files by `fields`; those that are there stay as they are. */
  async repartition(fields: readonly PartitionField[], at: number): Promise<void> {
    this.#specs = [...this.#specs, { id: this.#specs.length, fields }];
    await this.#write(this.#state, at);
  }

  /** Names the current snapshot of `main`: a tag stays there, a branch can go on from it. */
  async name(kind: SnapshotRef['kind'], name: string, at: number): Promise<void> {
    const head = this.#heads.get(mainBranch);
    if (head === undefined) throw new Error('there is no snapshot to name');
    if (kind === 'branch') this.#heads.set(name, head);
    const ref: SnapshotRef = { name, kind, snapshotId: head.snapshotId };
    await this.#write({ ...this.#state, refs: [...this.#state.refs, ref] }, at);
  }

  async commit({ operation, add, remove, at, branch = mainBranch }: Commit): Promise<void> {
    const state = this.#state;
    const head = this.#heads.get(branch);
    if (head === undefined && branch !== mainBranch) throw new Error(`no branch ${branch}`);
    const sequenceNumber = state.lastSequenceNumber + 1n;
    const snapshotId = this.#snapshotId(sequenceNumber);
    const writing = { snapshotId, sequenceNumber };
    const manifests: Manifest[] = [];
    for (const [i, files] of groups(add).entries()) {
      const entries = files.map((file): Entry => ({ file, ...writing, status: 'added' }));
      manifests.push(await this.#writeManifest(`${snapshotId}-m${i}`, entries, writing));
    }
    for (const [i, manifest] of (head?.manifests ?? []).entries()) {
      manifests.push(await this.#without(manifest, remove, `${snapshotId}-r${i}`, writing));
    }
    const list = `${this.#table.folder}/metadata/snap-${snapshotId}.avro`;
    const lines = manifests.map(({ line }) => line);
    await this.#save(list, writeAvro(manifestListSchema, { 'format-version': '2' }, lines));
    this.#heads.set(branch, { snapshotId, manifests });
    const snapshot: TableSnapshot = {
      id: snapshotId,
      ...(head === undefined ? {} : { parentId: head.snapshotId }),
      sequenceNumber,
      committedAt: at,
      schemaId: this.schema.id,
      operation,
      summary: toTotals(add, remove, filesOf(manifests)),
      manifests: { kind: 'list', location: list },
    };
    const others = state.refs.filter(({ name }) => name !== branch);
    const next: MetadataState = {
      ...state,
      lastSequenceNumber: sequenceNumber,
      snapshots: [...state.snapshots, snapshot],
      refs: [...others, { name: branch, kind: 'branch', snapshotId }],
      mainLog: branch === mainBranch ? [...state.mainLog, { snapshotId, at }] : state.mainLog,
    };
    await this.#write(next, at);
  }

  /** The manifest as it is, or one that says that some of its files are gone. */
  async #without(
    manifest: Manifest,
    remove: readonly WrittenFile[],
    name: string,
    writing: Writing,
  ): Promise<Manifest> {
    const isRemoved = ({ file }: Entry): boolean =>
      remove.some(({ location }) => location === file.location);
    const live = manifest.entries.filter(({ status }) => status !== 'deleted');
    if (!live.some(isRemoved)) return manifest;
    const { snapshotId } = writing;
    const entries = live.map((entry): Entry =>
      isRemoved(entry)
        ? { ...entry, status: 'deleted', snapshotId }
        : { ...entry, status: 'existing' },
    );
    return this.#writeManifest(name, entries, writing);
  }

  async #writeManifest(
    name: string,
    entries: readonly Entry[],
    writing: Writing,
  ): Promise<Manifest> {
    const location = `${this.#table.folder}/metadata/${name}.avro`;
    const spec = this.#specOf(entries);
    const manifest = toManifest({ location, schema: this.schema, spec, entries, ...writing });
    await this.#save(location, manifest.bytes);
    return manifest;
  }

  #specOf(entries: readonly Entry[]): NumberedSpec {
    const id = entries[0]?.file.specId;
    const spec = this.#state.specs.find((candidate) => candidate.id === id);
    if (spec === undefined) throw new Error(`no partition spec ${id}`);
    return spec;
  }

  async #write(state: MetadataState, at: number): Promise<void> {
    const { folder } = this.#table;
    const file = (version: number): string => `${folder}/metadata/v${version}.metadata.json`;
    const log =
      this.#version === 0
        ? []
        : [...state.log, { file: file(this.#version), at: this.#state.updatedAt }];
    const specs = numberSpecs(this.#specs, state.schemas);
    this.#state = { ...state, specs, updatedAt: at, log };
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

function filesOf(manifests: readonly Manifest[]): readonly WrittenFile[] {
  return manifests.flatMap(({ entries }) =>
    entries.filter(({ status }) => status !== 'deleted').map(({ file }) => file),
  );
}

/** The files of one manifest each: data or deletes, of one partition spec. */
function groups(files: readonly WrittenFile[]): readonly (readonly WrittenFile[])[] {
  const keys = [...new Set(files.map(groupOf))].sort();
  return keys.map((key) => files.filter((file) => groupOf(file) === key));
}

function groupOf({ content, specId }: WrittenFile): string {
  return `${content === 'data' ? 'data' : 'deletes'} ${specId}`;
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
