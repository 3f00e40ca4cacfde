import { createHash } from 'node:crypto';

/**
 * What a cell is known by from one opening of its notebook to the next: its name, else its number among
 * the cells and its text, so that a result does not come back under a text that did not make it.
 */
export function cellIdentity(cell: {
  readonly name: string | undefined;
  /** From 0, counting every cell. */
  readonly index: number;
  readonly text: string;
}): string {
  if (cell.name !== undefined) return `name ${cell.name}`;
  return `${cell.index} ${createHash('sha256').update(cell.text).digest('hex').slice(0, 32)}`;
}
