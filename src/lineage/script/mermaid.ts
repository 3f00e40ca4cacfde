import type { ScriptLineage } from './scriptLineage.js';

/** Which tables each script reads and writes, as a flowchart of Mermaid. */
export function toMermaid(
  scripts: readonly { readonly name: string; readonly lineage: ScriptLineage }[],
): string {
  const ids = new Map<string, string>();
  const lines: string[] = [];
  const node = (kind: 'table' | 'script', name: string): string => {
    const key = `${kind} ${name}`;
    const known = ids.get(key);
    if (known !== undefined) return known;
    const id = `n${ids.size}`;
    ids.set(key, id);
    const label = mermaidLabel(name);
    lines.push(`  ${id}${kind === 'table' ? `[${label}]` : `([${label}])`}`);
    return id;
  };
  const edges = new Set<string>();
  for (const { name, lineage } of scripts) {
    const script = node('script', name);
    for (const table of lineage.tablesIn) edges.add(`  ${node('table', table)} --> ${script}`);
    for (const table of lineage.tablesOut) edges.add(`  ${script} --> ${node('table', table)}`);
  }
  return ['flowchart LR', ...lines, ...edges, ''].join('\n');
}

/** A text as a label. Mermaid reads `#quot;` and its like in a quoted label, and nothing else of it. */
export function mermaidLabel(text: string): string {
  const plain = text.replaceAll('#', '#35;').replaceAll('"', '#quot;');
  return `"${plain
    .replaceAll('<', '#lt;')
    .replaceAll('>', '#gt;')
    .replace(/[\r\n]+/g, ' ')}"`;
}
