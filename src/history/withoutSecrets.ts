import type { Dialect } from '../sql/dialect.js';
import { type Token, tokenize } from '../sql/tokens.js';

const hidden = "'***'";

/** Words whose statements hold credentials, or may. */
const ofCredentials = /^(secret|credentials?|password|identified)$/i;
/** A setting, an option or a part of a URL that is one. */
const nameOfSecret = /(secret|password|passwd|token|access_?key|private_?key|account_?key)/i;
const urlWithPassword = /\/\/[^/\s:@']*:[^/\s@']+@/;

/**
 * A statement as it may be kept: with `'***'` in the place of texts that are, or may be, credentials. That is every
 * text of a statement that makes a secret or a user, one that a name such as `s3_secret_access_key` stands before,
 * and one that holds a password itself.
 */
export function withoutSecrets(sql: string, dialect: Dialect): string {
  const tokens = tokenize(sql, dialect).filter(({ kind }) => kind !== 'comment');
  const text = ({ start, end }: Token): string => sql.slice(start, end);
  const isOfCredentials = tokens.some(
    (token) => token.kind === 'word' && ofCredentials.test(text(token)),
  );
  let kept = '';
  let from = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'string') continue;
    const value = text(token);
    const isNamed = nameOfSecret.test(
      nameBefore(tokens.slice(Math.max(0, index - 3), index), text),
    );
    if (!isOfCredentials && !isNamed && !nameOfSecret.test(value) && !urlWithPassword.test(value))
      continue;
    kept += sql.slice(from, token.start) + hidden;
    from = token.end;
  }
  return kept + sql.slice(from);
}

/** The name that a text is given to: `key = '…'`, `key '…'`, `key => '…'`, `SET key TO '…'`. */
function nameBefore(before: readonly Token[], text: (token: Token) => string): string {
  const joins = new Set(['=', ':', '=>', ':=', 'to']);
  const last = before.findLast((token) => !joins.has(text(token).toLowerCase()));
  return last === undefined || last.kind === 'string' ? '' : text(last);
}
