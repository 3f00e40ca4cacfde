import type { ReadTable, StatementReads } from '../query/queryEngine.js';

/** What was asked for a result, so that the same rows can be read elsewhere. */
export interface ResultQuery {
  /** The statement as it was written. */
  readonly sql: string;
  readonly connection: { readonly name: string; readonly type: string };
  /** On what the rows depend; missing where the engine did not tell. */
  readonly reads?: StatementReads;
}

type Fields = Readonly<Record<string, unknown>>;

/** What a file says of a query; nothing where it is not all there. */
export function parseResultQuery(value: unknown): ResultQuery | undefined {
  if (!isFields(value) || !isFields(value['connection'])) return undefined;
  const { sql, reads } = value;
  const { name, type } = value['connection'];
  if (typeof sql !== 'string' || typeof name !== 'string' || typeof type !== 'string') {
    return undefined;
  }
  const query = { sql, connection: { name, type } };
  const parsed = parseReads(reads);
  return parsed === undefined ? query : { ...query, reads: parsed };
}

function parseReads(value: unknown): StatementReads | undefined {
  if (!isFields(value)) return undefined;
  const { sql, tables, ofSession, settings } = value;
  const schema = toTexts(value['schema']);
  const [database, inner] = schema ?? [];
  const session = toTexts(ofSession);
  const read = Array.isArray(tables) ? tables.map(parseTable) : [undefined];
  const known = read.filter((table) => table !== undefined);
  if (typeof sql !== 'string' || database === undefined || inner === undefined) return undefined;
  if (session === undefined || !isFields(settings) || known.length < read.length) return undefined;
  const kept = Object.entries(settings).flatMap(([name, text]) =>
    typeof text === 'string' ? [[name, text] as const] : [],
  );
  return {
    sql,
    schema: [database, inner],
    tables: known,
    ofSession: session,
    settings: Object.fromEntries(kept),
  };
}

function parseTable(value: unknown): ReadTable | undefined {
  if (!isFields(value) || !isFields(value['identifier'])) return undefined;
  const [database, schema, table] = toTexts(value['name']) ?? [];
  const namespace = toTexts(value['identifier']['namespace']);
  const { name } = value['identifier'];
  if (database === undefined || schema === undefined || table === undefined) return undefined;
  if (namespace === undefined || typeof name !== 'string') return undefined;
  const read: ReadTable = { name: [database, schema, table], identifier: { namespace, name } };
  const source = parseSource(value['source']);
  return source === undefined ? read : { ...read, source };
}

function parseSource(value: unknown): ReadTable['source'] {
  if (!isFields(value)) return undefined;
  const { kind, sql, metadata, snapshotId, inPlace, hasEqualityDeletes, columns } = value;
  if ((kind === 'files' || kind === 'view') && typeof sql === 'string') return { kind, sql };
  const reach = reaches.find((one) => one === value['reach']);
  if (kind !== 'iceberg' || typeof metadata !== 'string' || reach === undefined) return undefined;
  return {
    kind,
    metadata,
    ...(typeof snapshotId === 'string' && /^-?\d+$/.test(snapshotId)
      ? { snapshotId: BigInt(snapshotId) }
      : {}),
    reach,
    inPlace: inPlace === true,
    hasEqualityDeletes: hasEqualityDeletes !== false,
    columns: Array.isArray(columns) ? columns.flatMap(parseColumn) : [],
  };
}

const reaches = ['current', 'snapshot', 'none'] as const;

function parseColumn(value: unknown): readonly { readonly name: string; readonly type: string }[] {
  if (!isFields(value)) return [];
  const { name, type } = value;
  return typeof name === 'string' && typeof type === 'string' ? [{ name, type }] : [];
}

function toTexts(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
