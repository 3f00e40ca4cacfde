import assert from 'node:assert/strict';
import { cp, mkdtemp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { convertCommand } from '../../../src/cliConvert.js';

const entry = new URL('../../../src/cli.ts', import.meta.url).href;
const sample = fileURLToPath(new URL('../../../sample/databricks', import.meta.url));
const schemaOf = (name: string): URL =>
  new URL(`../../../docs/${name}.schema.json`, import.meta.url);
const header = '# Databricks notebook source\n';
const { signal } = new AbortController();

describe('convert on the command line', () => {
  let folder: string;
  let said: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lakehouse-convert-'));
    said = '';
  });
  afterEach(() => rm(folder, { recursive: true }));

  const run = (...args: string[]): Promise<number> => {
    const say = (text: string): void => {
      said += text;
    };
    return convertCommand(args, entry, { out: say, err: say }, signal);
  };
  const write = async (name: string, text: string): Promise<string> => {
    const path = join(folder, name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, text);
    return path;
  };

  for (const hasMigration of [false, true]) {
    it(`leaves nothing of the sample to be rewritten ${hasMigration ? 'by the migration file' : 'without one'}`, async () => {
      const notebooks = join(folder, 'notebooks');
      await cp(sample, notebooks, { recursive: true });
      if (!hasMigration) await rm(join(notebooks, 'lakehouse.migration.yaml'));
      const report = join(folder, 'report.json');
      const out = join(folder, 'out');
      assert.equal(await run(notebooks, '--out', out, '--report', report), 0, said);
      const value: unknown = JSON.parse(await readFile(report, 'utf8'));
      const schema = JSON.parse(await readFile(schemaOf('conversion-report'), 'utf8')) as object;
      const validate = new Ajv({ allowUnionTypes: true }).compile(schema);
      assert.ok(validate(value), JSON.stringify(validate.errors));
      const { totals } = value as { totals: Record<string, number> };
      assert.deepEqual([totals['manual'], totals['unparsed']], [0, 0]);
      const files = await readdir(out);
      assert.ok(files.includes('orders_to_delta.ipynb') && files.includes('lakehouse_runtime'));
    });
  }

  const cases = [
    { title: 'nothing to convert', args: ['--out', 'x'], code: 2 },
    { title: 'no folder for the output', args: ['IN'], code: 2 },
    { title: 'an unknown option', args: ['IN', '--out', 'OUT', '--fast'], code: 2 },
    { title: 'an unknown format', args: ['IN', '--out', 'OUT', '--format', 'dbc'], code: 2 },
    { title: 'an input that is not there', args: ['IN/none.py', '--out', 'OUT'], code: 2 },
    {
      title: 'a migration file that is not there',
      args: ['IN', '--out', 'OUT', '--migration', 'IN/x'],
      code: 2,
    },
    {
      title: 'a broken migration file',
      args: ['IN', '--check', '--migration', 'IN/bad.yaml'],
      code: 2,
    },
    { title: 'a notebook that can not be read', args: ['IN/bad.ipynb', '--out', 'OUT'], code: 1 },
    {
      title: 'work left to a person',
      args: ['IN/good.py', '--check', '--fail-on', 'manual'],
      code: 3,
    },
    { title: 'a check', args: ['IN/good.py', '--check'], code: 0 },
    { title: 'a question for help', args: ['--help'], code: 0 },
  ];
  for (const { title, args, code } of cases) {
    it(`ends with ${code} for ${title}`, async () => {
      await write('in/good.py', `${header}dbutils.fs.mounts()\n`);
      await write('in/bad.ipynb', '{"cells": [');
      await write('in/bad.yaml', 'paths: 3\n');
      const names = args.map((arg) =>
        arg.replace(/^IN/, join(folder, 'in')).replace(/^OUT/, join(folder, 'out')),
      );
      assert.equal(await run(...names), code, said);
      assert.notEqual(said, '');
    });
  }

  const place = 's3://lake/raw/x';
  for (const { title, args, uses, expected } of [
    { title: 'in the common folder', args: [], uses: true, expected: place },
    {
      title: 'that is named, before it',
      args: ['--migration', 'OTHER'],
      uses: false,
      expected: 's3://other/x',
    },
  ]) {
    it(`uses the migration file ${title}`, async () => {
      const text = (to: string): string => `paths: [{ from: /mnt/raw, to: ${to} }]\n`;
      const found = await write('in/lakehouse.migration.yaml', text('s3://lake/raw'));
      const other = await write('other.yaml', text('s3://other'));
      const read = `${header}spark.read.parquet("/mnt/raw/x")\n`;
      const inputs = [await write('in/a/one.py', read), await write('in/b/two.py', read)];
      const out = join(folder, 'out');
      const words = args.map((arg) => (arg === 'OTHER' ? other : arg));
      assert.equal(await run(...inputs, '--out', out, '--format', 'py', ...words), 0, said);
      assert.ok((await readFile(join(out, 'a/one.py'), 'utf8')).includes(`"${expected}"`));
      assert.equal(said.includes(`using ${found}\n`), uses);
    });
  }

  it('refuses a broken migration file in the common folder', async () => {
    await write('in/lakehouse.migration.yaml', 'paths: 3\n');
    const path = await write('in/a.py', `${header}x = 1\n`);
    assert.equal(await run(path, '--check'), 2);
    assert.match(said, /lakehouse\.migration\.yaml: paths: must be a list/);
  });

  it('goes on after a notebook that can not be read', async () => {
    await write('in/a.ipynb', 'no JSON');
    await write('in/b/c.py', `${header}x = 1\n`);
    const out = join(folder, 'out');
    assert.equal(await run(join(folder, 'in'), '--out', out, '--format', 'py'), 1);
    assert.ok((await readFile(join(out, 'b/c.py'), 'utf8')).endsWith('\nx = 1\n'));
  });

  it('never writes over an input', async () => {
    const text = `${header}display(1)\n`;
    const path = await write('a.py', text);
    assert.equal(await run(path, '--out', folder, '--format', 'py'), 0);
    assert.equal(await readFile(path, 'utf8'), text);
    assert.ok((await readdir(folder)).includes('a.emr.py'));
  });

  it('gives notebooks of one name two outputs', async () => {
    await write('a.py', `${header}x = 1\n`);
    await write('a.ipynb', '{"cells":[]}');
    const out = join(folder, 'out');
    assert.equal(await run(join(folder), '--out', out), 0);
    assert.deepEqual((await readdir(out)).toSorted(), ['a.emr.ipynb', 'a.ipynb']);
  });

  it('writes again over its own output, and not over what a person has changed', async () => {
    const path = await write('a.py', `${header}display(1)\n`);
    const out = join(folder, 'out');
    const again = (): Promise<number> => run(path, '--out', out, '--format', 'py');
    assert.equal(await again(), 0);
    assert.equal(await again(), 0);
    const changed = `${await readFile(join(out, 'a.py'), 'utf8')}# mine\n`;
    await writeFile(join(out, 'a.py'), changed);
    assert.equal(await again(), 1);
    assert.equal(await readFile(join(out, 'a.py'), 'utf8'), changed);
  });

  it('passes over its own outputs in a folder', async () => {
    await write('in/a.py', `${header}x = 1\n`);
    const report = join(folder, 'report.json');
    assert.equal(await run(join(folder, 'in'), '--out', join(folder, 'in'), '--format', 'py'), 0);
    assert.equal(await run(join(folder, 'in'), '--check', '--report', report), 0);
    const { notebooks } = JSON.parse(await readFile(report, 'utf8')) as {
      notebooks: { source: string }[];
    };
    assert.deepEqual(
      notebooks.map(({ source }) => source),
      ['a.py'],
    );
  });
});
