import type { Drawing } from './boxes.js';
import type { Graph } from './graph.js';
import type { ColumnView, Form, FromPage, PageView } from './protocol.js';
import type { Filter, Visible } from './visible.js';

/** What the page shows, and what a person has done on it. */
export interface PageModel {
  readonly page: PageView;
  readonly graph: Graph;
  form: Form;
  filter: Filter;
  search: string;
  /** Nodes that the search finds, and the one that it shows. */
  matches: readonly string[];
  match: number;
  notes: readonly string[];
  /** What could not be loaded, by the node that it was asked for. */
  readonly failed: Map<string, string>;
  /** What was asked for, by `openKey`, and whether the answer is there. */
  readonly asked: Map<string, 'waiting' | 'answered'>;
  /** Nodes whose neighbours are shown in the graph: `openKey`. */
  readonly open: Set<string>;
  /** Rows of the tree that were opened or folded. */
  readonly folds: Map<string, boolean>;
  /** Columns of tables that are unfolded. */
  readonly columns: Map<string, readonly ColumnView[]>;
  selected: Selection;
  /** The row of the tree that has the focus. */
  row: string;
  view: View;
  /** The drawing was put where it can be seen; from then on it stays where a person moves it. */
  isPlaced: boolean;
  /** What the last drawing was made of. */
  drawn: { readonly visible: Visible; readonly drawing: Drawing } | undefined;
}

/** A node, and the edges that were followed to it; or edges alone. */
export interface Selection {
  readonly node?: string;
  readonly edges: readonly string[];
}

/** The part of the drawing that is seen. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** What parts of the page can ask for. */
export interface PageHost {
  post(message: FromPage): void;
  /** After the model has changed. */
  draw(): void;
  /** After what is visible has changed: lays out anew. */
  change(): void;
  /** Asks for what is around a node. */
  load(of: string, direction: 'up' | 'down' | 'both', depth: number): void;
  select(selection: Selection): void;
  /** Shows or hides the neighbours of a node. */
  toggle(key: string, direction: 'up' | 'down'): void;
  openTo(key: string, direction: 'up' | 'down', levels: number): void;
  /** Puts the focus on a row of the tree. */
  focusRow(path: string): void;
  show(form: Form): void;
  find(text: string): void;
  /** Shows the next thing that was found, or the one before. */
  step(by: 1 | -1): void;
  fit(): void;
  zoom(factor: number, at?: { readonly x: number; readonly y: number }): void;
  /** Moves what is seen so that a node is in it. */
  reveal(key: string): void;
  exportAs(format: 'svg' | 'png' | 'mermaid' | 'openlineage'): void;
}

/** Puts values into the holes of a sentence. */
export function fill(sentence: string, ...values: readonly (string | number)[]): string {
  return sentence.replace(/\{(\d)\}/g, (hole, at: string) => String(values[Number(at)] ?? hole));
}

/** Levels around the subject that are shown at first. */
export const firstLevels = 2;
