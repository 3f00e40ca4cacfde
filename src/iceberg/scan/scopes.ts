import type { PartitionSpec } from '../metadata.js';
import type { ScanFile } from '../scanPlan.js';
import type { Field } from '../schema.js';
import { partitionKey } from './partition.js';

/** Partitions as numbers, so that SQL can compare them: the same for the same spec and values. */
export class Scopes {
  readonly #specs: readonly PartitionSpec[];
  readonly #fields: readonly Field[];
  readonly #numbers = new Map<string, number>();

  /** `fields` are those of all schemas: partitions may be of one that is gone. */
  constructor(specs: readonly PartitionSpec[], fields: readonly Field[]) {
    this.#specs = specs;
    this.#fields = fields;
  }

  of(file: ScanFile): number {
    const key = partitionKey(file, this.#specs, this.#fields);
    const number = this.#numbers.get(key) ?? this.#numbers.size;
    this.#numbers.set(key, number);
    return number;
  }

  /** What decides which deletes hold for which data, as SQL: the sequence number and the partition. */
  values(file: ScanFile): string {
    return `${file.sequenceNumber}::BIGINT, ${this.of(file)}`;
  }

  /** The same of files in the order of `file_index`, each behind its index. */
  list(files: readonly ScanFile[]): string {
    return files.map((file, index) => `(${index}, ${this.values(file)})`).join(', ');
  }
}
