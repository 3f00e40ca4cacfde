import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The marks of the workspaces whose results are stored; `undefined` where the editor's folder is not known. */
export function storedWorkspaces(): readonly unknown[] | undefined {
  const userData = process.env['LAKEHOUSE_USER_DATA'];
  if (userData === undefined) return undefined;
  const own = 'lakehouse-workbench.lakehouse-workbench';
  const root = join(userData, 'User', 'globalStorage', own, 'workspaces');
  if (!existsSync(root)) return [];
  return readdirSync(root).map((name): unknown =>
    JSON.parse(readFileSync(join(root, name, 'workspace.json'), 'utf8')),
  );
}
