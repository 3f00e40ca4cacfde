/** What the domain needs of a log. An editor's `LogOutputChannel` is one. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(error: Error | string): void;
}
