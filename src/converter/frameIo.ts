import {
  type Argument,
  argumentOf,
  type Chain,
  chainOf,
  type Link,
} from '../syntax/pythonCalls.js';
import { childOf, type PyNode } from '../syntax/pythonNode.js';
import type { Span } from '../util/span.js';
import { constantText } from './facts.js';
import type { NamedCall } from './parsedCell.js';
import { mapTablePath, type MappedTable } from './mapping.js';
import type { RuleCell } from './rule.js';

/** `spark.read.format("delta").load(path)` and its like, taken apart. */
export interface FrameIo {
  readonly kind: 'read' | 'readStream' | 'write' | 'writeStream';
  readonly chain: Chain;
  /** The call that ends it: `load`, `save`, `start`… */
  readonly call: NamedCall;
  readonly last: Link;
  /** The format in lower case; `undefined` where none is given, `unknown` where it is not known. */
  readonly format: string | undefined;
  /** The literal of the format. */
  readonly formatAt: Span | undefined;
  readonly options: ReadonlyMap<string, Link>;
  readonly mode: string | undefined;
  readonly isPartitioned: boolean;
}

/** What ends with one of these methods, in a cell. */
export function* frameIo(cell: RuleCell, ...methods: readonly string[]): Generator<FrameIo> {
  const { tree } = cell;
  if (tree === undefined) return;
  for (const method of methods) {
    for (const call of cell.methodCalls(method)) {
      const chain = chainOf(tree.text, call.node);
      const last = chain.links.at(-1);
      const start = chain.links.find((link) => isStart(link));
      if (last === undefined || start === undefined || !isStart(start)) continue;
      const format = chain.links.find(({ name }) => name === 'format')?.call;
      const value = format === undefined ? undefined : argumentOf(format, 0, 'source')?.value;
      const known =
        value === undefined ? undefined : constantText(tree, value, cell.facts.constants);
      const options = new Map<string, Link>();
      for (const link of chain.links) {
        if (link.name !== 'option' || link.call === undefined) continue;
        const name = argumentOf(link.call, 0, 'key')?.value;
        const text =
          name === undefined ? undefined : constantText(tree, name, cell.facts.constants);
        options.set(text?.toLowerCase() ?? '', link);
      }
      const mode = chain.links.findLast(({ name }) => name === 'mode')?.call;
      const modeValue = mode === undefined ? undefined : argumentOf(mode, 0, 'saveMode')?.value;
      yield {
        kind: start.name,
        chain,
        call,
        last,
        format: format === undefined ? undefined : (known?.toLowerCase() ?? 'unknown'),
        formatAt: value?.type === 'string' ? value : undefined,
        options,
        mode:
          modeValue === undefined
            ? undefined
            : constantText(tree, modeValue, cell.facts.constants)?.toLowerCase(),
        isPartitioned: chain.links.some(({ name }) => name === 'partitionBy'),
      };
    }
  }
}

/** Readers or writers of Delta that are held by a name, or handed on, before they read or write. */
export function* unfinishedDelta(
  cell: RuleCell,
  ...kinds: readonly FrameIo['kind'][]
): Generator<Span> {
  const { tree } = cell;
  if (tree === undefined) return;
  for (const call of cell.methodCalls('format')) {
    const source = argumentOf(call, 0, 'source')?.value;
    const format =
      source === undefined ? undefined : constantText(tree, source, cell.facts.constants);
    if (format?.toLowerCase() !== 'delta') continue;
    const { node, links } = chainOf(tree.text, wholeChain(call.node));
    const start = links.find((link) => isStart(link));
    const isKind = start !== undefined && isStart(start) && kinds.includes(start.name);
    if (isKind && building.has(links.at(-1)?.name ?? '')) yield node;
  }
}

const building: ReadonlySet<string> = new Set([
  'format',
  'mode',
  'option',
  'options',
  'outputMode',
  'partitionBy',
  'queryName',
  'schema',
  'trigger',
]);

/** The chain that a step is a part of, to its end. */
function wholeChain(step: PyNode): PyNode {
  let node = step;
  for (;;) {
    const attribute = node.parent;
    const call = attribute?.parent;
    if (attribute?.type !== 'attribute' || call?.type !== 'call') return node;
    if (childOf(attribute, 'object')?.start !== node.start) return node;
    if (childOf(call, 'function')?.end !== attribute.end) return node;
    node = call;
  }
}

/** The table that stands for the path in an argument; `undefined` where the path is not known. */
export function tableOfArgument(cell: RuleCell, argument: Argument): MappedTable | undefined {
  if (cell.tree === undefined) return undefined;
  const path = constantText(cell.tree, argument.value, cell.facts.constants);
  return path === undefined ? undefined : mapTablePath(path, cell.migration, cell.locations);
}

function isStart(link: Link): link is Link & { readonly name: FrameIo['kind'] } {
  return link.call === undefined && /^(?:read|write)(?:Stream)?$/.test(link.name);
}
