import type { DuckDbClient } from '../duckdb/duckDbClient.js';
import type { Previews } from '../preview/previews.js';
import type { SqlApi } from '../sql/sqlApi.js';
import type { Secrets } from './secrets.js';
import type { Remote } from '../util/rpc.js';

/** What connections of every kind are built with. */
export interface ConnectionServices {
  readonly duckdb: DuckDbClient;
  /** A new file into which a query may write its rows. */
  readonly newResultFile: () => Promise<string>;
  /** The process that parses SQL; without it engines read all files of a table. */
  readonly sql?: Remote<SqlApi>;
  /** Makes the first rows of tables; without it there are none. */
  readonly previews?: Previews | undefined;
  readonly secrets: Secrets;
  /** Asks the user for the code of an MFA device; rejects where he gives none. */
  readonly askForCode: (serial: string) => Promise<string>;
  /** Hears of a connection whose session has ended, or was never there, and could not be renewed. */
  readonly sessionExpired?: ((connection: string) => void) | undefined;
}
