import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
} from 'jsonc-parser';
import type { DatasetPath } from './datasetPath.js';
import {
  type DescribedTable,
  emptyWorkspaceFile,
  type WorkspaceFile,
  WorkspaceFileError,
} from './workspaceFile.js';

/** JSON as the editor's own files have it: with comments, and commas at the end. */
const jsonOptions = { allowTrailingComma: true, disallowComments: false };

/** Reads the file; unknown keys are left alone. Throws `WorkspaceFileError` where it is not what it should be. */
export function parseWorkspaceFile(text: string): WorkspaceFile {
  if (text.trim() === '') return emptyWorkspaceFile;
  const reader = new Reader(text);
  const root = reader.root();
  return {
    favourites: reader.items(root, 'favourites').map((node) => reader.path(node)),
    descriptions: reader.items(root, 'descriptions').map((node) => reader.described(node)),
  };
}

class Reader {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  root(): Node {
    const errors: ParseError[] = [];
    const root = parseTree(this.#text, errors, jsonOptions);
    const [first] = errors;
    if (first !== undefined || root === undefined) {
      throw this.#wrong(first?.offset ?? 0, 'not JSON');
    }
    return this.#checked(root, 'object', 'the file');
  }

  /** The members of the list at a key; none where it is not there. */
  items(node: Node, key: string): readonly Node[] {
    const list = findNodeAtLocation(node, [key]);
    return list === undefined ? [] : (this.#checked(list, 'array', key).children ?? []);
  }

  path(node: Node): DatasetPath {
    this.#checked(node, 'object', 'a table');
    const catalog = this.#optionalText(node, 'catalog');
    const connection = this.#optionalText(node, 'connection');
    const table = this.items(node, 'table').map((name) => this.#textOf(name, 'table'));
    if (connection === undefined) throw this.#wrong(node.offset, 'a table needs "connection"');
    if (table.length === 0) throw this.#wrong(node.offset, 'a table needs "table", its names');
    return { connection, ...(catalog === undefined ? {} : { catalog }), table };
  }

  described(node: Node): DescribedTable {
    const path = this.path(node);
    const comment = this.#optionalText(node, 'comment');
    const tags = this.#texts(node, 'tags');
    const columns = this.#texts(node, 'columns');
    return {
      ...path,
      ...(comment === undefined ? {} : { comment }),
      ...(tags === undefined ? {} : { tags }),
      ...(columns === undefined ? {} : { columns }),
    };
  }

  #texts(node: Node, key: string): Readonly<Record<string, string>> | undefined {
    const record = findNodeAtLocation(node, [key]);
    if (record === undefined) return undefined;
    const members = this.#checked(record, 'object', key).children ?? [];
    return Object.fromEntries(
      members.flatMap(({ children: [name, value] = [] }) =>
        name === undefined || value === undefined
          ? []
          : [[this.#textOf(name, key), this.#textOf(value, key)]],
      ),
    );
  }

  #optionalText(node: Node, key: string): string | undefined {
    const value = findNodeAtLocation(node, [key]);
    return value === undefined ? undefined : this.#textOf(value, key);
  }

  #textOf(node: Node, what: string): string {
    const value: unknown = getNodeValue(this.#checked(node, 'string', what));
    return typeof value === 'string' ? value : '';
  }

  #checked(node: Node, type: 'object' | 'array' | 'string', what: string): Node {
    if (node.type === type) return node;
    const words = { object: 'an object', array: 'a list', string: 'a text' };
    throw this.#wrong(node.offset, `${what} should be ${words[type]}`);
  }

  #wrong(offset: number, message: string): WorkspaceFileError {
    return new WorkspaceFileError(this.#text, offset, message);
  }
}
