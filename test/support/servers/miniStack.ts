import { fileURLToPath } from 'node:url';
import { installed } from './environment.js';
import { type ServerProcess, startServerProcess } from './serverProcess.js';

/** What lies in MiniStack's S3 Tables (`python/ministack_server.py`). */
export const miniStackContent = {
  account: '123456789012',
  region: 'us-east-1',
  /** `sales` (`orders`, `broken` and an empty `returns`) and an empty `scratch`. A bucket `other` is empty. */
  bucket: 'lake',
  bucketArn: 'arn:aws:s3tables:us-east-1:123456789012:bucket/lake',
  /** The Iceberg REST catalog of the bucket: its warehouse is `bucketArn`. */
  icebergPath: '/iceberg',
} as const;

/** An emulator of S3 Tables and S3: MiniStack, filled by PyIceberg. It checks no signature. */
export async function startMiniStack(): Promise<ServerProcess> {
  const script = fileURLToPath(new URL('python/ministack_server.py', import.meta.url));
  return startServerProcess(installed('python'), [script]);
}
