import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where systems mount drives: what is missing in it is unplugged, not deleted. */
const mounts = /^\/(Volumes|mnt|(run\/)?media(\/[^/]+)?)$/;

/**
 * Whether the folder or file of a URI was deleted or moved: it is missing, and the folder that held it is there.
 * Of what lies on other machines, or on a drive that is not there now, nothing is known.
 */
export async function isGone(uri: string): Promise<boolean> {
  const path = toPath(uri);
  if (path === undefined) return false;
  const parent = dirname(path);
  if (parent === path || mounts.test(parent)) return false;
  if (!(await isMissing(path))) return false;
  const holder = await stat(parent).catch(() => undefined);
  return holder?.isDirectory() ?? false;
}

function toPath(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined; // Of a form that this system has no path for.
  }
}

/** Not where it is only unreadable. */
function isMissing(path: string): Promise<boolean> {
  return stat(path).then(
    () => false,
    (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT',
  );
}
