import type { DatasetPath } from './datasetPath.js';

/** What a person wrote about a table, for the team. */
export interface Description {
  readonly comment?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** The names of columns, with dots between those of nested ones → what they mean. */
  readonly columns?: Readonly<Record<string, string>>;
}

export interface DescribedTable extends DatasetPath, Description {}

/** `.vscode/lakehouse.json`: what a team says of its lakehouses. */
export interface WorkspaceFile {
  /** In the order in which they are shown. */
  readonly favourites: readonly DatasetPath[];
  readonly descriptions: readonly DescribedTable[];
}

export const emptyWorkspaceFile: WorkspaceFile = { favourites: [], descriptions: [] };

/** What a person wrote about a table, or nothing. */
export function descriptionOf(
  { descriptions }: WorkspaceFile,
  path: DatasetPath,
): Description | undefined {
  return descriptions.find((description) => isSamePath(description, path));
}

/** Whether an entry of the file means a table: one without a catalog means whichever has the table. */
export function isMeant(entry: DatasetPath, table: Required<DatasetPath>): boolean {
  return isSamePath({ ...entry, catalog: entry.catalog ?? table.catalog }, table);
}

export function isFavourite({ favourites }: WorkspaceFile, path: DatasetPath): boolean {
  return favourites.some((favourite) => isSamePath(favourite, path));
}

export function isSamePath(a: DatasetPath, b: DatasetPath): boolean {
  return (
    a.connection === b.connection &&
    a.catalog === b.catalog &&
    a.table.length === b.table.length &&
    a.table.every((name, index) => name === b.table[index])
  );
}

/** The file can not be used as it is; it is never written over. */
export class WorkspaceFileError extends Error {
  override readonly name = 'WorkspaceFileError';
  /** Where in the text, from 0. */
  readonly offset: number;
  /** From 1. */
  readonly line: number;

  constructor(text: string, offset: number, message: string) {
    super(message);
    this.offset = offset;
    this.line = text.slice(0, offset).split('\n').length;
  }
}
