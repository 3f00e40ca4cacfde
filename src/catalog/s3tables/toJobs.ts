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
    {
      name: 'compaction',
      isEnabled: compaction?.status === 'enabled',
      settings: toSettings(compaction?.settings?.icebergCompaction),
      ...toLastRun(status.icebergCompaction),
    },
    {
      name: 'snapshot-management',
      isEnabled: snapshots?.status === 'enabled',
      settings: toSettings(snapshots?.settings?.icebergSnapshotManagement),
      ...toLastRun(status.icebergSnapshotManagement),
    },
    {
      name: 'unreferenced-file-removal',
      isEnabled: removal?.status === 'enabled',
      settings: toSettings(removal?.settings?.icebergUnreferencedFileRemoval),
      ...toLastRun(status.icebergUnreferencedFileRemoval),
    },
  ];
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
