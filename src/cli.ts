import { fileURLToPath } from 'node:url';
import { runSampleCommand } from './sample/sampleCommand.js';

const usage = `usage:
  sample DIR   make the sample lakehouse in a folder`;

process.exitCode = await run(process.argv.slice(2));

/** Runs one command and answers the exit code. */
async function run([command = '', ...args]: readonly string[]): Promise<number> {
  const interrupted = new AbortController();
  process.once('SIGINT', () => {
    interrupted.abort();
  });
  switch (command) {
    case 'sample':
      return runSampleCommand(
        {
          args,
          duckdb: new URL('./duckdbProcess.js', import.meta.url),
          statics: fileURLToPath(new URL('../sample', import.meta.url)),
          say: console.log,
        },
        interrupted.signal,
      );
    default:
      console.error(usage);
      return 2;
  }
}
