import type {
  GetTableBucketMaintenanceConfigurationResponse,
  GetTableMaintenanceConfigurationResponse,
  GetTableMaintenanceJobStatusResponse,
  TableMaintenanceJobStatusValue,
} from '@aws-sdk/client-s3tables';
import type { MaintenanceJob } from '../capabilities.js';

interface Maintenance {
  readonly ofTable: GetTableMaintenanceConfigurationResponse['configuration'];
  /** What is set for all tables of the bucket together. */
  readonly ofBucket: GetTableBucketMaintenanceConfigurationResponse['configuration'];
  readonly status: GetTableMaintenanceJobStatusResponse['status'];
}

/** What S3 Tables does to a table on its own: its settings, and how that went. */
export function toJobs({
  ofTable = {},
  ofBucket = {},
  status = {},
}: Maintenance): readonly MaintenanceJob[] {
  const { icebergCompaction: compaction, icebergSnapshotManagement: snapshots } = ofTable;
  const { icebergUnreferencedFileRemoval: removal } = ofBucket;
  return [
    toJob(
      'compaction',
      compaction?.status,
      compaction?.settings?.icebergCompaction,
      status.icebergCompaction,
    ),
    toJob(
      'snapshot-management',
      snapshots?.status,
      snapshots?.settings?.icebergSnapshotManagement,
      status.icebergSnapshotManagement,
    ),
    toJob(
      'unreferenced-file-removal',
      removal?.status,
      removal?.settings?.icebergUnreferencedFileRemoval,
      status.icebergUnreferencedFileRemoval,
    ),
  ].flat();
}

/** None where the service says neither whether it is on nor how it went. */
function toJob(
  name: string,
  configured: string | undefined,
  settings: object | undefined,
  run: TableMaintenanceJobStatusValue | undefined,
): readonly MaintenanceJob[] {
  const state = run?.status;
  if (configured === undefined && state === undefined) return [];
  // All are on that nobody has switched off; those that are off say so when they are asked how they went.
  const isEnabled = configured === undefined ? state !== 'Disabled' : configured === 'enabled';
  return [{ name, isEnabled, settings: toSettings(settings), ...toLastRun(run) }];
}

function toSettings(settings: object | undefined): Readonly<Record<string, string>> {
  const given = Object.entries(settings ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

/** Nothing for a job that has never run: its state says no more than that. */
function toLastRun(
  status: TableMaintenanceJobStatusValue | undefined,
): Pick<MaintenanceJob, 'lastRun'> {
  const { status: state, lastRunTimestamp: at, failureMessage: message } = status ?? {};
  const hasRun = at !== undefined || state === 'Failed' || state === 'Successful';
  if (state === undefined || !hasRun) return {};
  return {
    lastRun: {
      ...(at === undefined ? {} : { at: at.getTime() }),
      state,
      ...(message === undefined ? {} : { message }),
    },
  };
}
