/**
 * Why a table's files can not be read. `unsupported` is right by the specification and not done
 * here: it is refused with the file's name rather than read in part.
 */
export type IcebergErrorCode =
  'not-found' | 'access-denied' | 'unavailable' | 'malformed' | 'unsupported';

/** Every failure of this folder. `message` names the file and what was wrong with it, in English. */
export class IcebergError extends Error {
  override readonly name = 'IcebergError';
  readonly code: IcebergErrorCode;
  readonly file: string;
  /** What was wrong with the file. */
  readonly what: string;

  constructor(code: IcebergErrorCode, file: string, what: string, options?: ErrorOptions) {
    super(`${file}: ${what}`, options);
    this.code = code;
    this.file = file;
    this.what = what;
  }
}
