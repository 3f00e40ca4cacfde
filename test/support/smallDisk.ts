import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import type { Context } from 'mocha';

/**
 * Runs `use` while `folder` is a disk of so few megabytes. Only root can make one: where a continuous
 * integration runs that is a failure, elsewhere the test is skipped.
 */
export async function onSmallDisk(
  test: Context,
  folder: string,
  megabytes: number,
  use: () => Promise<void>,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  try {
    const options = ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder];
    execFileSync('mount', options, { stdio: 'ignore' });
  } catch (error) {
    if (process.env['CI'] !== undefined) throw error;
    process.stderr.write(`\nSkipped: no small disk can be made here. ${String(error)}\n`);
    test.skip();
  }
  try {
    await use();
  } finally {
    // Also while a process that was not ended in time has something open there.
    execFileSync('umount', ['-l', folder]);
  }
}
