import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { CatalogError } from '../../../src/catalog/catalog.js';
import { IcebergError } from '../../../src/iceberg/icebergError.js';
import { filesIn } from '../../../src/preview/plain/filesIn.js';
import { plainPreview } from '../../../src/preview/plain/plainPreview.js';
import type { PlainColumn, PlainFormat } from '../../../src/preview/plain/plainTable.js';
import { previewRows, Previews } from '../../../src/preview/previews.js';
import { collect } from '../../../src/util/collect.js';
import { CountingIO } from '../../support/countingIO.js';
import { usePreviews } from '../../support/usePreviews.js';

const { signal } = new AbortController();

const columns: readonly PlainColumn[] = [
  { name: 'id', type: 'bigint' },
  { name: 'city', type: 'string' },
  { name: 'fare', type: 'decimal(9,2)' },
];
const lazy = { kind: 'text', delimiter: '\u0001', nullText: '\\N', headerLines: 0 } as const;
const open = {
  kind: 'text',
  delimiter: ',',
  quote: '"',
  escape: '\\',
  headerLines: 1,
} as const;

describe('a preview of plain files', () => {
  const { previews, duckdb } = usePreviews();
  let folder = '';
  let count = 0;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'plain-'));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const show = async (
    format: PlainFormat,
    content: string | Uint8Array,
    { extension = 'txt', io = new CountingIO() } = {},
  ) => {
    const location = join(folder, `${++count}.${extension}`);
    writeFileSync(location, content);
    const file = { location, bytes: statSync(location).size, values: [] };
    const table = { name: 't', columns, partitionKeys: [], format };
    const preview = await previews.run(io, signal, (tools) =>
      plainPreview(table, [file], tools, signal),
    );
    const { rows } = await duckdb.rows(`SELECT * FROM (${preview.sql})`);
    await preview.dispose();
    return { preview, rows: rows.map((row) => row.map(String)) };
  };

  const cases: readonly {
    readonly title: string;
    readonly format: PlainFormat;
    readonly content: string;
    readonly rows: readonly (readonly string[])[];
  }[] = [
    {
      title: "Hive's own delimiter and NULL",
      format: lazy,
      content: '1\u0001Oslo\u000110.50\n\\N\u0001\u0001x\n',
      rows: [
        ['1', 'Oslo', '10.50'],
        ['null', '', 'null'],
      ],
    },
    {
      title: 'tabs, missing and superfluous fields, and quotes that are text',
      format: { ...lazy, delimiter: '\t' },
      content: '1\t"Oslo"\n2\tBergen\t3\tmore\n',
      rows: [
        ['1', '"Oslo"', 'null'],
        ['2', 'Bergen', '3.00'],
      ],
    },
    {
      title: 'whole numbers as Hive cuts them, and none of what only looks like one',
      format: { ...lazy, delimiter: ',' },
      content: '1.9,Oslo,1\n1e3,Bergen,1\n1_000,Bodø,1\n-7.,Vardø,1\n',
      rows: [
        ['1', 'Oslo', '1.00'],
        ['null', 'Bergen', '1.00'],
        ['null', 'Bodø', '1.00'],
        ['-7', 'Vardø', '1.00'],
      ],
    },
    {
      title: 'escapes that nothing uses',
      format: { ...lazy, delimiter: ',', escape: '\\' },
      content: '1,Oslo,2\n',
      rows: [['1', 'Oslo', '2.00']],
    },
    {
      title: 'a header, quotes and escapes of OpenCSV',
      format: open,
      content: 'id,city,fare\n1,"Oslo, \\"S\\"",2\n',
      rows: [['1', 'Oslo, "S"', '2']],
    },
    {
      title: 'JSON with keys in any case, in any order, missing and nested',
      format: { kind: 'json' },
      content: '{"City":"Oslo","ID":1}\n{"id":2,"fare":1.5,"city":{"a":[1]}}\n',
      rows: [
        ['1', 'Oslo', 'null'],
        ['2', '{"a":[1]}', '1.50'],
      ],
    },
  ];
  for (const { title, format, content, rows } of cases) {
    it(`has ${title}`, async () => {
      const { rows: found, preview } = await show(format, content);
      assert.deepEqual(found, rows);
      assert.equal(preview.isWhole, true);
    });
  }

  it('has the first lines of a long file, packed too, without fetching it', async () => {
    const lines = Array.from({ length: 400_000 }, (_, i) => `${i}\u0001c${i * 7919}\u00011`);
    for (const isPacked of [false, true]) {
      const io = new CountingIO();
      const text = `${lines.join('\n')}\n`;
      const content = isPacked ? gzipSync(text) : text;
      const options = { extension: isPacked ? 'gz' : 'txt', io };
      const { rows, preview } = await show(lazy, content, options);
      assert.equal(rows.length, previewRows);
      assert.deepEqual(rows.at(-1), [
        String(previewRows - 1),
        `c${(previewRows - 1) * 7919}`,
        '1.00',
      ]);
      assert.equal(preview.isWhole, false);
      assert.ok(io.bytes <= 1024 * 1024);
    }
  });

  it('refuses escapes without quotes, which would be cut at the wrong place', async () => {
    const format = { ...lazy, delimiter: ',', escape: '\\' };
    await assert.rejects(show(format, '1,Oslo\\, S,2\n'), {
      code: 'unsupported',
      message: /escape/,
    });
  });

  it('has no more of a file whose length nobody said than may be fetched', async () => {
    const limits = { bytes: 1000, requests: 10, milliseconds: 60_000 };
    const io = new CountingIO();
    const location = join(folder, 'long.json');
    writeFileSync(location, 'x'.repeat(5000));
    const small = new Previews(duckdb, join(folder, 'small'), limits);
    const reading = small.run(io, signal, async (tools) => {
      await tools.io.read(location, signal);
      throw new Error('it was read');
    });
    await assert.rejects(reading, { code: 'limit', message: /long\.json.* 1000 bytes/ });
    assert.equal(io.bytes, 1001);
    small.dispose();
  });

  it('does not say that a bucket has no files which is not there', async () => {
    const cause = new CatalogError('not-found', 'there is no bucket');
    const empty = new CountingIO();
    const gone = new CountingIO();
    const fails = (more: ErrorOptions) => (location: string) =>
      Promise.reject(new IcebergError('not-found', location, 'no such folder', more));
    empty.list = fails({});
    gone.list = fails({ cause });
    const list = (io: CountingIO) =>
      collect(filesIn(io, [{ location: 's3://b/t', values: [] }], signal));
    assert.deepEqual(await list(empty), []);
    await assert.rejects(list(gone), { code: 'not-found' });
  });

  it('refuses a file that is packed otherwise, by its name', async () => {
    await assert.rejects(show(lazy, 'x', { extension: 'bz2' }), {
      code: 'unsupported',
      message: /\.bz2/,
    });
  });
});
