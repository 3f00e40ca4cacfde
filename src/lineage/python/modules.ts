import { importsOf } from '../../syntax/pythonNames.js';
import { childOf, type PyNode } from '../../syntax/pythonNode.js';
import { Environment } from './environment.js';
import type { Machine } from './machine.js';
import type { ClassValue, Value } from './value.js';

/** What the imports of a statement mean, as far as they are of the workspace. */
export function importModule(node: PyNode, machine: Machine): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>();
  const moduleNode = childOf(node, 'module_name');
  if (node.type === 'import_from_statement' && moduleNode !== undefined) {
    const path = machine.text(moduleNode);
    const environment = load(path, node, machine);
    if (node.children.some(({ type }) => type === 'wildcard_import')) {
      for (const [name, value] of environment?.names ?? []) found.set(name, value);
      return found;
    }
    for (const { name, of } of importsOf(machine.unit.tree, node)) {
      const last = of.slice(path.length + 1);
      const value =
        environment?.names.get(last) ??
        moduleValue(`${path}${path.endsWith('.') ? '' : '.'}${last}`, node, machine);
      if (value !== undefined) found.set(name, value);
    }
    return found;
  }
  for (const { name, of } of importsOf(machine.unit.tree, node)) {
    const isWhole = of !== name || !machine.text(node).includes(`${name}.`);
    const value = isWhole ? moduleValue(of, node, machine) : undefined;
    if (value !== undefined) found.set(name, value);
  }
  return found;
}

/** A module is a class of its names, to whoever calls one of them. */
function moduleValue(path: string, node: PyNode, machine: Machine): ClassValue | undefined {
  const environment = load(path, node, machine);
  return environment && { kind: 'class', name: path, members: environment.names, bases: [] };
}

/** The names of a module of the workspace; nothing where there is none, as for libraries. */
function load(path: string, node: PyNode, machine: Machine): Environment | undefined {
  for (const uri of moduleUris(path, machine.unit.uri)) {
    const known = machine.modules.get(uri);
    if (known !== undefined) return known;
    const units = machine.unitsOf(uri);
    if (units === undefined) continue;
    const environment = new Environment();
    machine.modules.set(uri, environment);
    machine.aside(node, 'nothing', () => {
      for (const { unit } of units) {
        if (unit !== undefined)
          machine.within(unit, environment, () => {
            machine.runBlock(unit.tree.root);
          });
      }
    });
    return environment;
  }
  return undefined;
}

/** Where a module may be: beside the file that names it, or from any folder above. */
export function moduleUris(path: string, from: string): readonly string[] {
  const dots = /^\.*/.exec(path)?.[0].length ?? 0;
  const names = path
    .slice(dots)
    .split('.')
    .filter((name) => name !== '');
  const folders = foldersAbove(from);
  const roots =
    dots > 0
      ? folders.slice(dots - 1, dots)
      : folders.flatMap((folder) => [folder, `${folder}/src`]);
  if (names.length === 0) return roots.map((root) => `${root}/__init__.py`);
  return roots.flatMap((root) => {
    const file = [root, ...names].join('/');
    return [`${file}.py`, `${file}/__init__.py`];
  });
}

/** Where the notebook of `%run` may be. An absolute path is one of the workspace, whose root is some folder above. */
export function notebookUris(path: string, from: string): readonly string[] {
  const folders = foldersAbove(from);
  const [folder = ''] = folders;
  const names = path.split('/').filter((name) => name !== '');
  const places = path.startsWith('/')
    ? names.flatMap((_, at) => folders.map((root) => resolvePath(root, names.slice(at))))
    : [resolvePath(folder, names)];
  return places.flatMap((place) =>
    /\.(?:py|ipynb|sql)$/.test(place) ? [place] : [`${place}.py`, `${place}.ipynb`, `${place}.sql`],
  );
}

function resolvePath(root: string, names: readonly string[]): string {
  const parts = root.split('/');
  for (const name of names) {
    if (name === '..') parts.pop();
    else if (name !== '.') parts.push(encodeURIComponent(name));
  }
  return parts.join('/');
}

/** The folder of a file and those around it, the nearest first. */
function foldersAbove(uri: string): readonly string[] {
  const start = uri.indexOf('://') + 3;
  const folders: string[] = [];
  for (
    let at = uri.lastIndexOf('/');
    at >= start && folders.length < 8;
    at = uri.lastIndexOf('/', at - 1)
  ) {
    folders.push(uri.slice(0, at));
  }
  return folders;
}
