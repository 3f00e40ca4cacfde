import { argumentOf, chainOf } from '../syntax/pythonCalls.js';
import { boundNames, dottedName, importsOf, resolveName } from '../syntax/pythonNames.js';
import { childOf, type PyNode, type PyTree, walk } from '../syntax/pythonNode.js';
import { decode, textParts } from '../syntax/pythonStrings.js';
import { calledName, type ParsedCell } from './parsedCell.js';

export type FrameKind = 'spark' | 'pandas' | 'unknown';

/** What is known of a notebook's names and values, over all its cells. Never a guess: what is not here is unknown. */
export interface Facts {
  /** What imported and assigned names stand for. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Every name that the notebook binds, in any way and scope. */
  readonly bound: ReadonlySet<string>;
  /** Names that hold one text for the whole notebook: bound once, at the top level, to a text. */
  readonly constants: ReadonlyMap<string, string>;
  /** Widgets that the notebook makes, with their defaults where those are known. */
  readonly widgets: ReadonlyMap<string, string | undefined>;
  readonly frames: ReadonlyMap<string, FrameKind>;
  readonly usesSpark: boolean;
  readonly usesSqlResult: boolean;
}

export function readFacts(cells: readonly ParsedCell[]): Facts {
  const aliases = new Map<string, string>();
  const counts = new Map<string, number>();
  const values = new Map<string, { tree: PyTree; value: PyNode }>();
  const frames = new Map<string, FrameKind>();
  let usesSpark = false;
  let usesSqlResult = false;
  const bind = (name: string): void => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  for (const { tree } of cells) {
    if (tree === undefined) continue;
    for (const node of walk(tree.root)) {
      switch (node.type) {
        case 'identifier': {
          const name = tree.text.slice(node.start, node.end);
          usesSpark ||= name === 'spark';
          usesSqlResult ||= name === '_sqldf';
          break;
        }
        case 'import_statement':
        case 'import_from_statement':
          for (const { name, of } of importsOf(tree, node)) {
            bind(name);
            aliases.set(name, of);
          }
          break;
        case 'function_definition':
        case 'class_definition': {
          const name = childOf(node, 'name');
          if (name !== undefined) bind(tree.text.slice(name.start, name.end));
          break;
        }
        case 'parameters':
        case 'lambda_parameters':
          for (const child of node.children) {
            const name = childOf(child, 'name') ?? child;
            for (const bound of boundNames(tree, name)) bind(bound);
          }
          break;
        case 'as_pattern_target':
        case 'named_expression':
        case 'for_statement':
        case 'for_in_clause':
        case 'augmented_assignment':
        case 'assignment': {
          const target = childOf(node, 'left') ?? childOf(node, 'name') ?? node;
          for (const name of boundNames(tree, target)) bind(name);
          const value = childOf(node, 'right');
          if (node.type !== 'assignment' || value === undefined) break;
          const name =
            target.type === 'identifier' ? tree.text.slice(target.start, target.end) : '';
          if (name === '') break;
          const kind = frameKind(tree, value, frames, aliases);
          const before = frames.get(name);
          frames.set(name, before === undefined || before === kind ? kind : 'unknown');
          const atTop = node.parent?.type === 'expression_statement' && isTop(node.parent);
          if (atTop) values.set(name, { tree, value });
        }
      }
    }
  }
  const constants = readConstants(values, counts);
  for (const [name, { tree, value }] of values) {
    const written = dottedName(tree, value);
    if (written === undefined || counts.get(name) !== 1) continue;
    if (written.startsWith('dbutils.') || written === 'dbutils') aliases.set(name, written);
  }
  const widgets = readWidgets(cells, aliases, constants);
  const bound = new Set(counts.keys());
  return { aliases, bound, constants, widgets, frames, usesSpark, usesSqlResult };
}

/** The text that an expression has whenever it is run; `undefined` where that can not be known. */
export function constantText(
  tree: PyTree,
  node: PyNode,
  constants: ReadonlyMap<string, string>,
): string | undefined {
  if (node.type === 'identifier') return constants.get(tree.text.slice(node.start, node.end));
  const parts = textParts(tree, node);
  if (parts === undefined) return undefined;
  let text = '';
  for (const part of parts) {
    if (part.kind === 'other') {
      const value = constantText(tree, part.node, constants);
      if (value === undefined) return undefined;
      text += value;
      continue;
    }
    let at = part.content.start;
    for (const hole of part.holes) {
      if (hole.expression === undefined || hole.isFormatted) return undefined;
      const value = constantText(tree, hole.expression, constants);
      if (value === undefined) return undefined;
      text += decode(tree.text.slice(at, hole.start), part.prefix) + value;
      at = hole.end;
    }
    text += decode(tree.text.slice(at, part.content.end), part.prefix);
  }
  return text;
}

function isTop(statement: PyNode): boolean {
  return statement.parent?.type === 'module';
}

function readConstants(
  values: ReadonlyMap<string, { tree: PyTree; value: PyNode }>,
  counts: ReadonlyMap<string, number>,
): Map<string, string> {
  const constants = new Map<string, string>();
  for (const [name, { tree, value }] of values) {
    if (counts.get(name) !== 1) continue;
    // Names are read in their order, as the notebook does.
    const text = constantText(tree, value, constants);
    if (text !== undefined) constants.set(name, text);
  }
  return constants;
}

function readWidgets(
  cells: readonly ParsedCell[],
  aliases: ReadonlyMap<string, string>,
  constants: ReadonlyMap<string, string>,
): Map<string, string | undefined> {
  const widgets = new Map<string, string | undefined>();
  for (const { tree, calls } of cells) {
    if (tree === undefined) continue;
    for (const call of calls) {
      const name = calledName(call, aliases);
      const kind = name === undefined ? undefined : /^dbutils\.widgets\.(\w+)$/.exec(name)?.[1];
      if (kind === undefined || !['text', 'dropdown', 'combobox', 'multiselect'].includes(kind)) {
        continue;
      }
      const text = (at: number, ...names: string[]): string | undefined => {
        const value = argumentOf(call, at, ...names)?.value;
        return value === undefined ? undefined : constantText(tree, value, constants);
      };
      const widget = text(0, 'name');
      if (widget !== undefined) widgets.set(widget, text(1, 'defaultValue'));
    }
  }
  return widgets;
}

function frameKind(
  tree: PyTree,
  value: PyNode,
  frames: ReadonlyMap<string, FrameKind>,
  aliases: ReadonlyMap<string, string>,
): FrameKind {
  const { base, links } = chainOf(tree.text, value);
  if (links.some(({ name }) => name === 'toPandas')) return 'pandas';
  if (base.type !== 'identifier') return 'unknown';
  const first = tree.text.slice(base.start, base.end);
  const known = frames.get(first);
  if (known !== undefined) return known;
  const resolved = resolveName(first, aliases);
  const start = links[0]?.name ?? '';
  if (resolved === 'pandas')
    return /^(read_|DataFrame$|concat$|merge$)/.test(start) ? 'pandas' : 'unknown';
  const isSpark =
    first === 'spark' &&
    ['read', 'readStream', 'table', 'sql', 'range', 'createDataFrame'].includes(start);
  return isSpark ? 'spark' : 'unknown';
}
