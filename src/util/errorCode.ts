/** Why something of a catalog or an engine failed. The host has the sentence for each. */
export type ErrorCode =
  | 'syntax'
  | 'not-found'
  | 'access-denied'
  | 'expired-credentials'
  | 'throttled'
  | 'unavailable'
  | 'cancelled'
  | 'refused'
  | 'limit'
  | 'internal';
