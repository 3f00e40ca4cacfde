import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SampleTable } from '../../src/sample/sampleTable.js';
import { writeTable } from '../../src/sample/writeTable.js';
import { hostileName } from './catalogContract.js';
import { TestDuckDb } from './duckDb.js';

export interface SmallLakehouse {
  readonly folder: string;
  readonly duckdb: TestDuckDb;
  remove(): Promise<void>;
}

/** Five rows in two data files, two of seven deleted by position. */
export const smallTable: SampleTable = {
  namespace: 'sales',
  name: 'orders',
  comment: 'What was ordered',
  owner: 'sales',
  fields: [
    { id: 1, name: 'id', required: true, type: { kind: 'primitive', name: 'long' } },
    {
      id: 2,
      name: 'note',
      required: false,
      type: { kind: 'primitive', name: 'string' },
      doc: 'What was said',
    },
  ],
  orderBy: 'id',
  steps: [
    {
      kind: 'append',
      at: '2026-01-01',
      rows: `SELECT i AS id, 'n' || i AS note FROM range(4) AS t(i)`,
    },
    {
      kind: 'append',
      at: '2026-01-02',
      rows: `SELECT i AS id, NULL AS note FROM range(4, 7) AS t(i)`,
    },
    { kind: 'delete', at: '2026-01-03', where: 'id IN (1, 5)' },
  ],
};

/** The lakehouse that the contract of catalogs asks for, in a folder of its own. */
export async function makeSmallLakehouse(): Promise<SmallLakehouse> {
  const folder = await mkdtemp(join(tmpdir(), "lake 'house' [1] "));
  const duckdb = new TestDuckDb();
  const { signal } = new AbortController();
  await writeTable(duckdb, smallTable, `${folder}/sales/orders`, signal);
  await mkdir(`${folder}/sales/eu/returns/metadata`, { recursive: true });
  await writeFile(`${folder}/sales/eu/returns/metadata/v1.metadata.json`, '{');
  await mkdir(`${folder}/sales/broken/metadata`, { recursive: true });
  await writeFile(`${folder}/sales/broken/metadata/v1.metadata.json`, '{"format-version": 2,');
  await mkdir(`${folder}/sales/${hostileName}`, { recursive: true });
  await writeFile(`${folder}/sales/${hostileName}/a.csv`, 'id\n1\n');
  await mkdir(`${folder}/scratch`, { recursive: true });
  await mkdir(`${folder}/papers`, { recursive: true });
  await writeFile(`${folder}/papers/plan.md`, '# Plan\n');
  return {
    folder,
    duckdb,
    async remove() {
      await duckdb.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
