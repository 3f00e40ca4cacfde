/** The quotient rounded towards minus infinity, where `/` of a `bigint` rounds towards zero. */
export function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return quotient * by > value ? quotient - 1n : quotient;
}
