/** `node --import tsx runBench.mjs NAME… [--json FILE]`: measures, prints side by side, and writes the rows. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './paths.mjs';
import { say } from './say.mjs';

const args = process.argv.slice(2);
const at = args.indexOf('--json');
const file = at === -1 ? undefined : args[at + 1];
const names = args.filter((_, index) => at === -1 || (index !== at && index !== at + 1));

const all = [];
for (const name of names) {
  const module = join(root, 'test', 'bench', `${name}.ts`);
  if (!existsSync(module)) {
    say(`${name}: not there yet`);
    continue;
  }
  say(`${name} …`);
  const { rows } = await import(pathToFileURL(module).href);
  all.push(...(await rows()));
}
print(all);
if (file !== undefined) writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);

function print(rows) {
  const table = [
    ['', 'ours', 'unit', 'theirs', 'ratio', 'target', 'met', 'peer'],
    ...rows.map((row) => [
      row.name,
      figure(row.ours),
      row.unit,
      figure(row.theirs),
      figure(row.ratio),
      row.target,
      row.met ? 'yes' : 'NO',
      row.peer,
    ]),
  ];
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
  for (const row of table) {
    say(
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    );
  }
}

function figure(value) {
  if (value === null) return '';
  return value >= 1000
    ? Math.round(value).toLocaleString('en')
    : String(Number(value.toPrecision(3)));
}
