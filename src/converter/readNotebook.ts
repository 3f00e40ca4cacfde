import { readDatabricksSource } from './databricksSource.js';
import { readJupyter } from './jupyter.js';
import type { Notebook } from './notebook.js';
import { readMark } from './outputMark.js';

/** What became of a file. */
export type ReadNotebook =
  | { readonly kind: 'notebook'; readonly notebook: Notebook }
  | { readonly kind: 'unread'; readonly reason: 'not-a-notebook' | 'already-converted' };

/** Reads the text of a file by its name's ending: `.py`, `.sql` or `.ipynb`. Never throws. */
export function readNotebook(text: string, fileName: string): ReadNotebook {
  if (readMark(text) !== undefined) return { kind: 'unread', reason: 'already-converted' };
  switch (/\.(\w+)$/.exec(fileName)?.[1]?.toLowerCase()) {
    case 'py':
      return { kind: 'notebook', notebook: readDatabricksSource(text, 'py') };
    case 'sql':
      return { kind: 'notebook', notebook: readDatabricksSource(text, 'sql') };
    case 'ipynb': {
      const notebook = readJupyter(text);
      return notebook === undefined
        ? { kind: 'unread', reason: 'not-a-notebook' }
        : { kind: 'notebook', notebook };
    }
    case undefined:
    default:
      return { kind: 'unread', reason: 'not-a-notebook' };
  }
}
