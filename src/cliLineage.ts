import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Terminal } from './cliConvert.js';
import type { LineageCell } from './lineage/lineageFile.js';
import { otherFiles } from './lineage/otherFiles.js';
import { answerLines } from './lineage/script/jsonLines.js';
import { toMermaid } from './lineage/script/mermaid.js';
import { toJobEvent } from './lineage/script/openLineage.js';
import type { ScriptApi } from './lineage/script/scriptApi.js';
import { askScripts } from './lineage/script/scriptClient.js';
import { readScript, type ScriptFile, toJson } from './lineage/script/scriptFile.js';
import type { ScriptInputs } from './lineage/script/scriptLineage.js';
import { parseSchema } from './lineage/script/schemaFile.js';
import { forkPort } from './util/ports.js';
import { Remote } from './util/rpc.js';

const help = `Usage: node cli.js lineage FILES… [OPTIONS]
       node cli.js lineage --jsonl [FILE] [OPTIONS]

Says which tables and columns SQL reads and writes, and which column comes from which: of .sql files,
of Python (scripts, Databricks notebooks in source or .ipynb), or line by line.

  --dialect D           of .sql files: athena, databricks, duckdb, postgresql, spark, trino and
                        others; any that is not known is read as generic SQL (default: generic)
  --schema FILE         JSON, {"db.table": ["column", …]}: what * stands for
  --script-inputs all|external
                        all: every table that a statement reads or writes (default);
                        external: what a script as a whole takes from outside and leaves behind
  --format openlineage|json|mermaid
                        a line of JSON per file in OpenLineage's shape (JobEvent), one JSON
                        document (default), or a Mermaid flowchart of the tables
  --namespace NAME      of jobs and datasets in OpenLineage (default: default)
  --jsonl               read {"id", "sql", "dialect", "schema"} per line, from FILE or standard
                        input, and write {"id", "tables_in", "tables_out", "columns", "problems"}
  --help                this text

Exit codes: 0 done, 1 a file could not be read, 2 bad arguments.
`;

interface Options {
  readonly files: readonly string[];
  readonly dialect: string;
  readonly schema: string | undefined;
  readonly inputs: ScriptInputs;
  readonly format: 'openlineage' | 'json' | 'mermaid';
  readonly namespace: string;
  readonly isLines: boolean;
}

/** `lineage`: reads arguments, asks the SQL process, writes answers. Returns the exit code. */
export async function lineageCommand(
  args: readonly string[],
  entry: string,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const options = parse(args);
  if (options === 'help') {
    terminal.out(help);
    return 0;
  }
  if (typeof options === 'string') return refuse(options, terminal);
  let schema = {};
  if (options.schema !== undefined) {
    const found = await readSchema(options.schema);
    if (typeof found === 'string') return refuse(found, terminal);
    schema = found;
  }
  const remote = new Remote<ScriptApi>(() => forkPort(new URL('./sqlProcess.js', entry)));
  try {
    if (options.isLines) {
      const [file] = options.files;
      const input = file === undefined ? process.stdin : createReadStream(file);
      const lines = createInterface({ input, crlfDelay: Infinity });
      for await (const answer of answerLines(remote, lines, { ...options, schema }, signal)) {
        terminal.out(`${answer}\n`);
      }
      return 0;
    }
    return await answerFiles(remote, { ...options, schema }, terminal, signal);
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error), terminal);
  } finally {
    remote.dispose();
  }
}

async function answerFiles(
  remote: Remote<ScriptApi>,
  options: Omit<Options, 'schema'> & {
    readonly schema: Readonly<Record<string, readonly string[]>>;
  },
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const { files, dialect, schema, inputs, format, namespace } = options;
  const answers: ScriptFile[] = [];
  let failed = 0;
  for (const file of files) {
    try {
      const { cells, script } = readScript(file, await readFile(file, 'utf8'), dialect, schema);
      const uri = pathToFileURL(resolve(file)).href;
      const others = await otherFiles({ uri, cells }, (name) => cellsAt(name, dialect));
      const whole = { ...script, files: others };
      for await (const lineage of askScripts(remote, [whole], inputs, signal)) {
        answers.push({ file, cells, lineage });
      }
    } catch (error) {
      if (signal.aborted) throw error;
      failed++;
      terminal.err(`${file}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  switch (format) {
    case 'json':
      terminal.out(`${JSON.stringify({ files: answers.map(toJson) }, undefined, 2)}\n`);
      break;
    case 'openlineage':
      for (const answer of answers) {
        terminal.out(`${JSON.stringify(toJobEvent(answer, namespace, new Date()))}\n`);
      }
      break;
    case 'mermaid':
      terminal.out(toMermaid(answers.map(({ file, lineage }) => ({ name: file, lineage }))));
  }
  return failed > 0 ? 1 : 0;
}

/** The cells of a file that code imports, where it is there. */
async function cellsAt(uri: string, dialect: string): Promise<readonly LineageCell[] | undefined> {
  const path = fileURLToPath(uri);
  try {
    return readScript(path, await readFile(path, 'utf8'), dialect, {}).cells;
  } catch {
    return undefined;
  }
}

function refuse(message: string, terminal: Terminal): number {
  terminal.err(`${message}\nTry 'lineage --help'.\n`);
  return 2;
}

async function readSchema(
  file: string,
): Promise<Readonly<Record<string, readonly string[]>> | string> {
  try {
    return parseSchema(await readFile(file, 'utf8')) ?? `${file}: not {"table": ["column", …]}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The arguments, or what is wrong with them. */
function parse(args: readonly string[]): Options | string {
  try {
    const { values, positionals: files } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        dialect: { type: 'string', default: 'generic' },
        schema: { type: 'string' },
        'script-inputs': { type: 'string', default: 'all' },
        format: { type: 'string', default: 'json' },
        namespace: { type: 'string', default: 'default' },
        jsonl: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return 'help';
    const { dialect, schema, format, namespace, jsonl: isLines, 'script-inputs': inputs } = values;
    if (inputs !== 'all' && inputs !== 'external') {
      return `--script-inputs ${inputs}: must be all or external`;
    }
    if (format !== 'openlineage' && format !== 'json' && format !== 'mermaid') {
      return `--format ${format}: must be openlineage, json or mermaid`;
    }
    if (files.length === 0 && !isLines) return 'no file is given';
    if (files.length > 1 && isLines) return '--jsonl takes one file, or standard input';
    return { files, dialect, schema, inputs, format, namespace, isLines };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
