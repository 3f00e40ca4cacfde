import type { HistoryEntry } from './historyEntry.js';

/** The entries in which every word occurs, in upper or lower case, in their order; `textOf` has what is searched. */
export function searchHistory(
  entries: readonly HistoryEntry[],
  words: string,
  textOf: (entry: HistoryEntry) => string,
): readonly HistoryEntry[] {
  const wanted = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (wanted.length === 0) return entries;
  return entries.filter((entry) => {
    const text = textOf(entry).toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}
