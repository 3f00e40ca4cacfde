import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type ConvertedFiles, convertFiles } from './converter/convertFiles.js';
import { defaultMigration, type Migration, parseMigration } from './converter/migration.js';
import { inputsFolder } from './converter/notebookFiles.js';
import { toSarif } from './converter/sarif.js';
import { loadPythonParser } from './syntax/pythonParser.js';
import { pythonWasm } from './syntax/pythonWasm.js';

const help = `Usage: node cli.js convert IN… --out DIR [OPTIONS]

Converts Databricks notebooks (.py and .sql source, .ipynb, folders of them).

  --out DIR             where the converted notebooks go, under the same relative paths
  --report FILE         write the report as JSON
  --sarif FILE          write what is left to do as SARIF
  --migration FILE      the migration file; without it, lakehouse.migration.yaml in the inputs'
                        common folder, if there is one
  --format ipynb|py     what to write (default: ipynb)
  --check               write no notebook; --out is not needed
  --fail-on manual|review
                        exit with 3 where something is left to a person
  --help                this text

Exit codes: 0 all was written, 1 a notebook could not be read or written, 2 bad arguments,
3 --fail-on found something.
`;

/** Where a command's words go. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
}

/** `convert`: reads arguments, converts, writes the reports. Returns the exit code. */
export async function convertCommand(
  args: readonly string[],
  entry: string,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const refuse = (message: string): number => {
    terminal.err(`${message}\nTry 'convert --help'.\n`);
    return 2;
  };
  const parsed = parse(args);
  if (parsed === 'help') {
    terminal.out(help);
    return 0;
  }
  if (typeof parsed === 'string') return refuse(parsed);
  const found = parsed.migration === undefined ? await findMigrationFile(parsed.inputs) : undefined;
  if (found !== undefined) terminal.out(`using ${found}\n`);
  const migration = await readMigration(parsed.migration ?? found);
  if (typeof migration === 'string') return refuse(migration);
  const parser = await loadPythonParser(pythonWasm(entry));
  let result: ConvertedFiles;
  try {
    result = await convertFiles(
      parser,
      {
        inputs: parsed.inputs,
        outFolder: parsed.check ? undefined : parsed.out,
        format: parsed.format,
        migration,
        runtimeFolder: fileURLToPath(new URL('../python/lakehouse_runtime', entry)),
      },
      signal,
    );
    if (parsed.report !== undefined) await writeJson(parsed.report, result.report);
    if (parsed.sarif !== undefined) await writeJson(parsed.sarif, toSarif(result.report));
  } catch (error) {
    // An input that is not there, an output that can not be written.
    return refuse(error instanceof Error ? error.message : String(error));
  }
  return summarize(result, parsed.failOn, terminal);
}

interface Parsed {
  readonly inputs: readonly string[];
  readonly out: string | undefined;
  readonly report: string | undefined;
  readonly sarif: string | undefined;
  readonly migration: string | undefined;
  readonly format: 'ipynb' | 'py';
  readonly check: boolean;
  readonly failOn: 'manual' | 'review' | undefined;
}

/** The arguments, or what is wrong with them. */
function parse(args: readonly string[]): Parsed | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        report: { type: 'string' },
        sarif: { type: 'string' },
        migration: { type: 'string' },
        format: { type: 'string', default: 'ipynb' },
        check: { type: 'boolean', default: false },
        'fail-on': { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return 'help';
    const { out, report, sarif, migration, format, check, 'fail-on': failOn } = values;
    if (positionals.length === 0) return 'no input is given';
    if (out === undefined && !check) return '--out is missing (or use --check)';
    if (format !== 'ipynb' && format !== 'py') return `--format ${format}: must be ipynb or py`;
    if (failOn !== undefined && failOn !== 'manual' && failOn !== 'review') {
      return `--fail-on ${failOn}: must be manual or review`;
    }
    return { inputs: positionals, out, report, sarif, migration, format, check, failOn };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The migration file that lies in the inputs' common folder. */
async function findMigrationFile(inputs: readonly string[]): Promise<string | undefined> {
  try {
    const file = join(await inputsFolder(inputs), 'lakehouse.migration.yaml');
    return (await stat(file)).isFile() ? file : undefined;
  } catch {
    return undefined; // There is none; that an input does not exist is said when it is read.
  }
}

async function readMigration(file: string | undefined): Promise<Migration | string> {
  if (file === undefined) return defaultMigration;
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const parsed = parseMigration(text);
  if (parsed.kind === 'migration') return parsed.migration;
  return parsed.problems
    .map(({ line, message }) => `${file}${line === undefined ? '' : `:${line}`}: ${message}`)
    .join('\n');
}

async function writeJson(file: string, value: unknown): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(value, undefined, 2)}\n`);
}

function summarize(
  { report, unread, kept }: ConvertedFiles,
  failOn: Parsed['failOn'],
  terminal: Terminal,
): number {
  const { rewritten, helper, review, manual, unparsed } = report.totals;
  terminal.out(
    `${report.notebooks.length} notebooks: ${rewritten} rewritten, ${helper} by helper, ${review} to review, ${manual} manual, ${unparsed} unparsed\n`,
  );
  for (const source of unread) terminal.err(`${source}: can not be read as a notebook\n`);
  for (const output of kept) {
    terminal.err(`${output}: was changed by hand and is left as it is; move it away first\n`);
  }
  if (unread.length > 0 || kept.length > 0) return 1;
  const left = manual + unparsed + (failOn === 'review' ? review : 0);
  return failOn !== undefined && left > 0 ? 3 : 0;
}
