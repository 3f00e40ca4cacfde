import type { ManifestEntry, ManifestFile } from '../manifest.js';
import type { PartitionSpec } from '../metadata.js';
import { parseTransform, transformedType } from '../transform.js';
import type { BoundFilter, ColumnFilter } from './boundFilter.js';
import { metricFacts, partitionFacts, summaryFacts } from './facts.js';
import { type ColumnFacts, type ColumnTest, mayFulfil } from './columnTest.js';
import { projectTest } from './projection.js';

/** Whether there may be a row that the filter is true of. */
export type Judge<T> = (subject: T) => boolean;

/** Judges the files of a manifest by what the manifest list says of their partitions. */
export function judgeManifests(filter: BoundFilter, spec: PartitionSpec): Judge<ManifestFile> {
  return compile(filter, (column) => {
    const tests = partitionTests(column, spec);
    return ({ partitions }) => {
      // Summaries are in the order of the spec's fields, and of another spec if not as many.
      if (partitions?.length !== spec.fields.length) return true;
      return tests.every(({ index, type, test }) => {
        const summary = partitions[index];
        return summary === undefined || isPossible(test, summaryFacts(type, summary));
      });
    };
  });
}

/** Judges a data file by its partition and by its columns' bounds and counts. */
export function judgeFiles(
  filter: BoundFilter,
  spec: PartitionSpec | undefined,
): Judge<Pick<ManifestEntry, 'partition' | 'metrics'>> {
  return compile(filter, (column) => {
    const tests = spec === undefined ? [] : partitionTests(column, spec);
    return (entry) =>
      tests.every(({ name, type, test }) =>
        isPossible(test, partitionFacts(type, entry.partition[name])),
      ) && isPossible(column.test, metricFacts(column, entry.metrics));
  });
}

/** The ids of the fields that a filter asks of. */
export function fieldIdsOf(filter: BoundFilter): ReadonlySet<number> {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return new Set(filter.parts.flatMap((part) => [...fieldIdsOf(part)]));
    case 'column':
      return new Set([filter.fieldId]);
    case 'anything':
    case 'nothing':
      return new Set();
  }
}

function compile<T>(filter: BoundFilter, onColumn: (column: ColumnFilter) => Judge<T>): Judge<T> {
  switch (filter.kind) {
    case 'and': {
      const parts = filter.parts.map((part) => compile(part, onColumn));
      return (subject) => parts.every((part) => part(subject));
    }
    case 'or': {
      const parts = filter.parts.map((part) => compile(part, onColumn));
      return (subject) => parts.some((part) => part(subject));
    }
    case 'column':
      return onColumn(filter);
    case 'anything':
      return () => true;
    case 'nothing':
      return () => false;
  }
}

interface PartitionTest {
  readonly index: number;
  readonly name: string;
  /** Of the partition value. */
  readonly type: string;
  readonly test: ColumnTest;
}

/** What a filter of a column asks of the fields of a spec that are made of it. */
function partitionTests(column: ColumnFilter, spec: PartitionSpec): readonly PartitionTest[] {
  return spec.fields.flatMap((field, index) => {
    if (field.sourceId !== column.fieldId) return [];
    const transform = parseTransform(field.transform);
    const test = projectTest(column.test, transform, column.type);
    if (test === undefined) return [];
    return [{ index, name: field.name, type: transformedType(transform, column.type), test }];
  });
}

/** Facts that are not there rule nothing out. */
function isPossible(test: ColumnTest, facts: ColumnFacts | undefined): boolean {
  return facts === undefined || mayFulfil(test, facts);
}
