import { importsOf } from '../../syntax/pythonNames.js';
import { childOf, type PyNode } from '../../syntax/pythonNode.js';
import { Environment } from './environment.js';
import type { Machine } from './machine.js';
import { moduleUris } from './moduleUris.js';
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
