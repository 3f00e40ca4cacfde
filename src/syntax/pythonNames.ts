import { childOf, type PyNode, type PyTree, textOf, walk } from './pythonNode.js';

/** What a name of a notebook stands for: `F` → `pyspark.sql.functions`, `w` → `dbutils.widgets`. */
export type Aliases = ReadonlyMap<string, string>;

/** `a.b.c` where the node is nothing but names and dots. Line breaks and comments between are no part of it. */
export function dottedName(tree: PyTree, node: PyNode): string | undefined {
  if (node.type === 'identifier') return textOf(tree, node);
  if (node.type === 'parenthesized_expression' && node.children.length === 1) {
    const inner = node.children[0];
    return inner === undefined ? undefined : dottedName(tree, inner);
  }
  if (node.type !== 'attribute') return undefined;
  const object = childOf(node, 'object');
  const attribute = childOf(node, 'attribute');
  if (object === undefined || attribute === undefined) return undefined;
  const before = dottedName(tree, object);
  return before === undefined ? undefined : `${before}.${textOf(tree, attribute)}`;
}

/** The name with its first part replaced by what that was imported or assigned as. */
export function resolveName(name: string, aliases: Aliases): string {
  const dot = name.indexOf('.');
  const first = dot < 0 ? name : name.slice(0, dot);
  const meaning = aliases.get(first);
  return meaning === undefined ? name : meaning + (dot < 0 ? '' : name.slice(dot));
}

/** One name that an import statement binds. */
export interface Import {
  readonly name: string;
  /** The full dotted name of what it stands for. */
  readonly of: string;
  readonly node: PyNode;
}

/** Every name that the import statements in a tree bind. `from x import *` binds none that can be known. */
export function* importsOf(tree: PyTree, statement: PyNode): Generator<Import> {
  if (statement.type === 'import_statement') {
    for (const child of statement.children) {
      const { name, alias } = aliased(tree, child);
      // `import a.b` binds `a`; `import a.b as c` binds `c` to `a.b`.
      const first = name.split('.')[0] ?? name;
      yield alias === undefined
        ? { name: first, of: first, node: statement }
        : { name: alias, of: name, node: statement };
    }
  } else if (statement.type === 'import_from_statement') {
    const module = childOf(statement, 'module_name');
    if (module === undefined) return;
    for (const child of statement.children) {
      if (child.field !== 'name') continue;
      const { name, alias } = aliased(tree, child);
      yield { name: alias ?? name, of: `${textOf(tree, module)}.${name}`, node: statement };
    }
  }
}

/** The names that a target of an assignment, a loop or a `with` binds. */
export function* boundNames(tree: PyTree, target: PyNode): Generator<string> {
  if (target.type === 'attribute' || target.type === 'subscript') return;
  for (const node of walk(target)) {
    const isPart = node !== target && enclosedInExpression(node, target);
    if (node.type === 'identifier' && !isPart) yield textOf(tree, node);
  }
}

function enclosedInExpression(node: PyNode, target: PyNode): boolean {
  for (let at = node.parent; at !== undefined && at !== target; at = at.parent) {
    if (at.type === 'attribute' || at.type === 'subscript') return true;
  }
  return false;
}

function aliased(tree: PyTree, node: PyNode): { name: string; alias: string | undefined } {
  if (node.type !== 'aliased_import') return { name: textOf(tree, node), alias: undefined };
  const name = childOf(node, 'name');
  const alias = childOf(node, 'alias');
  return {
    name: name === undefined ? '' : textOf(tree, name),
    alias: alias === undefined ? undefined : textOf(tree, alias),
  };
}
