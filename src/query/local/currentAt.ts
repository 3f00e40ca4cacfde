import type { Snapshot } from '../../catalog/catalog.js';

/**
 * The snapshot that was current at a time, in milliseconds since 1970, by what the table says of its
 * history: after a rollback the one before is current again, and what was rolled back was current
 * until then. Where it says nothing, the last one up to then among those that led to the current
 * one. `history` is newest first.
 */
export function currentAt(history: readonly Snapshot[], time: number): Snapshot | undefined {
  const log = history
    .flatMap((snapshot) => (snapshot.currentSince ?? []).map((at) => ({ snapshot, at })))
    .sort((a, b) => b.at - a.at);
  if (log.length > 0) return log.find(({ at }) => at <= time)?.snapshot;
  const byId = new Map(history.map((snapshot) => [snapshot.id, snapshot]));
  let snapshot = history.find(({ isCurrent }) => isCurrent);
  while (snapshot !== undefined && snapshot.committedAt > time) {
    // Taken out as it is passed, so that damaged history that goes in a circle ends.
    byId.delete(snapshot.id);
    snapshot = snapshot.parentId === undefined ? undefined : byId.get(snapshot.parentId);
  }
  return snapshot;
}
