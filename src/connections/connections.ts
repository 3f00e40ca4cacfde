import type { Catalog, Page, PageToken } from '../catalog/catalog.js';
import type { QueryEngine } from '../query/queryEngine.js';
import type { ConnectionSettings, ParsedConnections } from './connectionSettings.js';
import type { ConnectionProblem } from './entryReader.js';
import type { Secrets } from './secrets.js';

/** What a connection is made of once it is used: what can be browsed, and what runs SQL. */
export interface OpenConnection {
  /** The catalogs, in pages. The same one is the same object every time: caches hang on it. */
  readonly listCatalogs: (page: PageToken, signal: AbortSignal) => Promise<Page<Catalog>>;
  readonly engine: QueryEngine | undefined;
  /** Who is signed in, in the service's own words. Missing where there is nobody to be. */
  readonly whoAmI?: (signal: AbortSignal) => Promise<string | undefined>;
  /** Makes all that was remembered be loaded anew. */
  forget(): void;
}

/** A named lakehouse. Nothing of it is loaded or called before it is used. */
export interface Connection {
  readonly name: string;
  readonly type: ConnectionSettings['type'];
  readonly readOnly: boolean;
  /** What it was built from; no secrets are in it. */
  readonly settings: ConnectionSettings;
  /** The first call loads the code behind it; a call that failed is tried again by the next. */
  open(): Promise<OpenConnection>;
  /** Makes all that was remembered of it be loaded anew; nothing where it was never opened. */
  forget(): void;
}

/** Builds a connection from its settings; with secrets of its own where they are not kept yet. */
export type ConnectionFactory = (settings: ConnectionSettings, secrets?: Secrets) => Connection;

interface Built {
  /** The settings it was built from, to tell whether they changed. */
  readonly key: string;
  readonly connection: Connection;
}

/** Which connections exist, from the settings. An unchanged entry keeps its connection and its caches. */
export class Connections {
  readonly #create: (settings: ConnectionSettings) => Connection;
  readonly #listeners = new Set<() => void>();
  #built: ReadonlyMap<string, Built> = new Map();
  #problems: readonly ConnectionProblem[] = [];
  #said = '[[],[]]';

  constructor(create: (settings: ConnectionSettings) => Connection) {
    this.#create = create;
  }

  get all(): readonly Connection[] {
    return [...this.#built.values()].map(({ connection }) => connection);
  }

  get problems(): readonly ConnectionProblem[] {
    return this.#problems;
  }

  find(name: string): Connection | undefined {
    return this.#built.get(name)?.connection;
  }

  /** Takes the settings as they are now; nobody is told of what has not changed. */
  update({ settings, problems }: ParsedConnections): void {
    const said = JSON.stringify([settings, problems]);
    if (said === this.#said) return;
    this.#said = said;
    const built = new Map<string, Built>();
    for (const entry of settings) {
      const key = JSON.stringify(entry);
      const before = this.#built.get(entry.name);
      built.set(
        entry.name,
        before?.key === key ? before : { key, connection: this.#create(entry) },
      );
    }
    this.#built = built;
    this.#problems = problems;
    for (const listener of this.#listeners) listener();
  }

  /** Returns what ends the listening. */
  onDidChange(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }
}
