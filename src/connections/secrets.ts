/** What a secret is kept under: a cloned repository must not send it to another host. */
export interface SecretKey {
  readonly connection: string;
  /** With its port: `catalog.example.com:8181`. */
  readonly host: string;
}

/** The secrets of connections, kept by the editor and nowhere else. */
export interface Secrets {
  /** The secret; where there is none the user is asked for it. Rejects where he gives none. */
  get(key: SecretKey): Promise<string>;
  /** One that was refused: the next use asks for it anew. */
  forget(key: SecretKey): Promise<void>;
}
