import type { AnalyzedStatement } from '../../sql/analyze.js';
import type { SqlParser } from '../../sql/parser.js';
import type { Session } from '../../sql/session.js';
import type { PythonParser } from '../../syntax/pythonParser.js';
import type { LineageCell } from '../lineageFile.js';
import type { Environment } from './environment.js';
import { callValue } from './calls.js';
import { evaluate } from './evaluate.js';
import { instantiate } from './instances.js';
import { invoke } from './invoke.js';
import { Machine, type OtherCell } from './machine.js';
import { notebookUris } from './moduleUris.js';
import { runBlock } from './statements.js';
import type { Unit } from './unit.js';

/** Other files of the workspace, by their URIs: those that code imports, and notebooks that it runs. */
export type OtherFiles = (uri: string) => readonly LineageCell[] | undefined;

let lastUnit = 0;

/** The Python of one file: its cells run one after the other, and see what those before them left. */
export class PythonFile {
  readonly #python: PythonParser;
  readonly #machine: Machine;
  readonly #uri: string;
  readonly #environment: Environment;

  constructor(
    parser: SqlParser,
    python: PythonParser,
    session: Session,
    uri: string,
    files: OtherFiles,
  ) {
    this.#python = python;
    this.#uri = uri;
    const unitsOf = (other: string): readonly OtherCell[] | undefined =>
      other === uri
        ? undefined
        : files(other)?.map((cell) =>
            cell.language === 'python'
              ? { unit: this.#unit(cell.text, other), cell }
              : { unit: undefined, cell },
          );
    const steps = { evaluate, call: callValue, invoke, runBlock };
    this.#machine = new Machine(parser, session, this.#unit('', uri), steps, unitsOf);
    this.#environment = this.#machine.environment;
  }

  /** What the statements of a cell say. Never throws. */
  cell(text: string): readonly AnalyzedStatement[] {
    const machine = this.#machine;
    const unit = this.#unit(text, this.#uri);
    return machine.cell(unit, () => {
      this.#runNotebooks(text);
      // A grammar's error that no node holds.
      runBlock(unit.tree.root, machine);
    });
  }

  /** What functions say that nothing in the file calls: what they are given is not known. By the cell's text. */
  uncalled(): ReadonlyMap<string, readonly AnalyzedStatement[]> {
    const machine = this.#machine;
    const said = new Map<string, readonly AnalyzedStatement[]>();
    const say = (unit: Unit, read: () => void): void => {
      const { text } = unit.tree;
      const more = machine.cell(unit, () => {
        machine.environment = this.#environment;
        read();
      });
      said.set(text, [...(said.get(text) ?? []), ...more]);
    };
    for (const fn of [...machine.defined]) {
      if (!machine.called.has(fn.node)) say(fn.unit, () => invoke(fn, undefined, machine));
    }
    for (const made of [...machine.classes]) {
      const methods = [...made.members.values()].flatMap((member) =>
        member.kind === 'function' && !machine.called.has(member.node) ? [member] : [],
      );
      const [first] = methods;
      if (first === undefined) continue;
      say(first.unit, () => {
        const self = instantiate(made, undefined, machine);
        for (const fn of methods) {
          if (!machine.called.has(fn.node)) invoke({ ...fn, self }, undefined, machine);
        }
      });
    }
    return said;
  }

  /** `%run ./other`: its names and its temporary views are here from now on. */
  #runNotebooks(text: string): void {
    const machine = this.#machine;
    for (const match of text.matchAll(/^[ \t]*%run[ \t]+("[^"\r\n]+"|'[^'\r\n]+'|\S+).*$/gm)) {
      const span = { start: match.index, end: match.index + match[0].length };
      const path = (match[1] ?? '').replace(/^["']|["']$/g, '');
      const uris = notebookUris(path, this.#uri);
      const uri = uris.find((each) => machine.unitsOf(each) !== undefined);
      const cells = uri === undefined ? undefined : machine.unitsOf(uri);
      if (cells === undefined) {
        machine.statement(span, () => {
          machine.note('module-missing', span, path);
        });
        continue;
      }
      machine.aside(span, 'views', () => {
        for (const { unit, cell } of cells) {
          if (unit === undefined) machine.include(cell);
          else machine.within(unit, this.#environment, () => runBlock(unit.tree.root, machine));
        }
      });
    }
  }

  #unit(text: string, uri: string): Unit {
    return { id: ++lastUnit, tree: this.#python(text), uri };
  }
}
