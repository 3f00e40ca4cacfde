import type { PyTree } from '../../syntax/pythonNode.js';

/** A text that code was read from: a file, or a cell. */
export interface Unit {
  readonly id: number;
  readonly tree: PyTree;
  /** For looking up what it imports. */
  readonly uri: string;
}
