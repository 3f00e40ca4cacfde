import assert from 'node:assert/strict';
import { edgesBetween } from '../../../../src/lineage/edgesBetween.js';
import { graphMermaid } from '../../../../src/lineage/graphExport/graphMermaid.js';
import { graphEvents } from '../../../../src/lineage/graphExport/graphOpenLineage.js';
import type { Edge, LineageId } from '../../../../src/lineage/lineageGraph.js';
import { LineageIndex } from '../../../../src/lineage/lineageIndex.js';
import { neighbours } from '../../../../src/lineage/neighbours.js';
import { sqlOfFile } from '../../../../src/lineage/sqlOfFile.js';
import { edgesText } from '../../../support/lineageText.js';
import { openLineageFaults } from '../../../support/openLineageSchemas.js';
import { testParser } from '../../../support/sqlParser.js';

const scope = { connection: 'sample', dialect: 'duckdb' } as const;
const namespace = 'lakehouse:sample';
const table = (name: string): LineageId => ({ namespace, name });
const column = (name: string, field: string): LineageId => ({
  dataset: { namespace, name },
  field,
});

const sql = {
  'silver.sql': 'CREATE TABLE s.o AS SELECT id, a * 2 AS amount FROM b.o WHERE kind = 1',
  'gold.sql': 'CREATE TABLE g.d AS SELECT id, sum(amount) AS revenue FROM s.o GROUP BY id',
};

describe('a part of the graph', () => {
  let index: LineageIndex;
  before(async () => {
    index = new LineageIndex(await testParser());
    for (const [name, text] of Object.entries(sql)) {
      const file = sqlOfFile(`file:///w/${name}`, text, scope);
      assert.ok(file !== undefined);
      index.update(file);
    }
  });

  const around = (of: LineageId, kinds: 'all' | 'direct' = 'all') =>
    neighbours(index, { of, direction: 'both', depth: 9, kinds, maxNodes: 100 });

  it('has every edge between its tables, column by column', () => {
    const edges = edgesBetween(index, { of: [table('b.o'), table('s.o')] });
    assert.deepEqual(
      edgesText(edges).map((text) => text.split(' silver')[0]),
      ['b.o:id -> s.o:id identity', 'b.o:a -> s.o:amount transformation', 'b.o:kind -> s.o filter'],
    );
  });

  it('has of the path of a column only its columns', () => {
    const edges = edgesBetween(index, { of: [column('b.o', 'a'), column('s.o', 'amount')] });
    assert.deepEqual(edgesText(edges), ['b.o:a -> s.o:amount transformation silver.sql:1']);
  });

  it('is a flowchart of Mermaid', () => {
    const { nodes, edges } = around(table('s.o'));
    assert.equal(
      graphMermaid(nodes, edges),
      `flowchart LR
  n0["s.o"]
  n1["b.o"]
  n2["g.d"]
  n1 --> n0
  n0 --> n2
`,
    );
  });

  it('is a flowchart with tables around their columns on the path of one', () => {
    const { nodes, edges } = around(column('s.o', 'amount'));
    assert.deepEqual(graphMermaid(nodes, edges).split('\n').slice(0, 8), [
      'flowchart LR',
      '  subgraph t0["s.o"]',
      '    n0["amount"]',
      '  end',
      '  subgraph t1["b.o"]',
      '    n1["a"]',
      '    n2["kind"]',
      '  end',
    ]);
    assert.match(graphMermaid(nodes, edges), /n2 -\.-> n0/);
  });

  it('is an event of OpenLineage for each file, with the tables by their identities', () => {
    const ids = around(table('s.o')).nodes.map(({ id }) => id);
    const events = eventsOf(edgesBetween(index, { of: ids }));
    assert.deepEqual(events.flatMap(openLineageFaults), []);
    const gold = events.find((event) => JSON.stringify(event).includes('gold.sql'));
    const { job, inputs, outputs } = gold as Record<string, unknown>;
    assert.deepEqual((job as { name: unknown }).name, 'gold.sql');
    assert.deepEqual(inputs, [table('s.o')]);
    const [output] = outputs as { name: string; facets: { columnLineage: { fields: unknown } } }[];
    assert.equal(output?.name, 'g.d');
    assert.deepEqual(output.facets.columnLineage.fields, {
      id: { inputFields: [input('id', 'DIRECT', 'IDENTITY')] },
      revenue: { inputFields: [input('amount', 'DIRECT', 'AGGREGATION')] },
    });
  });
});

function input(field: string, type: string, subtype: string): object {
  return { namespace, name: 's.o', field, transformations: [{ type, subtype }] };
}

/** As they are written. */
function eventsOf(edges: readonly Edge[]): readonly unknown[] {
  const jobOf = (uri: string): { namespace: string; name: string } => ({
    namespace: 'shop',
    name: uri.split('/').at(-1) ?? '',
  });
  return graphEvents(edges, jobOf, new Date('2026-01-02T03:04:05.678Z')).map((event): unknown =>
    JSON.parse(JSON.stringify(event)),
  );
}
