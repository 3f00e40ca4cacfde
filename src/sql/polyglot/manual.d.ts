/** What we use of the parser library. Its own types of this entry do not resolve under Node's rules. */
declare module '@polyglot-sql/sdk/manual' {
  /** Takes the bytes of the WebAssembly as well as the URL that the library's own type asks for. */
  export function init(options: { readonly wasmUrl: Uint8Array }): Promise<void>;

  export type ParseAnswer =
    | { readonly success: true; readonly ast: readonly unknown[] }
    | {
        readonly success: false;
        readonly error?: string;
        /** Unicode code points, end exclusive. */
        readonly errorStart?: number;
        readonly errorEnd?: number;
      };

  export function parse(sql: string, dialect: string): ParseAnswer;
}
