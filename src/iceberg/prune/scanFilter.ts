import type { Predicate } from '../../util/predicate.js';
import type { ManifestEntry, ManifestFile } from '../manifest.js';
import type { PartitionSpec } from '../metadata.js';
import type { Schema } from '../schema.js';
import { bindFilter, type BoundFilter } from './boundFilter.js';
import { fieldIdsOf, type Judge, judgeFiles, judgeManifests } from './judge.js';

/** Tells which files of a snapshot may have a row that a predicate is true of. */
export class ScanFilter {
  /** The columns whose metrics it wants to see. */
  readonly fieldIds: ReadonlySet<number>;
  readonly #filter: BoundFilter;
  readonly #specs: ReadonlyMap<number, PartitionSpec>;
  readonly #fileJudges = new Map<number, Judge<ManifestEntry>>();

  /** `schema` is the one that the rows are read by; a manifest is of any of the specs. */
  constructor(predicate: Predicate, schema: Schema, specs: readonly PartitionSpec[]) {
    this.#filter = bindFilter(predicate, schema);
    this.fieldIds = fieldIdsOf(this.#filter);
    this.#specs = new Map(specs.map((spec) => [spec.id, spec]));
  }

  /** Whether a manifest may name a file with such a row, or deletes for one. */
  mayHoldManifest(manifest: ManifestFile): boolean {
    const spec = this.#specs.get(manifest.specId);
    return spec === undefined || judgeManifests(this.#filter, spec)(manifest);
  }

  /** Whether a data file may have such a row. */
  mayHoldFile(entry: ManifestEntry): boolean {
    let judge = this.#fileJudges.get(entry.specId);
    if (judge === undefined) {
      judge = judgeFiles(this.#filter, this.#specs.get(entry.specId));
      this.#fileJudges.set(entry.specId, judge);
    }
    return judge(entry);
  }
}
