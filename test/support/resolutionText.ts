import type { OutputColumn, Resolution } from '../../src/sql/resolve/resolution.js';

/** A resolution as the fixtures write it: one line per output, influence, target and unknown. */
export function resolutionText(resolution: Resolution): readonly string[] {
  const { type, readsOnly, tables, outputs, influences, target, unknowns } = resolution;
  const nameOf = (table: number): string => tables[table]?.name.join('.') ?? '?';
  const ref = ({ table, field }: { readonly table: number; readonly field: string }): string =>
    `${nameOf(table)}:${field}`;
  const column = (output: OutputColumn): string => {
    if (output.kind === 'star') {
      const except = output.except.length === 0 ? '' : ` except ${output.except.join(', ')}`;
      return `* <- ${output.tables.map(nameOf).join(', ')}${except}`;
    }
    const sources = [
      ...output.direct.map((direct) => {
        const how = direct.transformation === 'identity' ? '' : ` ${direct.transformation}`;
        return ref(direct) + how;
      }),
      ...output.indirect.map((indirect) => `${ref(indirect)} ${indirect.influence}`),
    ];
    return `${output.target ?? output.name ?? '?'} <- ${sources.join(', ')}`.trim();
  };
  return [
    `${type}${readsOnly ? ' reading' : ''}${target === undefined ? '' : ` into ${nameOf(target)}`}`,
    ...outputs.map(column),
    ...influences.map((influence) => `${influence.influence}: ${ref(influence)}`),
    ...unknowns.map(
      ({ reason, name }) => `unknown: ${reason}${name === undefined ? '' : ` ${name}`}`,
    ),
  ];
}
