import { quoteText } from '../../util/quote.js';

/** What a view of ours is marked with, to be told from one that a statement made. */
export const ourMark = 'lakehouse';

/** Makes a view of ours, or puts it in the place of another. */
export function createOurView(quotedName: string, select: string): string {
  return `CREATE OR REPLACE VIEW ${quotedName} AS ${select}; COMMENT ON VIEW ${quotedName} IS ${quoteText(ourMark)}`;
}
