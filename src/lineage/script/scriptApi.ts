import type { Dialect } from '../../sql/dialect.js';
import type { ScriptInputs, ScriptLineage } from './scriptLineage.js';

/** Texts that run one after the other: those of a file, or the cells of a notebook. */
export interface Script {
  readonly texts: readonly { readonly text: string; readonly dialect: Dialect }[];
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
