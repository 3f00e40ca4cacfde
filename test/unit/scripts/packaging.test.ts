import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

const scripts = new URL('../../../scripts/lib/', import.meta.url);

describe('packaging', () => {
  it('cuts the part for one processor out of a universal library', () => {
    const parts = { x64: 'for x64', arm64: 'for arm64' };
    const cut = evaluate(`
      const { thinMach } = await import('${scripts.href}thinMach.mjs');
      const header = Buffer.alloc(48);
      [0xcafebabe, 2, 0x01000007, 3, 48, 7, 4, 0x0100000c, 0, 55, 9, 4]
        .forEach((word, index) => header.writeUInt32BE(word, index * 4));
      const library = Buffer.concat([header, Buffer.from('${parts.x64}${parts.arm64}')]);
      const plain = Buffer.from('not universal');
      print([
        ...['x64', 'arm64'].map((arch) => thinMach(library, arch).toString()),
        thinMach(plain, 'arm64').toString(),
      ]);
    `);
    assert.deepEqual(cut, [parts.x64, parts.arm64, 'not universal']);
  });

  it('lists what is in a zip', () => {
    const names = evaluate(`
      const { listZip } = await import('${scripts.href}zip.mjs');
      const entry = (name, extra) => {
        const header = Buffer.alloc(46);
        header.write('PK\\x01\\x02', 'latin1');
        header.writeUInt16LE(Buffer.byteLength(name), 28);
        header.writeUInt16LE(extra.length, 30);
        return Buffer.concat([header, Buffer.from(name), Buffer.from(extra)]);
      };
      const directory = Buffer.concat([entry('a/b.js', 'xx'), entry('ü.md', '')]);
      const end = Buffer.alloc(22);
      end.write('PK\\x05\\x06', 'latin1');
      end.writeUInt16LE(2, 10);
      end.writeUInt32LE(5, 16);
      print(listZip(Buffer.concat([Buffer.from('files'), directory, end])));
    `);
    assert.deepEqual(names, ['a/b.js', 'ü.md']);
  });
});

/** Runs plain JavaScript, as the scripts are, and returns what it prints. */
function evaluate(code: string): unknown {
  const print = 'const print = (value) => process.stdout.write(JSON.stringify(value));';
  const args = ['--input-type=module', '-e', `${print}${code}`];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  assert.equal(stderr, '');
  return JSON.parse(stdout);
}
