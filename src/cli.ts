#!/usr/bin/env node
import { convertCommand } from './cliConvert.js';

/** A subcommand: its arguments in, its exit code out. */
type Subcommand = (args: readonly string[], signal: AbortSignal) => Promise<number>;

const subcommands: Readonly<Record<string, Subcommand>> = {
  convert: (args, signal) => convertCommand(args, import.meta.url, signal),
};

const help = `Usage: node cli.js COMMAND [OPTIONS]

Commands:
  convert IN…   convert Databricks notebooks to PySpark for EMR

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
