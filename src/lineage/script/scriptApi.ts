import type { LineageCell } from '../lineageFile.js';
import type { ScriptInputs, ScriptLineage } from './scriptLineage.js';

/** Texts that run one after the other: those of a file, or the cells of a notebook. */
export interface Script {
  readonly texts: readonly Pick<LineageCell, 'text' | 'dialect' | 'language'>[];
  /** Where they are, for what they import. */
  readonly uri?: string;
  /** Other files that their code may import or run, by their URIs. */
  readonly files?: Readonly<Record<string, readonly LineageCell[]>>;
  /** Columns of tables, by their names with dots between the parts. */
  readonly schema: Readonly<Record<string, readonly string[]>>;
}

/** What the SQL process says about whole scripts. */
export type ScriptApi = {
  /** In the order of the scripts, each as soon as it is there. First comes `undefined`, when the parser is ready. */
  scripts(request: {
    readonly scripts: readonly Script[];
    readonly inputs: ScriptInputs;
  }): AsyncIterable<ScriptLineage | undefined>;
};
