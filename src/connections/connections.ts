import type { Catalog } from '../catalog/catalog.js';
import type { QueryEngine } from '../query/queryEngine.js';
import type {
  ConnectionProblem,
  ConnectionSettings,
  ParsedConnections,
} from './connectionSettings.js';

/** A named lakehouse: what can be browsed in it, and what runs SQL on it. */
export interface Connection {
  readonly name: string;
  readonly type: ConnectionSettings['type'];
  readonly readOnly: boolean;
  readonly catalogs: readonly Catalog[];
  readonly engine: QueryEngine | undefined;
}

/** Builds a connection from its settings. Nothing is opened or called before it is used. */
export type ConnectionFactory = (settings: ConnectionSettings) => Connection;

interface Built {
  /** The settings it was built from, to tell whether they changed. */
  readonly key: string;
  readonly connection: Connection;
}

/** Which connections exist, from the settings. An unchanged entry keeps its connection and its caches. */
export class Connections {
  readonly #create: ConnectionFactory;
  readonly #listeners = new Set<() => void>();
  #built: ReadonlyMap<string, Built> = new Map();
  #problems: readonly ConnectionProblem[] = [];

  constructor(create: ConnectionFactory) {
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

  update({ settings, problems }: ParsedConnections): void {
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
