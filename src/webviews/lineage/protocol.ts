/** What the lineage page and the host say to each other. Plain data: this file imports nothing. */
export type FromPage =
  | { readonly type: 'ready' }
  /** Load what is around a node. */
  | {
      readonly type: 'around';
      readonly of: string;
      readonly direction: 'up' | 'down' | 'both';
      readonly depth: number;
    }
  | { readonly type: 'columns'; readonly of: string }
  /** Make this node the subject, or one of its columns. */
  | { readonly type: 'show'; readonly of: string; readonly column?: string }
  | { readonly type: 'open'; readonly place: Place }
  | { readonly type: 'form'; readonly form: Form }
  /** The picture as it is drawn: text of an SVG, or a PNG in base 64. */
  | { readonly type: 'exportPicture'; readonly format: 'svg' | 'png'; readonly data: string }
  /** What is shown, by the keys of its nodes and the ids of its edges. */
  | {
      readonly type: 'exportGraph';
      readonly format: 'mermaid' | 'openlineage';
      readonly nodes: readonly string[];
      readonly edges: readonly string[];
    };

export type ToPage =
  | { readonly type: 'page'; readonly page: PageView; readonly memory: PageMemory }
  /** What is around a node. */
  | { readonly type: 'slice'; readonly of: string; readonly slice: Slice }
  | {
      readonly type: 'columns';
      readonly of: string;
      readonly columns: readonly ColumnView[];
    }
  /** What was asked for about this node could not be told. */
  | { readonly type: 'failed'; readonly of: string; readonly text: string };

/** The tree or the graph: two forms of the same. */
export type Form = 'tree' | 'graph';

/** What the editor keeps of the page while it is closed: the identity of the subject. */
export interface PageMemory {
  readonly namespace: string;
  readonly name: string;
  readonly field?: string;
}

/** A part of the graph. Every edge between two of its nodes is in it. */
export interface Slice {
  readonly nodes: readonly NodeView[];
  readonly edges: readonly EdgeView[];
  /** What is to be said about the whole: that files are still being read, that there is more than is shown. */
  readonly notes: readonly string[];
}

/** A table, or a column of one. */
export interface NodeView {
  readonly key: string;
  /** Key and name of the table: a table's own. */
  readonly table: string;
  readonly label: string;
  readonly column?: { readonly name: string; readonly type?: string };
  readonly kind: NodeKind;
  /** What the kind means, in words. */
  readonly kindText: string;
  /** Neighbours that are not in the slice. */
  readonly more: { readonly up: number; readonly down: number };
  /** Why there may be more to it than is known. */
  readonly unknowns: readonly { readonly text: string; readonly place: Place }[];
}

/** `file`: a name that means something in one file only. `unresolved`: no catalog tells of it. */
export type NodeKind = 'table' | 'view' | 'file' | 'unresolved';

export interface EdgeView {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: 'direct' | 'indirect';
  /** What is done on the way, in words. */
  readonly text: string;
  readonly expression?: string;
  readonly places: readonly Place[];
  /** Places that are not listed. */
  readonly morePlaces: number;
}

/** Where something is said. */
export interface Place {
  readonly label: string;
  readonly uri: string;
  readonly cell?: number;
  readonly line?: number;
  readonly start?: number;
  readonly end?: number;
}

export interface ColumnView {
  readonly name: string;
  readonly type?: string;
}

/** The frame of the page, in the words that are shown. */
export interface PageView {
  readonly language: string;
  readonly title: string;
  /** The node that all starts from. */
  readonly subject: string;
  /** The table that the subject is a column of. */
  readonly table?: string;
  readonly form: Form;
  readonly words: Words;
}

export interface Words {
  readonly lineage: string;
  readonly tree: string;
  readonly graph: string;
  readonly wholeTable: string;
  readonly search: string;
  /** With `{0}` of `{1}`. */
  readonly found: string;
  readonly foundNone: string;
  readonly direction: string;
  readonly both: string;
  readonly up: string;
  readonly down: string;
  readonly indirect: string;
  readonly export: string;
  readonly comesFrom: string;
  readonly usedBy: string;
  readonly nothing: string;
  readonly notKnown: string;
  readonly loading: string;
  readonly retry: string;
  readonly above: string;
  readonly columns: string;
  readonly noColumns: string;
  readonly direct: string;
  readonly indirectEdge: string;
  /** With `{0}`. */
  readonly more: string;
  readonly expand: string;
  readonly collapse: string;
  readonly oneLevel: string;
  readonly threeLevels: string;
  readonly allLevels: string;
  readonly showHere: string;
  readonly details: string;
  readonly select: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly fit: string;
  /** With `{0}` for the subject. */
  readonly graphLabel: string;
  readonly keys: string;
  /** With `{0}` tables above and `{1}` below. */
  readonly degree: string;
}
