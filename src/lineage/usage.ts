import type { DatasetId } from '../catalog/catalog.js';
import { datasetOf, keyOf, type Source } from './lineageGraph.js';
import type { LineageIndex } from './lineageIndex.js';

/** Who uses a table, as far as the files of the workspace say. */
export interface Usage {
  /** By how many statements read it, the most first. */
  readonly files: readonly UsingFile[];
  /** Tables that are made of it. */
  readonly tables: readonly string[];
  /** Tables that it is joined with, by in how many statements. */
  readonly joined: readonly { readonly table: string; readonly statements: number }[];
  /** False where there may be others that nobody knows of. */
  readonly isClear: boolean;
}

export interface UsingFile {
  readonly uri: string;
  readonly statements: number;
  /** The first of them. */
  readonly first: Source;
}

/** A table that is made in a file, and how many depend on it. */
export interface MadeTable {
  readonly of: DatasetId;
  readonly at: Source;
  readonly tables: number;
  readonly queries: number;
}

export function usageOf(index: LineageIndex, of: DatasetId): Usage {
  const label = (dataset: DatasetId): string =>
    index.known.of(dataset)?.name.join('.') ?? dataset.name;
  const own = keyOf(of);
  const joined = new Map<string, { table: string; statements: number }>();
  for (const { tables } of index.joinsOf(of)) {
    for (const table of tables) {
      const key = keyOf(table);
      if (key === own) continue;
      const counted = joined.get(key) ?? { table: label(table), statements: 0 };
      counted.statements++;
      joined.set(key, counted);
    }
  }
  return {
    files: filesOf(index, of),
    tables: madeOf(index, of).map(label),
    joined: [...joined.values()].sort((a, b) => b.statements - a.statements),
    isClear: index.isClear(of),
  };
}

/** The tables that a file makes. */
export function madeIn(index: LineageIndex, uri: string): readonly MadeTable[] {
  const { mentions = [], kind } = index.file(uri)?.shard ?? {};
  if (kind !== 'code') return [];
  return mentions.flatMap(({ of, role, at }): readonly MadeTable[] => {
    if (role !== 'definition' || 'dataset' in of) return [];
    const queries = new Set(index.readsOf(of).map((source) => placeKey(source))).size;
    return [{ of, at, tables: madeOf(index, of).length, queries }];
  });
}

function madeOf(index: LineageIndex, of: DatasetId): readonly DatasetId[] {
  const made = index.downstream(of).map(({ to }) => datasetOf(to));
  return [...new Map(made.map((dataset) => [keyOf(dataset), dataset])).values()];
}

function filesOf(index: LineageIndex, of: DatasetId): readonly UsingFile[] {
  const reads = index.mentionsOf(of).filter(({ role }) => role === 'read');
  const files = new Map<string, { uri: string; statements: number; first: Source }>();
  for (const { at } of reads) {
    const file = files.get(at.uri) ?? { uri: at.uri, statements: 0, first: at };
    file.statements++;
    if ((at.line ?? 0) < (file.first.line ?? 0)) file.first = at;
    files.set(at.uri, file);
  }
  return [...files.values()].sort(
    (a, b) => b.statements - a.statements || (a.uri < b.uri ? -1 : 1),
  );
}

function placeKey({ uri, cell, span }: Source): string {
  return `${uri} ${cell ?? ''} ${span?.start ?? ''}`;
}
