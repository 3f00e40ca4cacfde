import { IcebergError } from '../icebergError.js';
import { type ParquetField, type ParquetNode, parseParquetSchema } from './parquetSchema.js';
import { quotePaths, toDuckDbPath } from './quotePath.js';

/** The part of DuckDB that is needed: a few rows, as text. */
export interface ParquetSql {
  rows(
    sql: string,
    signal: AbortSignal,
  ): Promise<{ readonly rows: readonly (readonly (string | null)[])[] }>;
}

/** The columns of Parquet files. Files of the same schema have the same object. */
export type Schemas = (location: string) => readonly ParquetField[];

/**
 * What is in Parquet files, asked of DuckDB once for each: Iceberg never changes a file. Of many
 * files with the same schema it is told once.
 */
export class ParquetSchemas {
  readonly #byPath = new Map<string, readonly ParquetField[]>();
  readonly #byText = new Map<string, readonly ParquetField[]>();

  async of(locations: readonly string[], sql: ParquetSql, signal: AbortSignal): Promise<Schemas> {
    const paths = new Set(locations.map(toDuckDbPath));
    const unknown = [...paths].filter((path) => !this.#byPath.has(path));
    if (unknown.length > 0) {
      const { rows } = await sql.rows(schemasSql(unknown), signal);
      for (const [text, files] of rows) {
        for (const path of parseTexts(files ?? '[]')) {
          this.#byPath.set(path, this.#parse(text ?? '[]', path));
        }
      }
    }
    return (location) => {
      const found = this.#byPath.get(toDuckDbPath(location));
      if (found === undefined) throw new IcebergError('malformed', location, 'it has no schema');
      return found;
    };
  }

  #parse(text: string, file: string): readonly ParquetField[] {
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const parsed = parseParquetSchema(parseNodes(text), file);
    this.#byText.set(text, parsed);
    return parsed;
  }
}

function schemasSql(paths: readonly string[]): string {
  const node =
    'name, type, repetition_type, num_children::VARCHAR, converted_type, logical_type, field_id::VARCHAR, duckdb_type';
  return (
    'SELECT nodes, to_json(list(file_name)) FROM (' +
    `SELECT file_name, to_json(list([${node}] ORDER BY column_id)) AS nodes ` +
    `FROM parquet_schema(${quotePaths(paths)}) GROUP BY file_name) GROUP BY nodes`
  );
}

/** JSON that DuckDB made of our own query. */
function parseTexts(json: string): readonly string[] {
  return JSON.parse(json) as readonly string[];
}

function parseNodes(json: string): readonly ParquetNode[] {
  return JSON.parse(json) as readonly ParquetNode[];
}
