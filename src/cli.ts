#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import type { Terminal } from './cliConvert.js';

const terminal: Terminal = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
};

/** A subcommand: its arguments in, its exit code out. */
type Subcommand = (args: readonly string[], signal: AbortSignal) => Promise<number>;

// Each is loaded when it is asked for: what one needs does not slow down the other.
const subcommands: Readonly<Record<string, Subcommand>> = {
  convert: async (args, signal) => {
    const { convertCommand } = await import('./cliConvert.js');
    return convertCommand(args, import.meta.url, terminal, signal);
  },
  lineage: async (args, signal) => {
    const { lineageCommand } = await import('./cliLineage.js');
    return lineageCommand(args, import.meta.url, terminal, signal);
  },
  sample: async (args, signal) => {
    const { runSampleCommand } = await import('./sample/sampleCommand.js');
    return runSampleCommand(
      {
        args,
        duckdb: new URL('./duckdbProcess.js', import.meta.url),
        statics: fileURLToPath(new URL('../sample', import.meta.url)),
        say: (line) => process.stdout.write(`${line}\n`),
      },
      signal,
    );
  },
};

const help = `Usage: node cli.js COMMAND [OPTIONS]

Commands:
  convert IN…   convert Databricks notebooks to PySpark for EMR
  lineage FILE… say which tables and columns SQL reads and writes
  sample DIR    make the sample lakehouse in a folder

'node cli.js COMMAND --help' says more.
`;

const stop = new AbortController();
process.once('SIGINT', () => {
  stop.abort();
});

const [name = '--help', ...args] = process.argv.slice(2);
const subcommand = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
if (subcommand !== undefined) {
  process.exitCode = await subcommand(args, stop.signal);
} else if (name === '--help' || name === '-h') {
  process.stdout.write(help);
} else {
  process.stderr.write(`unknown command: ${name}\n${help}`);
  process.exitCode = 2;
}
