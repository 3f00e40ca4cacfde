import { argumentOf } from '../syntax/pythonCalls.js';
import { constantText, type Facts } from './facts.js';
import { leadingMagic } from './notebook.js';
import { calledName, type ParsedCell } from './parsedCell.js';
import { readRunArguments } from './runMagic.js';

/**
 * The paths of the notebooks that this one includes by `%run` or runs by `dbutils.notebook.run`, as written, each once.
 * A path that is only known at run time is not among them.
 */
export function notebookRuns(cells: readonly ParsedCell[], facts: Facts): readonly string[] {
  const paths = cells.flatMap(({ cell, tree, calls }): (string | undefined)[] => {
    if (cell.language === 'run') {
      const rest = cell.text.slice(leadingMagic(cell.text)?.rest ?? 0);
      return [readRunArguments(rest.trim().split(/\r?\n/)[0] ?? '')?.path];
    }
    if (tree === undefined) return [];
    return calls.map((call) => {
      if (calledName(call, facts.aliases) !== 'dbutils.notebook.run') return undefined;
      const path = argumentOf(call, 0, 'path')?.value;
      return path === undefined ? undefined : constantText(tree, path, facts.constants);
    });
  });
  return [...new Set(paths.filter((path) => path !== undefined))];
}
