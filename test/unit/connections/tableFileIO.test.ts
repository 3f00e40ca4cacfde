import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableFileIO } from '../../../src/connections/rest/tableFileIO.js';
import { localFileIO } from '../../../src/iceberg/localFileIO.js';

describe('the files of a table of a REST catalog', () => {
  const { signal } = new AbortController();
  const here = 'http://127.0.0.1:8181/catalog';
  const storage = (): Promise<Readonly<Record<string, string>>> => Promise.resolve({});
  const s3 = { ...localFileIO };
  let folder: string;
  let table: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'lakehouse-files-'));
    table = join(folder, 'orders');
    mkdirSync(table);
    writeFileSync(join(table, 'v1.metadata.json'), 'its own');
    writeFileSync(join(folder, 'secret'), 'not its own');
    symlinkSync(join(folder, 'secret'), join(table, 'link'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  const read = async (uri: string, location: string, file: string): Promise<string> => {
    const io = tableFileIO(uri, () => s3)(location, storage);
    return new TextDecoder().decode(await io.read(file, signal));
  };

  for (const scheme of ['s3', 's3a', 's3n']) {
    it(`are read from S3 with the table's own storage where it lies at ${scheme}:`, () => {
      const asked: unknown[] = [];
      const files = tableFileIO('https://catalog.example.com', (given) => {
        asked.push(given);
        return s3;
      });
      assert.equal(files(`${scheme}://lake/orders`, storage), s3);
      assert.deepEqual(asked, [storage]);
    });
  }

  for (const host of ['localhost', '127.0.0.1', '[::1]']) {
    it(`are read from this machine where the catalog is at ${host}`, async () => {
      const uri = `http://${host}:8181/catalog`;
      const file = join(table, 'v1.metadata.json');
      assert.equal(await read(uri, `file://${table}`, file), 'its own');
      assert.equal(await read(uri, table, `file:${file}`), 'its own');
    });
  }

  for (const host of [
    'catalog.example.com',
    'localhost.example.com',
    '127.0.0.1.example.com',
    'localhost@example.com',
    '192.168.0.1',
  ]) {
    it(`are not read from this machine where the catalog is at ${host}`, async () => {
      const file = join(table, 'v1.metadata.json');
      const reading = read(`http://${host}/catalog`, `file://${table}`, file);
      await assert.rejects(reading, { name: 'IcebergError', code: 'unsupported' });
    });
  }

  it('are none that lie beside the table, by whatever way', async () => {
    for (const file of [
      join(folder, 'secret'),
      `file://${folder}/secret`,
      `${table}/../secret`,
      join(table, 'link'),
    ]) {
      await assert.rejects(read(here, table, file), { code: 'access-denied' }, file);
    }
  });

  for (const location of [
    'gs://lake/orders',
    'abfss://lake@account/orders',
    'hdfs://name/orders',
  ]) {
    it(`are not read from ${location}, and that is said`, async () => {
      await assert.rejects(read(here, location, `${location}/v1.metadata.json`), {
        name: 'IcebergError',
        code: 'unsupported',
        message: /files there can not be read yet/,
      });
    });
  }
});
