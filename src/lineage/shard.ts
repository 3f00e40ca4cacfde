import type { DatasetId } from '../catalog/catalog.js';
import type { AnalyzedStatement } from '../sql/analyze.js';
import type { LineageCell, LineageFile } from './lineageFile.js';
import type { Edge, LineageId, Source, Unknown } from './lineageGraph.js';
import { type Mention, mentionsOf } from './mentions.js';
import type { Names } from './names.js';
import type { SourceAt } from './sourceAt.js';
import { sqlLineage } from './sqlLineage.js';

/** All that the index knows of one file. The text itself is not kept. */
export interface Shard {
  readonly uri: string;
  readonly kind: LineageFile['kind'];
  readonly edges: readonly Edge[];
  readonly unknowns: readonly Unknown[];
  readonly reads: readonly Read[];
  readonly unclear: readonly Unclear[];
  readonly mentions: readonly Mention[];
  readonly joined: readonly Joined[];
  /** Keys of the tables that the catalogs have or may have: what they say of one changes this file. */
  readonly lookedUp: ReadonlySet<string>;
  /** Temporary views: they are tables of this file only. */
  readonly ofFile: ReadonlySet<string>;
}

/** A query that reads a table or a column and writes nothing. */
export interface Read {
  readonly of: LineageId;
  readonly source: Source;
}

/** A statement that may have more to do with a table than is known. */
export interface Unclear {
  /** Last part of the table's name, folded. */
  readonly name: string;
  readonly at: Source;
  /** `no-connection`: nobody knows which table the name stands for. */
  readonly reason: Unknown['reason'] | 'no-connection';
}

/** A statement that compares columns of tables to join them. */
export interface Joined {
  readonly tables: readonly DatasetId[];
  readonly at: Source;
}

type Growing = {
  -readonly [
    K in 'edges' | 'unknowns' | 'reads' | 'unclear' | 'mentions' | 'joined'
  ]: Shard[K][number][];
};

/** What is found in the statements of a file, cell by cell. */
export class ShardBuilder {
  readonly #found: Growing = {
    edges: [],
    unknowns: [],
    reads: [],
    unclear: [],
    mentions: [],
    joined: [],
  };

  add(
    cell: LineageCell,
    names: Names,
    statements: readonly AnalyzedStatement[],
    sourceAt: SourceAt,
  ): void {
    const { edges, unknowns, reads, unclear, mentions, joined } = this.#found;
    for (const statement of statements) {
      const lineage = sqlLineage(statement, names, sourceAt, cell);
      const source = sourceAt(statement.span);
      edges.push(...lineage.edges);
      unknowns.push(...lineage.unknowns);
      reads.push(...lineage.reads.map((of) => ({ of, source })));
      const reason: Unclear['reason'] = lineage.unknowns[0]?.reason ?? 'no-connection';
      unclear.push(...lineage.unclear.map((name) => ({ name, at: source, reason })));
      mentions.push(...mentionsOf(statement, names, sourceAt, cell));
      joined.push(...joinsOf(statement, names, source));
    }
  }

  toShard(
    { uri, kind }: LineageFile,
    lookedUp: ReadonlySet<string>,
    ofFile: ReadonlySet<string>,
  ): Shard {
    return { uri, kind, ...this.#found, lookedUp, ofFile };
  }
}

function joinsOf({ resolution }: AnalyzedStatement, names: Names, at: Source): readonly Joined[] {
  const joined = new Set(
    resolution.influences.flatMap(({ influence, table }) => (influence === 'join' ? [table] : [])),
  );
  const tables = new Set(
    [...joined].flatMap((table) => {
      const name = resolution.tables[table]?.name;
      return name === undefined ? [] : [names.dataset(name)];
    }),
  );
  return tables.size < 2 ? [] : [{ tables: [...tables], at }];
}
