/** A table that random statements read: its columns, each with constants worth comparing it with. */
export interface RandomTable {
  readonly name: string;
  readonly columns: readonly RandomColumn[];
}

export interface RandomColumn {
  readonly name: string;
  readonly type: string;
  /** As SQL, those of the values that the table has and others. */
  readonly constants: readonly string[];
}

/** A column as a condition can name it. */
interface Visible extends RandomColumn {
  readonly reference: string;
}

interface Source {
  readonly sql: string;
  readonly columns: readonly Visible[];
  /** It has no more. */
  readonly rows: number;
}

/** No table is to have more rows. */
const rowsOfTable = 20;
/** Joins end before they could have more, so that every statement is quick. */
const mostRows = 8_000;

/**
 * A random query over `tables` in DuckDB's SQL: joins of all kinds, conditions with NULLs in every place, CTEs and
 * queries within queries. The `numbers` decide all of it; smaller ones give simpler statements.
 */
export function randomSelect(tables: readonly RandomTable[], numbers: readonly number[]): string {
  let at = 0;
  let names = 0;
  let ctes: readonly (RandomTable & { readonly rows: number })[] = [];
  const below = (end: number): number => (numbers[at++ % numbers.length] ?? 0) % end;
  const chance = (percent: number): boolean => below(100) >= 100 - percent;
  const pick = <T>(from: readonly [T, ...T[]] | readonly T[]): T => {
    const found = from[below(from.length)];
    if (found === undefined) throw new RangeError('nothing to pick from');
    return found;
  };
  const newName = (): string => `x${names++}`;

  const joins = [
    ...['JOIN', 'LEFT JOIN', 'RIGHT JOIN', 'FULL JOIN', 'LEFT JOIN', 'SEMI JOIN', 'ANTI JOIN'],
    ...['CROSS JOIN', ','],
  ];

  function statement(): string {
    const parts: string[] = [];
    while (ctes.length < 3 && chance(35)) {
      const name = `c${ctes.length}`;
      const { sql, columns, rows } = select(1);
      parts.push(`${name} AS (${sql})`);
      ctes = [...ctes, { name, columns, rows }];
    }
    const { sql } = select(2);
    return parts.length === 0 ? sql : `WITH ${parts.join(', ')} ${sql}`;
  }

  function select(depth: number): Source {
    const from = fromItems(depth);
    const chosen = from.columns.filter(() => chance(60)).slice(0, 4);
    const columns = chosen.length > 0 ? chosen : from.columns.slice(0, 1);
    const outputs = columns.map((column, index) => ({ ...column, name: `o${index}` }));
    const list = outputs.map(({ reference, name }) => `${reference} AS ${name}`);
    const where = chance(80) ? ` WHERE ${condition(from.columns, depth)}` : '';
    const body = `${from.sql}${where}`;
    const plain = `SELECT ${list.join(', ')} FROM ${body}`;
    const keys = outputs.map(({ reference }) => reference).join(', ');
    const rest: readonly (() => string)[] = [
      () => plain,
      () => plain,
      () => plain.replace('SELECT', 'SELECT DISTINCT'),
      () => `${plain} ORDER BY ALL LIMIT ${below(4)} OFFSET ${below(2)}`,
      () => `SELECT ${list.join(', ')}, count(*) AS n FROM ${body} GROUP BY ${keys}`,
      () => `SELECT ${list.join(', ')}, count(*) AS n FROM ${body} GROUP BY ROLLUP (${keys})`,
      () => `SELECT ${list.join(', ')}, count(*) OVER () AS n FROM ${body}`,
      () => `${plain} QUALIFY count(*) OVER (PARTITION BY ${pick(outputs).reference}) > 1`,
      () => `SELECT DISTINCT ON (${pick(outputs).name}) * FROM (${plain}) ORDER BY ALL`,
      () => `(${plain}) EXCEPT (${plain.replace('WHERE', 'WHERE NOT')})`,
      () => `(${plain}) UNION ALL (${plain})`,
    ];
    const sql = pick(rest)();
    const rows = from.rows * 2;
    return { sql, rows, columns: outputs.map((output) => ({ ...output, reference: output.name })) };
  }

  function fromItems(depth: number): Source {
    let from = relation(depth);
    for (let count = below(4); count > 0; count--) {
      const right = relation(depth);
      if (from.rows * right.rows <= mostRows) from = join(from, right, joins);
    }
    return from;
  }

  function join(left: Source, right: Source, types: readonly string[]): Source {
    const both = [...left.columns, ...right.columns];
    const type = pick(types);
    const isBare = type === 'CROSS JOIN' || type === ',';
    const on = isBare ? '' : ` ON ${joinCondition(left.columns, right.columns, both)}`;
    const hidesRight = type === 'SEMI JOIN' || type === 'ANTI JOIN';
    const sql = `${left.sql} ${type} ${right.sql}${on}`;
    const rows = left.rows * right.rows;
    return { sql, rows, columns: hidesRight ? left.columns : both };
  }

  function relation(depth: number): Source {
    if (depth > 1 && chance(12)) {
      const within = join(table(tables), table(tables), joins.slice(0, -1));
      return { ...within, sql: `(${within.sql})` };
    }
    if (depth > 1 && chance(5)) {
      // Of tables alone: other relations have no order.
      const [left, right] = [table(tables), table(tables)];
      const columns = [...left.columns, ...right.columns];
      return { sql: `(${left.sql} POSITIONAL JOIN ${right.sql})`, columns, rows: rowsOfTable };
    }
    if (depth > 0 && chance(25)) {
      const alias = newName();
      const inner = select(depth - 1);
      const { rows } = inner;
      return { sql: `(${inner.sql}) AS ${alias}`, columns: named(inner.columns, alias), rows };
    }
    return table(ctes.length > 0 && chance(40) ? ctes : tables);
  }

  function table(from: readonly (RandomTable & { readonly rows?: number })[]): Source {
    const alias = newName();
    const { name, columns, rows = rowsOfTable } = pick(from);
    return { sql: `${name} AS ${alias}`, columns: named(columns, alias), rows };
  }

  function named(columns: readonly RandomColumn[], alias: string): readonly Visible[] {
    return columns.map((column) => ({ ...column, reference: `${alias}.${column.name}` }));
  }

  function joinCondition(
    left: readonly Visible[],
    right: readonly Visible[],
    both: readonly Visible[],
  ): string {
    const pairs = left.flatMap((a) =>
      right.filter(({ type }) => type === a.type).map((b) => `${a.reference} = ${b.reference}`),
    );
    const parts = [
      ...(pairs.length > 0 && chance(80) ? [pick(pairs)] : []),
      ...(chance(60) ? [test(both)] : []),
      ...(chance(20) ? [condition(both, 0)] : []),
    ];
    return parts.length === 0 ? 'true' : parts.join(' AND ');
  }

  function condition(columns: readonly Visible[], depth: number): string {
    switch (below(7)) {
      case 3:
        return `(${condition(columns, depth - 1)} AND ${condition(columns, depth - 1)})`;
      case 4:
        return `(${test(columns)} OR ${condition(columns, depth - 1)})`;
      case 5:
        return `NOT (${depth > 0 ? condition(columns, depth - 1) : test(columns)})`;
      case 6:
        return depth > 0 ? subquery(columns, depth) : test(columns);
      default:
        return test(columns);
    }
  }

  function subquery(columns: readonly Visible[], depth: number): string {
    const inner = fromItems(depth - 1);
    const outer = pick(columns);
    const same = inner.columns.filter(({ type }) => type === outer.type);
    const where = condition(chance(30) ? [...inner.columns, ...columns] : inner.columns, 0);
    if (same.length === 0 || chance(50))
      return `EXISTS (SELECT 1 FROM ${inner.sql} WHERE ${where})`;
    const not = chance(50) ? 'NOT ' : '';
    const found = pick(same).reference;
    return `${outer.reference} ${not}IN (SELECT ${found} FROM ${inner.sql} WHERE ${where})`;
  }

  function test(columns: readonly Visible[]): string {
    const column = pick(columns);
    const { reference } = column;
    const constant = (): string => (chance(8) ? 'NULL' : pick(column.constants));
    const days = column.constants.filter((text) => text.startsWith('DATE'));
    const operator = pick(['=', '<>', '<', '<=', '>', '>=']);
    switch (below(14)) {
      case 2:
        return `${constant()} ${operator} ${reference}`;
      case 3:
      case 12:
      case 13:
        return `${reference} IS NULL`;
      case 4:
        return `${reference} IS NOT NULL`;
      case 5:
        return `${reference} BETWEEN ${constant()} AND ${constant()}`;
      case 6:
        return `${reference} IN (${constant()}, ${constant()})`;
      case 7:
        return `${reference} NOT IN (${constant()}, ${constant()})`;
      case 8:
        return `${reference} IS ${pick(['', 'NOT '])}DISTINCT FROM ${constant()}`;
      case 9:
        return `coalesce(${reference}, ${pick(column.constants)}) ${operator} ${constant()}`;
      case 10: {
        const same = columns.filter(({ type }) => type === column.type);
        return `${reference} ${operator} ${pick(same).reference}`;
      }
      case 11:
        if (column.type === 'BOOLEAN') return reference;
        if (days.length > 0) return `CAST(${reference} AS DATE) ${operator} ${pick(days)}`;
        if (column.type === 'VARCHAR') return `${reference} LIKE '${pick(['a', 'ab', '%b'])}%'`;
        return `(${reference} ${operator} ${constant()}) IS TRUE`;
      default:
        return `${reference} ${operator} ${constant()}`;
    }
  }

  return statement();
}
