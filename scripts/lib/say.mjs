/** One line for the person who waits. */
export function say(text) {
  process.stdout.write(`${text}\n`);
}

/** Something that the machine lacks, in words for the person who can mend it: no stack is shown. */
export class Missing extends Error {
  name = 'Missing';
}

/** Runs a script's main function; a `Missing` is one line, any other error has its stack. */
export async function main(body) {
  try {
    process.exitCode = await body(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Missing ? error.message : error.stack}\n`);
    process.exitCode = 1;
  }
}

/** Seconds since `start` (milliseconds of `Date.now()`), for a person. */
export function seconds(start) {
  return `${((Date.now() - start) / 1000).toFixed(1)} s`;
}
