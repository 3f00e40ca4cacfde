/**
 * Says at which words a statement of T-SQL begins, which needs no semicolon before it. Each word outside parentheses is
 * shown to it once, with the token before it; a word that begins a statement makes all that follows part of that one.
 */
export function createStatementStarts(): (word: string, before: string) => boolean {
  let first: string | undefined;
  /** The words of its head: the body of a procedure is not taken apart. */
  let head: string[] = [];
  let hasBody = false;
  /** `ALTER TABLE t DROP COLUMN c`. */
  let hasAction = false;

  const begin = (word: string): void => {
    first = word;
    head = [];
    hasBody = word !== 'insert' && word !== 'with';
    hasAction = false;
  };
  return (word, before) => {
    if (first === undefined || before === ';') {
      begin(word);
      return false;
    }
    if (head.length < 4) head.push(word);
    if (!starters.has(word) || goesOn.has(before) || isWhole(first, head)) {
      if (word === 'values') hasBody = true;
      return false;
    }
    if (!hasBody) {
      // `INSERT … SELECT`, `INSERT … EXEC`, `WITH … INSERT INTO t SELECT`.
      hasBody = word !== 'insert';
      return false;
    }
    if (first === 'alter' && !hasAction && (word === 'drop' || word === 'alter')) {
      hasAction = true;
      return false;
    }
    begin(word);
    return true;
  };
}

const starters: ReadonlySet<string> = new Set([
  ...['select', 'insert', 'update', 'delete', 'merge', 'create', 'alter', 'drop', 'truncate'],
  ...['declare', 'exec', 'execute', 'print'],
]);

/** After these such a word is part of what is there: `THEN INSERT`, `UNION ALL SELECT`, `ON DELETE CASCADE`. */
const goesOn: ReadonlySet<string> = new Set([
  ...['then', 'union', 'all', 'except', 'intersect', 'as', 'on', 'for', 'after', 'of', '.', ','],
]);

function isWhole(first: string, head: readonly string[]): boolean {
  const makes = first === 'create' || first === 'alter';
  return makes && head.some((word) => wholes.has(word));
}

const wholes: ReadonlySet<string> = new Set(['procedure', 'proc', 'function', 'trigger']);
