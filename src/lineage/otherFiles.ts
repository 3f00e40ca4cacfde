import type { LineageCell, LineageFile } from './lineageFile.js';
import { moduleUris, notebookUris } from './python/moduleUris.js';

/** So many files are read for one: a package that imports all of itself is not followed to its end. */
const maxOthers = 40;

/**
 * The cells of the files of the workspace that a file's code imports, or runs as notebooks, and of those that these
 * need, by their URIs. `read` gives the cells of a file; nothing where there is none.
 */
export async function otherFiles(
  { uri, cells }: Pick<LineageFile, 'uri' | 'cells'>,
  read: (uri: string) => Promise<readonly LineageCell[] | undefined>,
): Promise<Readonly<Record<string, readonly LineageCell[]>>> {
  const found = new Map<string, readonly LineageCell[]>();
  const asked = new Set([uri]);
  const pending: (readonly [string, readonly LineageCell[]])[] = [[uri, cells]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [from, code] = next;
    for (const places of code.flatMap((cell) => placesNamed(cell, from))) {
      for (const place of places) {
        if (found.has(place)) break;
        if (asked.has(place) || found.size >= maxOthers) continue;
        asked.add(place);
        const there = await read(place);
        if (there === undefined) continue;
        found.set(place, there);
        pending.push([place, there]);
        break;
      }
    }
  }
  return Object.fromEntries(found);
}

/** For each module or notebook that a cell names, where it may be. */
function placesNamed({ text, language }: LineageCell, uri: string): readonly (readonly string[])[] {
  if (language !== 'python') return [];
  const places: (readonly string[])[] = [];
  for (const match of text.matchAll(/^[ \t]*%run[ \t]+("[^"\r\n]+"|'[^'\r\n]+'|\S+)/gm)) {
    places.push(notebookUris((match[1] ?? '').replace(/^["']|["']$/g, ''), uri));
  }
  for (const match of text.matchAll(/^[ \t]*from[ \t]+([.\w]+)[ \t]+import[ \t]+([^#\r\n]*)/gm)) {
    const module = match[1] ?? '';
    places.push(moduleUris(module, uri));
    // `from package import module`.
    for (const name of (match[2] ?? '').match(/\w+/g) ?? []) {
      places.push(moduleUris(`${module}${module.endsWith('.') ? '' : '.'}${name}`, uri));
    }
  }
  for (const match of text.matchAll(/^[ \t]*import[ \t]+([.\w]+)/gm)) {
    places.push(moduleUris(match[1] ?? '', uri));
  }
  return places;
}
