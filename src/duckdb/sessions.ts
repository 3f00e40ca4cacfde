import { DuckDbError } from './duckDbError.js';

/** What DuckDB's process holds for whom, and who must hear that it is gone. */
export class Sessions {
  /** The value tells whether statements may have left something behind: temporary tables, settings, files. */
  readonly #open = new Map<string, boolean>();
  /** Those with state whose process has ended, and who have not been told. */
  readonly #untold = new Set<string>();
  /** Those who have been told: what they miss now, they may have had. */
  readonly #bereft = new Set<string>();

  /** Whether ending the process would lose something. */
  get haveState(): boolean {
    return Array.from(this.#open.values()).includes(true);
  }

  /**
   * Before every call. Throws once after a session's process has ended with what the session had in it:
   * a statement that ran on without a word could read another table, or in another time zone.
   */
  enter(session: string, leavesState: boolean): void {
    if (this.#untold.has(session)) {
      const what = 'DuckDB was started again since the last statement. This one was not run.';
      throw this.tell(session, new DuckDbError('gone', what));
    }
    this.#open.set(session, leavesState || this.#open.get(session) === true);
  }

  /** A failure of a session's call, with what else it must hear. */
  tell(session: string, error: DuckDbError): DuckDbError {
    if (error.kind === 'gone' && this.#untold.delete(session)) {
      this.#bereft.add(session);
      return error.with(`${lost} are gone: run again what made them.`);
    }
    if (error.isUnknownName && this.#bereft.has(session)) {
      return error.with(`(DuckDB was started again: ${lost.toLowerCase()} from before are gone.)`);
    }
    return error;
  }

  /** The process has ended, and with it all that sessions had. */
  lose(): void {
    for (const [session, hasState] of this.#open) if (hasState) this.#untold.add(session);
    this.#open.clear();
  }

  /** Forgets a session. `false` for one that the process knows nothing of. */
  end(session: string): boolean {
    this.#untold.delete(session);
    this.#bereft.delete(session);
    return this.#open.delete(session);
  }
}

const lost =
  'Temporary tables and others in memory, settings and attached databases of this session';
