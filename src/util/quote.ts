/** A name as DuckDB reads it, whatever is in it. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text literal as standard SQL and DuckDB read it, whatever is in it. */
export function quoteText(text: string): string {
  // To DuckDB a statement ends with its first NUL.
  if (text.includes('\0')) return `(${text.split('\0').map(quoteText).join(' || chr(0) || ')})`;
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as a person would write it: in quotes only where DuckDB would read it as something else. */
export function writeName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !isReserved(name) ? name : quoteName(name);
}

/** Whether DuckDB reads a word, in any case, as something else than a table's name. */
export function isReserved(word: string): boolean {
  return reserved.has(word.toLowerCase());
}

/** What `duckdb_keywords()` of 1.5.6 gives as reserved, or reserved but for types and functions. */
const reserved: ReadonlySet<string> = new Set(
  `all analyse analyze and anti any array as asc asof asymmetric at authorization binary both by case
  cast check collate collation column columns concurrently constraint create cross default
  deferrable desc describe distinct do else end except false fetch for foreign freeze from full
  generated glob group having ilike in initially inner intersect into is isnull join lambda lateral
  leading left like limit map natural not notnull null offset on only or order outer overlaps pivot
  pivot_longer pivot_wider placing positional primary qualify references returning right select semi
  show similar some struct summarize symmetric table tablesample then to trailing true try_cast union
  unique unpack unpivot using variadic verbose when where window with`.split(/\s+/),
);
