import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Lease } from './lease.js';

/** The names in a workspace's folder. */
export const names = { workspace: 'workspace.json', results: 'results', windows: 'windows' };

/**
 * Where the results of one workspace lie: `<root>/<hash of its URI>/` holds `results/`, a lease of each open window
 * in `windows/`, and `workspace.json`, which says whose it all is. Nothing is made before the first result is.
 */
export class WorkspaceStorage {
  /** The folder of all workspaces. */
  readonly root: string;
  /** This one's own. */
  readonly folder: string;
  readonly results: string;
  readonly #workspace: string | undefined;
  readonly #lease: Lease;
  #marked: Promise<void> | undefined;

  /** `workspace` is the URI of a folder or of a `.code-workspace` file; windows without have one folder together. */
  constructor(root: string, workspace: string | undefined) {
    this.root = root;
    this.#workspace = workspace;
    const key = createHash('sha256').update(workspace ?? '');
    this.folder = join(root, key.digest('hex').slice(0, 16));
    this.results = join(this.folder, names.results);
    this.#lease = new Lease(join(this.folder, names.windows));
  }

  /** The ids of the results that this window uses. */
  get held(): ReadonlySet<string> {
    return this.#lease.held;
  }

  /** The file that tells other windows of them. */
  get lease(): string {
    return this.#lease.file;
  }

  /** Keeps a result, by its id, from every window's clean-up: from now on, or from before it is written. */
  async hold(id: string): Promise<void> {
    this.#marked ??= this.#mark();
    await Promise.all([this.#lease.hold(id), this.#marked]);
  }

  /** This window no longer needs the results whose ids pass. */
  release(isReleased: (id: string) => boolean): void {
    this.#lease.release(isReleased);
  }

  dispose(): void {
    this.#lease.dispose();
  }

  async #mark(): Promise<void> {
    try {
      await mkdir(this.folder, { recursive: true });
      await writeFile(join(this.folder, names.workspace), JSON.stringify({ uri: this.#workspace }));
    } catch {
      // Without the mark it goes by age and size only.
      this.#marked = undefined;
    }
  }
}

/** The URI of the workspace whose folder it is; nothing where it does not say so. */
export async function workspaceOf(folder: string): Promise<string | undefined> {
  try {
    const text = await readFile(join(folder, names.workspace), 'utf8');
    const value = JSON.parse(text) as { readonly uri?: unknown } | null;
    return typeof value?.uri === 'string' ? value.uri : undefined;
  } catch {
    return undefined;
  }
}
