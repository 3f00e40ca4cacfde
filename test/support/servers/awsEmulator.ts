import { awsStubs, maintenanceStubs } from './awsStubs.js';
import { startMiniStack } from './miniStack.js';
import { motoContent, startMoto } from './moto.js';
import { type FaultProxy, type FaultProxyOptions, startFaultProxy } from './proxy/faultProxy.js';
import type { Rule } from './proxy/rule.js';
import type { Server } from './serverProcess.js';

/** An emulator behind the proxy. */
export interface AwsEmulator extends FaultProxy {
  /** The emulator's own endpoint, past the proxy: for what a test itself asks or writes. */
  readonly direct: string;
  /** These faults from now on, before the stubs, and an empty log. */
  reset(faults?: readonly Rule[]): void;
}

type Options = Pick<FaultProxyOptions, 'pageSize'>;

/**
 * moto with what it lacks: Glue's pages, other catalogs by `CatalogId`, stubs of operations that it does not
 * have, and AWS's error for the rest.
 */
export async function startAwsEmulator(options: Options = {}): Promise<AwsEmulator> {
  return behindProxy(await startMoto(), awsStubs, { ...options, catalogs: motoContent.catalogs });
}

/** MiniStack with what it lacks: the pages of S3 Tables and of its REST catalog, and maintenance that has run. */
export async function startS3TablesEmulator(options: Options = {}): Promise<AwsEmulator> {
  return behindProxy(await startMiniStack(), maintenanceStubs, options);
}

async function behindProxy(
  emulator: Server,
  stubs: readonly Rule[],
  options: Omit<FaultProxyOptions, 'upstream' | 'rules'>,
): Promise<AwsEmulator> {
  const proxy = await startFaultProxy({ ...options, upstream: emulator.endpoint, rules: stubs });
  return {
    ...proxy,
    direct: emulator.endpoint,
    reset(faults = []) {
      proxy.reset([...faults, ...stubs]);
    },
    async stop() {
      await proxy.stop();
      await emulator.stop();
    },
  };
}
