import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { stubFolder } from '../support/servers/awsStubs.js';
import { usePython } from '../support/servers/useServer.js';

type Problems = Readonly<Record<string, readonly string[]>>;

describe('a stub of AWS', () => {
  const python = usePython();
  const validate = async (folder: string): Promise<Problems> => {
    const script = new URL('../support/servers/python/validate_stubs.py', import.meta.url);
    const { stdout } = await promisify(execFile)(python(), [fileURLToPath(script), folder]);
    return JSON.parse(stdout) as Problems; // Our own script wrote it.
  };

  it('has only what its service can answer', async () => {
    const problems = await validate(fileURLToPath(stubFolder));
    const files = (await readdir(stubFolder, { recursive: true })).filter((name) =>
      name.endsWith('.json'),
    );
    assert.deepEqual(Object.keys(problems).sort(), files.sort());
    assert.deepEqual(
      Object.entries(problems).filter(([, found]) => found.length > 0),
      [],
    );
  });

  it('is refused with a wrong type, an unknown member, a missing one or an unknown value', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lakehouse-stubs-'));
    try {
      const [catalog, jobs] = [
        { CatalogId: 5, Identifer: 'x', AllowFullTableExternalDataAccess: 'no' },
        { Run: { status: 'Done' } },
      ];
      await mkdir(join(folder, 'glue'));
      await mkdir(join(folder, 's3tables'));
      await writeFile(
        join(folder, 'glue/GetCatalogs.json'),
        JSON.stringify({ CatalogList: [catalog] }),
      );
      const file = 's3tables/GetTableMaintenanceJobStatus.json';
      await writeFile(join(folder, file), JSON.stringify({ status: jobs }));
      const problems = await validate(folder);
      const glue = problems['glue/GetCatalogs.json']?.join('\n') ?? '';
      for (const word of ['"Name"', '"Identifer"', 'CatalogId', "'no'"]) {
        assert.ok(glue.includes(word), `${word} in ${glue}`);
      }
      const s3tables = problems[file]?.join('\n') ?? '';
      for (const word of ["'Run'", "'Done'", '"tableARN"']) {
        assert.ok(s3tables.includes(word), `${word} in ${s3tables}`);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
