import { applyEdits, type JSONPath, modify } from 'jsonc-parser';
import type { DatasetPath } from './datasetPath.js';
import { parseWorkspaceFile } from './parseWorkspaceFile.js';
import { type Description, descriptionOf, isFavourite, isSamePath } from './workspaceFile.js';

/**
 * Each takes the file's text (empty where there is none) and gives it with one change, and everything else as
 * it was: comments, order, spaces, what we do not know. Throws `WorkspaceFileError` for a file that is broken.
 */
export function withFavourite(text: string, path: DatasetPath): string {
  const { favourites } = parseWorkspaceFile(text);
  if (favourites.some((favourite) => isSamePath(favourite, path))) return text;
  if (favourites.length === 0) return change(text, ['favourites'], [toJson(path)]);
  return change(text, ['favourites', favourites.length], toJson(path), true);
}

export function withoutFavourite(text: string, path: DatasetPath): string {
  let changed = text;
  while (isFavourite(parseWorkspaceFile(changed), path)) {
    const { favourites } = parseWorkspaceFile(changed);
    const index = favourites.findIndex((favourite) => isSamePath(favourite, path));
    changed = change(changed, ['favourites', index], undefined);
  }
  return changed;
}

/** Writes the parts that are given; an empty text or record takes a part away, and the last part the whole. */
export function withDescription(
  text: string,
  path: DatasetPath,
  { comment, tags, columns }: Description,
): string {
  const file = parseWorkspaceFile(text);
  const at = file.descriptions.findIndex((description) => isSamePath(description, path));
  const before = descriptionOf(file, path);
  const after: Description = {
    ...present('comment', comment ?? before?.comment),
    ...present('tags', tags ?? before?.tags),
    ...present('columns', columns ?? before?.columns),
  };
  if (at === -1) {
    if (Object.keys(after).length === 0) return text;
    const entry = { ...toJson(path), ...after };
    const count = file.descriptions.length;
    return count === 0
      ? change(text, ['descriptions'], [entry])
      : change(text, ['descriptions', count], entry, true);
  }
  if (Object.keys(after).length === 0) return change(text, ['descriptions', at], undefined);
  let changed = text;
  for (const key of ['comment', 'tags', 'columns'] as const) {
    if (JSON.stringify(before?.[key]) === JSON.stringify(after[key])) continue;
    changed = change(changed, ['descriptions', at, key], after[key]);
  }
  return changed;
}

/** Nothing where the value is empty. */
function present<K extends keyof Description>(
  key: K,
  value: Description[K] | undefined,
): Pick<Description, K> | object {
  return value === undefined || Object.keys(value).length === 0 ? {} : { [key]: value };
}

function toJson({ connection, catalog, table }: DatasetPath): object {
  return { connection, ...(catalog === undefined ? {} : { catalog }), table };
}

function change(text: string, at: JSONPath, value: unknown, isInsertion = false): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const indent = /^(?:\t| +)(?=\S)/m.exec(text)?.[0] ?? '  ';
  const formattingOptions = {
    eol,
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.startsWith('\t') ? 1 : indent.length,
  };
  const before = text.trim() === '' ? '{}\n' : text;
  const edits = modify(before, at, value, { formattingOptions, isArrayInsertion: isInsertion });
  return applyEdits(before, edits);
}
