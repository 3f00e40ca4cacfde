import type { LeftOutColumn } from '../catalog/capabilities.js';
import { CatalogError } from '../catalog/catalog.js';
import { FirstFiles } from '../iceberg/firstFiles.js';
import type { ManifestEntry } from '../iceberg/manifest.js';
import type { TableMetadata } from '../iceberg/metadata.js';
import { unreadable } from '../iceberg/scan/duckDbType.js';
import { nameMappingOf } from '../iceberg/scan/nameMapping.js';
import { Scanner } from '../iceberg/scan/scanner.js';
import type { ScanFile, ScanPlan } from '../iceberg/scanPlan.js';
import type { ScanVersion } from '../iceberg/scanVersion.js';
import { fieldById, typeText } from '../iceberg/schema.js';
import { mapParallel } from '../util/mapParallel.js';
import { sliceParquet } from './parquet/slice.js';
import { type MadePreview, previewRows, type PreviewTools } from './previews.js';

/** Which rows are looked at. */
export interface IcebergPreviewRequest {
  readonly metadata: TableMetadata;
  /** Where the table lies now. */
  readonly folder: string;
  readonly version: ScanVersion;
}

/** Where deletes leave too few rows more are fetched, so often, each time this many times as many. */
const mostRounds = 3;
const growth = 8;

/** Of a table of many small files no more than these are looked at in the first round. */
const firstFiles = 8;

/**
 * The first rows of a state of an Iceberg table. Its columns are found and its deletes hold as when the
 * whole table is read: only the files are cut short. Failures are `IcebergError` and `CatalogError`.
 */
export async function icebergPreview(
  { metadata, folder, version }: IcebergPreviewRequest,
  tools: PreviewTools,
  signal: AbortSignal,
): Promise<MadePreview> {
  const files = new FirstFiles(tools.io, { metadata, folder, version });
  const rest = files.dataFiles(signal);
  const taken: ManifestEntry[] = [];
  let hasMore = true;
  let made: Round | undefined;
  for (let round = 0; round < mostRounds; round++) {
    const wanted = previewRows * growth ** round;
    while (hasMore && sumOfRows(taken) < wanted && taken.length < firstFiles * (round + 1)) {
      const { value, done } = await rest.next();
      hasMore = done !== true;
      if (value !== undefined) taken.push(value);
    }
    const before = made;
    try {
      const plan = await files.plan(taken, signal);
      made = await readFirst(plan, wanted, metadata, tools, signal);
    } catch (error) {
      // Fewer rows than one could have are still rows.
      const isLimit = error instanceof CatalogError && error.code === 'limit';
      if (isLimit && before !== undefined && before.rows !== 0) break;
      throw error;
    }
    if (made.rows === undefined || made.rows >= previewRows) break;
    if (made.isAll && !hasMore) break;
  }
  // The loop has run at least once.
  if (made === undefined) throw new CatalogError('internal', `${folder}: nothing was read`);
  const isAll = made.isAll && !hasMore;
  if (made.rows === 0 && !isAll) {
    const what = `of the first ${sumOfRows(taken)} rows all are deleted`;
    throw new CatalogError('limit', `${folder}: ${what}; a query finds those after them`);
  }
  const rows = made.rows ?? sumOfRows(taken);
  return { ...made.preview, isWhole: isAll && rows <= previewRows };
}

interface Round {
  readonly preview: Omit<MadePreview, 'isWhole'>;
  /** How many rows deletes have left, up to the wanted ones; missing where there are no deletes. */
  readonly rows: number | undefined;
  /** All rows of the files that were taken are there. */
  readonly isAll: boolean;
}

async function readFirst(
  plan: ScanPlan,
  wanted: number,
  metadata: TableMetadata,
  { io, sql, folder }: PreviewTools,
  signal: AbortSignal,
): Promise<Round> {
  const leftOut = new Map<number, LeftOutColumn['why']>();
  for (const { id, type } of plan.schema.fields) {
    if (unreadable(type) !== undefined) leftOut.set(id, 'unreadable-type');
  }
  const dataFiles: ScanFile[] = [];
  let found = 0;
  let isAll = true;
  for (const file of plan.dataFiles) {
    const request = { location: file.location, bytes: Number(file.bytes), rows: wanted - found };
    if (request.rows <= 0) {
      isAll = false;
      break;
    }
    const slice = await sliceParquet(io, request, signal);
    found += slice.rows;
    isAll &&= slice.rows === slice.totalRows;
    for (const { column, fieldId } of slice.leftOut) {
      const id = fieldId ?? nameMappingOf(metadata)?.byName.get(column)?.id;
      if (id !== undefined) leftOut.set(id, 'too-large');
    }
    dataFiles.push({ ...file, location: await folder.write(slice.bytes, 'parquet') });
  }
  const fetchWhole = async (file: ScanFile): Promise<ScanFile> => {
    const bytes = await io.readRange(file.location, 0, Number(file.bytes), signal);
    return { ...file, location: await folder.write(bytes, 'parquet') };
  };
  const cut: ScanPlan = {
    ...plan,
    schema: { ...plan.schema, fields: plan.schema.fields.filter(({ id }) => !leftOut.has(id)) },
    dataFiles,
    positionDeletes: await mapParallel(plan.positionDeletes, 4, fetchWhole),
    equalityDeletes: await mapParallel(plan.equalityDeletes, 4, fetchWhole),
  };
  checkKeys(plan, leftOut);
  const rows = await new Scanner(io, sql).toSql(cut, metadata, signal);
  const preview = {
    sql: `${rows} LIMIT ${previewRows}`,
    files: {
      read: dataFiles.length,
      ...(plan.counts.dataFiles === undefined ? {} : { total: plan.counts.dataFiles }),
      bytes: dataFiles.reduce((sum, { bytes }) => sum + bytes, 0n),
    },
    read: dataFiles.map((file) => ({
      location: file.recorded,
      bytes: file.bytes,
      rows: file.rows,
    })),
    leftOut: plan.schema.fields.flatMap(({ id, name, type }) => {
      const why = leftOut.get(id);
      return why === undefined ? [] : [{ name, why, type: typeText(type) }];
    }),
  };
  const hasDeletes =
    plan.positionDeletes.length + plan.equalityDeletes.length + plan.deletionVectors.length > 0;
  if (!hasDeletes) return { preview, rows: undefined, isAll };
  const counted = await sql.rows(`SELECT count(*) FROM (${rows} LIMIT ${wanted})`, signal);
  return { preview, rows: Number(counted.rows[0]?.[0]), isAll };
}

/** A delete can not be held against a column whose values were not fetched. */
function checkKeys(
  { equalityDeletes, schema }: ScanPlan,
  leftOut: ReadonlyMap<number, LeftOutColumn['why']>,
): void {
  for (const { equalityIds, recorded } of equalityDeletes) {
    const key = schema.fields.find(
      (field) =>
        leftOut.has(field.id) && equalityIds.some((id) => fieldById([field], id) !== undefined),
    );
    if (key !== undefined) {
      throw new CatalogError(
        'limit',
        `${recorded}: it deletes by "${key.name}", too large a column`,
      );
    }
  }
}

function sumOfRows(files: readonly ManifestEntry[]): number {
  return files.reduce((sum, { rows }) => sum + Number(rows), 0);
}
