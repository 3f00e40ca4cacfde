import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isGone } from './isGone.js';
import { type Leases, readLeases } from './lease.js';
import { type Limits, nothingKept } from './limits.js';
import { type Files, listStored, type StoredFiles } from './storedFiles.js';
import { names, workspaceOf, type WorkspaceStorage } from './workspaceStorage.js';

export interface CleanUpOptions {
  /** This window's: what it holds stays, and its folder does. */
  readonly storage: WorkspaceStorage;
  readonly limits: Limits;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Closes a result, by its id, before its files are removed. */
  readonly close: (id: string) => Promise<void>;
}

/** How many results, copies of their views aside, and how many bytes in all. */
export interface Amount {
  readonly results: number;
  readonly bytes: number;
}

/** One workspace's folder, as it was found. */
interface Workspace {
  readonly folder: string;
  readonly leases: Leases;
  readonly stored: readonly StoredFiles[];
}

/**
 * Removes the results of workspaces that are gone, then those that are too old, then copies of views and at last
 * results, the oldest first, until all workspaces together are small enough. What an open window uses stays.
 */
export async function cleanUp(options: CleanUpOptions): Promise<Amount> {
  const { storage, limits, now, close } = options;
  const workspaces = await readWorkspaces(storage, now);
  const freed = { results: 0, bytes: 0 };
  const left: StoredFiles[] = [];
  const isInUse = usedBy(storage, workspaces);
  let bytes = 0;

  async function remove(id: string, files: Files): Promise<boolean> {
    if (files.paths.length === 0 || isInUse(id)) return false;
    await close(id);
    // Held while it was closed, it is in use.
    if (isInUse(id) || !(await removeAll(files.paths))) return false;
    freed.bytes += files.bytes;
    bytes -= files.bytes;
    return true;
  }
  async function removeResult({ id, own, copies }: StoredFiles): Promise<boolean> {
    await remove(id, copies);
    if (!(await remove(id, own))) return false;
    freed.results++;
    return true;
  }

  for (const { folder, leases, stored } of workspaces) {
    const uri = await workspaceOf(folder);
    const isTooOld =
      !leases.isOpen && uri !== undefined && (await isGone(uri))
        ? () => true
        : ({ writtenAt }: StoredFiles) => now - writtenAt > limits.maxAgeMs;
    for (const result of stored) {
      bytes += result.own.bytes + result.copies.bytes;
      if (!isTooOld(result) || !(await removeResult(result))) left.push(result);
    }
  }
  left.sort((a, b) => a.writtenAt - b.writtenAt);
  for (const { id, copies } of left) if (bytes > limits.maxBytes) await remove(id, copies);
  for (const { id, own } of left) {
    if (bytes > limits.maxBytes && (await remove(id, own))) freed.results++;
  }
  for (const workspace of workspaces) await removeRest(workspace);
  return freed;
}

/** How much `cleanUp` would remove if nothing were to be kept. */
export async function removable(storage: WorkspaceStorage, now: number): Promise<Amount> {
  const workspaces = await readWorkspaces(storage, now);
  const isInUse = usedBy(storage, workspaces);
  const unused = workspaces.flatMap(({ stored }) => stored.filter(({ id }) => !isInUse(id)));
  return {
    results: unused.filter(({ own }) => own.paths.length > 0).length,
    bytes: unused.reduce((sum, { own, copies }) => sum + own.bytes + copies.bytes, 0),
  };
}

/** Removes all results that no open window uses. */
export function clear(options: Omit<CleanUpOptions, 'limits'>): Promise<Amount> {
  return cleanUp({ ...options, limits: nothingKept });
}

async function readWorkspaces(
  storage: WorkspaceStorage,
  now: number,
): Promise<readonly Workspace[]> {
  const workspaces: Workspace[] = [];
  for (const name of await readdir(storage.root).catch(() => [])) {
    const folder = join(storage.root, name);
    // The files before the leases: a window names a result before it writes it.
    const stored = await listStored(join(folder, names.results));
    const leases = await readLeases(join(folder, names.windows), storage.lease, now);
    const isOwn = folder === storage.folder;
    workspaces.push({ folder, stored, leases: isOwn ? { ...leases, isOpen: true } : leases });
  }
  return workspaces;
}

function usedBy(
  { held }: WorkspaceStorage,
  workspaces: readonly Workspace[],
): (id: string) => boolean {
  return (id) => held.has(id) || workspaces.some(({ leases }) => leases.inUse.has(id));
}

/** Whether all are gone: a program that has a file open may keep it. */
async function removeAll(paths: readonly string[]): Promise<boolean> {
  try {
    for (const path of paths) await rm(path, { force: true, recursive: true });
    return true;
  } catch {
    return false;
  }
}

/** What is left of windows that have ended, and of a workspace without results. */
async function removeRest({ folder, leases }: Workspace): Promise<void> {
  await removeAll(leases.ended);
  if (leases.isOpen) return;
  const left = await readdir(join(folder, names.results)).catch(() => []);
  if (left.length === 0) await removeAll([folder]);
}
