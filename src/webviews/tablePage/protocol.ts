/** What the page of a table and the host say to each other. Plain data: this file imports nothing. */
export type FromPage =
  | { readonly type: 'ready' }
  /** Load a section, or load it again. */
  | { readonly type: 'load'; readonly section: string }
  | { readonly type: 'do'; readonly action: PageAction; readonly argument?: string }
  | {
      readonly type: 'save';
      readonly target: 'file' | 'service';
      readonly comment: string;
      readonly tags: Readonly<Record<string, string>>;
    }
  | { readonly type: 'describeColumn'; readonly column: string; readonly comment: string };

export type PageAction = 'preview' | 'query' | 'lineage' | 'copy' | 'refresh' | 'openFile';

export type ToPage =
  | { readonly type: 'page'; readonly page: PageView; readonly memory: PageMemory }
  | { readonly type: 'section'; readonly section: string; readonly state: SectionState };

/** What the editor keeps of the page while it is closed: where the table was found. */
export interface PageMemory {
  readonly connection: string;
  readonly catalog: string;
  readonly namespace: readonly string[];
  readonly name: string;
  readonly kind: 'table' | 'view';
}

/** The frame of the page, in the words that are shown. */
export interface PageView {
  readonly language: string;
  readonly title: string;
  readonly place: string;
  readonly actions: readonly { readonly action: PageAction; readonly label: string }[];
  readonly words: {
    readonly contents: string;
    readonly loading: string;
    readonly retry: string;
  };
  readonly sections: readonly {
    readonly id: string;
    readonly heading: string;
    /** What asks for it; without it, it is loaded when it is seen. */
    readonly ask?: string;
  }[];
}

export type SectionState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly text: string }
  | { readonly kind: 'shown'; readonly view: SectionView };

/** What a section shows, by the form it has. */
export type SectionView =
  FactsView | DescriptionView | ColumnsView | RowsView | SnapshotsView | FilesView | TextsView;

export interface FactsView {
  readonly form: 'facts';
  /** `code` is text of the service itself: a location, a property. */
  readonly facts: readonly {
    readonly label: string;
    readonly value: string;
    readonly isCode?: boolean;
  }[];
  readonly notes: readonly string[];
}

export interface TextsView {
  readonly form: 'texts';
  readonly texts: readonly string[];
}

export interface DescriptionView {
  readonly form: 'description';
  readonly own: Described | undefined;
  /** What the service itself says. */
  readonly service: Described | undefined;
  readonly words: {
    readonly none: string;
    readonly fromService: string;
    readonly fromTeam: string;
    readonly edit: string;
    readonly comment: string;
    readonly tags: string;
    readonly tagsHint: string;
    readonly saveFile: string;
    /** Missing where the service can not be written to. */
    readonly saveService?: string;
    readonly cancel: string;
  };
}

export interface Described {
  readonly comment: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface ColumnsView {
  readonly form: 'columns';
  readonly words: {
    readonly filter: string;
    readonly name: string;
    readonly type: string;
    readonly comment: string;
    readonly statistics: string;
    readonly required: string;
    readonly partition: string;
    readonly describe: string;
    readonly none: string;
    /** With `{0}` of `{1}`. */
    readonly count: string;
  };
  readonly columns: readonly ColumnRow[];
  readonly note: string | undefined;
}

/** A column, or a field within one: it stands after what it lies in. */
export interface ColumnRow {
  /** The names of what it lies in, from the outermost, then its own. */
  readonly path: readonly string[];
  readonly type: string;
  /** In the service's own words, where they are others. */
  readonly nativeType: string | undefined;
  readonly isRequired: boolean;
  readonly isPartition: boolean;
  readonly comment: string;
  /** What the team wrote, in `.vscode/lakehouse.json`. */
  readonly own: string;
  readonly statistics: string;
}

export interface RowsView {
  readonly form: 'rows';
  readonly head: readonly string[];
  readonly types: readonly string[];
  /** `null` is NULL. */
  readonly rows: readonly (readonly (string | null)[])[];
  readonly notes: readonly string[];
  readonly empty: string;
  readonly more?: { readonly action: PageAction; readonly label: string };
}

export interface SnapshotsView {
  readonly form: 'snapshots';
  readonly snapshots: readonly {
    readonly id: string;
    readonly when: string;
    /** Milliseconds since 1970. */
    readonly at: number;
    readonly operation: string;
    readonly change: string;
    readonly refs: readonly string[];
    readonly isCurrent: boolean;
  }[];
  readonly words: {
    readonly none: string;
    readonly preview: string;
    readonly query: string;
    readonly copy: string;
    readonly current: string;
    readonly drawing: string;
    readonly more: string;
  };
}

export interface FilesView {
  readonly form: 'files';
  readonly facts: FactsView['facts'];
  /** By size. */
  readonly bins: readonly {
    readonly label: string;
    readonly count: number;
    readonly isSmall: boolean;
  }[];
  readonly notes: readonly string[];
  readonly drawing: string;
}
