import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type AwsEmulator, startAwsEmulator } from '../../support/servers/awsEmulator.js';
import { useServer } from '../../support/servers/useServer.js';
import type { Environment } from './environment.js';
import { expandPath, treeRow } from './tree.js';
import { describeInWorkbench, openLakehouseView, type Workbench } from './workbench.js';

/** A window on one connection `prod` to an account of AWS, which an emulator behind the fault proxy plays. */
export function describeOnAws(
  title: string,
  region: string,
  body: (workbench: () => Workbench, aws: () => AwsEmulator) => void,
): void {
  describe(title, () => {
    const aws = useServer('the emulator of AWS', startAwsEmulator);
    describeInWorkbench(
      'in the tree',
      (environment) => connectedFolder(environment, region, aws().endpoint),
      (workbench) => {
        it('is there with its catalogs', async () => {
          await openLakehouseView(workbench());
          await expandPath(workbench(), 'prod');
          // The last of its rows: what is opened while more of them arrive, the editor may forget.
          await treeRow(workbench(), 'warehouse').first().waitFor();
          await expandPath(workbench(), 'AwsDataCatalog');
        });
        body(workbench, aws);
      },
    );
  });
}

/** The settings of the window's folder, as they are written now. */
export function settingsIn(environment: Environment, region: string): Record<string, unknown> {
  return JSON.parse(readFileSync(settingsFile(environment, region), 'utf8')) as Record<
    string,
    unknown
  >; // Written here or by the editor.
}

/** Changes settings of the window's folder. */
export function changeSettings(
  environment: Environment,
  region: string,
  settings: Readonly<Record<string, unknown>>,
): void {
  const changed = { ...settingsIn(environment, region), ...settings };
  writeFileSync(settingsFile(environment, region), JSON.stringify(changed, null, 2));
}

function connectedFolder(environment: Environment, region: string, endpoint: string): string {
  const profile = [
    `[profile ${region}]`,
    `region = ${region}`,
    `endpoint_url = ${endpoint}`,
    'aws_access_key_id = test',
    'aws_secret_access_key = test',
  ];
  mkdirSync(dirname(environment.aws), { recursive: true });
  writeFileSync(environment.aws, `${profile.join('\n')}\n`);
  const file = settingsFile(environment, region);
  mkdirSync(dirname(file), { recursive: true });
  const prod = { type: 'aws', profile: region, region };
  writeFileSync(file, JSON.stringify({ 'lakehouse.connections': { prod } }));
  return folderOf(environment, region);
}

function folderOf({ connections }: Environment, region: string): string {
  return join(dirname(connections), `aws-${region}`);
}

function settingsFile(environment: Environment, region: string): string {
  return join(folderOf(environment, region), '.vscode', 'settings.json');
}
