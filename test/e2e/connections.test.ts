import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startAwsEmulator, startS3TablesEmulator } from '../support/servers/awsEmulator.js';
import { motoContent } from '../support/servers/moto.js';
import { polarisPrincipals, startPolarisFront } from '../support/servers/polarisFront.js';
import { startRestCatalog } from '../support/servers/restCatalog.js';
import { useServer } from '../support/servers/useServer.js';
import { accept, answer, choose, seeQuestion, typeChoice } from './support/form.js';
import { collapseAll, findAndQueryOrders, hasColumn } from './support/flow.js';
import { expandPath, treeRow } from './support/tree.js';
import {
  describeInWorkbench,
  openLakehouseView,
  runCommand,
  takePicture,
} from './support/workbench.js';

const add = 'Lakehouse: Add Connection';
const kind = 'What do you want to connect to?';
const name = 'A name for the connection';

/** A person in a window without any connection adds one of each kind, by the keyboard alone. */
describe('from an empty window', () => {
  const aws = useServer('the emulator of AWS', startAwsEmulator);
  const tables = useServer('the emulator of S3 Tables', startS3TablesEmulator);
  const rest = useServer('the reference REST catalog', startRestCatalog);
  const polaris = useServer('the double of Polaris', startPolarisFront);

  describeInWorkbench(
    'the connections',
    ({ connections }) => connections,
    (workbench) => {
      const written = (): string =>
        readFileSync(join(workbench().environment.connections, '.vscode', 'settings.json'), 'utf8');

      before(() => {
        const { connections, aws: file } = workbench().environment;
        mkdirSync(join(connections, 'lakehouse', 'shop', 'orders'), { recursive: true });
        writeFileSync(join(connections, 'lakehouse', 'shop', 'orders', 'a.csv'), 'order_id\n1\n');
        mkdirSync(dirname(file), { recursive: true });
        const profile = (title: string, endpoint: string): readonly string[] => [
          `[profile ${title}]`,
          `region = ${motoContent.region}`,
          `endpoint_url = ${endpoint}`,
          'aws_access_key_id = test',
          'aws_secret_access_key = test',
        ];
        const lines = [
          ...profile('analytics', aws().endpoint),
          ...profile('buckets', tables().endpoint),
          '[sso-session corp]',
          'sso_region = eu-west-1',
          'sso_start_url = https://corp.awsapps.com/start',
          '[profile signed-out]',
          'sso_session = corp',
          'sso_account_id = 123456789012',
          'sso_role_name = analyst',
          'region = eu-west-1',
        ];
        writeFileSync(file, `${lines.join('\n')}\n`);
      });

      it('adds a folder', async () => {
        await openLakehouseView(workbench());
        await runCommand(workbench(), add);
        await choose(workbench(), kind, 'A folder');
        await answer(workbench(), name, 'laptop');
        await typeChoice(
          workbench(),
          'The folder of the lakehouse',
          '${workspaceFolder}/lakehouse',
        );
        await hasColumn(workbench(), 'order_id', 'laptop', 'shop', 'orders');
      });

      it('adds an account of AWS', async () => {
        await runCommand(workbench(), add);
        await choose(workbench(), kind, 'AWS');
        await answer(workbench(), name, 'prod');
        await seeQuestion(workbench(), 'The profile');
        await takePicture(workbench(), 'add-aws');
        await choose(workbench(), 'The profile', 'analytics');
        await accept(workbench(), 'The AWS region');
        await choose(workbench(), 'The Athena workgroup', 'primary');
        await choose(workbench(), 'Does the connection need anything else?', 'No, connect');
        for (const catalog of ['AwsDataCatalog', 's3tablescatalog/lake', 'warehouse']) {
          await treeRow(workbench(), catalog).first().waitFor();
        }
        await hasColumn(workbench(), 'note', 'prod', 'AwsDataCatalog', 'sales', 'orders');
        assert.match(written(), /"prod": \{\s*"type": "aws",\s*"profile": "analytics",/);
      });

      it('finds a table of Glue by its comment, previews it and begins a query', async () => {
        await findAndQueryOrders(workbench(), {
          words: 'was ordered prod',
          place: 'prod · AwsDataCatalog · sales',
          statement: /FROM\s"?sales"?\."?orders/,
          picture: 'prod',
        });
      });

      it('adds an account with table buckets of S3 Tables', async () => {
        await runCommand(workbench(), add);
        await choose(workbench(), kind, 'AWS');
        await answer(workbench(), name, 'buckets');
        await choose(workbench(), 'The profile', 'buckets');
        await accept(workbench(), 'The AWS region');
        await choose(workbench(), 'The Athena workgroup', 'No workgroup');
        await choose(workbench(), 'Does the connection need anything else?', 'No, connect');
        // The last of its rows: what is opened while more of them arrive, the editor may forget.
        await treeRow(workbench(), 'Glue catalogs').first().waitFor();
        await hasColumn(workbench(), 'note', 'buckets', 's3tablescatalog/lake', 'sales', 'orders');
      });

      it('does so with a table of S3 Tables', async () => {
        await findAndQueryOrders(workbench(), {
          words: 'was ordered buckets',
          place: 'buckets · s3tablescatalog/lake · sales',
          statement: /FROM\s"s3tablescatalog\/lake"\."?sales"?\."?orders/,
          picture: 'buckets',
        });
      });

      it('adds an Iceberg REST catalog', async () => {
        await runCommand(workbench(), add);
        await choose(workbench(), kind, 'An Iceberg REST catalog');
        await answer(workbench(), name, 'rest');
        await choose(workbench(), 'How does the catalog know who asks?', 'It asks nobody');
        await answer(workbench(), 'The address of the catalog', rest().endpoint);
        await answer(workbench(), 'The warehouse', '');
        await hasColumn(workbench(), 'note', 'rest', 'sales', 'orders');
      });

      it('does so with a table of a REST catalog', async () => {
        await findAndQueryOrders(workbench(), {
          words: 'was ordered rest',
          place: 'rest · sales',
          statement: /FROM\ssales\.orders/,
          picture: 'rest',
        });
      });

      it('adds Polaris, with a secret that is written nowhere', async () => {
        const uri = `${polaris().endpoint}/api/catalog`;
        await runCommand(workbench(), add);
        await choose(workbench(), kind, 'Apache Polaris');
        await answer(workbench(), name, 'polaris');
        await answer(workbench(), 'The address of the catalog', uri);
        await choose(workbench(), 'How does the catalog know who asks?', 'OAuth 2');
        await answer(workbench(), 'The id of the client', 'root');
        await answer(workbench(), 'The secret of the client', polarisPrincipals.root);
        await answer(workbench(), 'One catalog of the server', 'lake');
        await expandPath(workbench(), 'polaris', 'sales', 'orders');
        await treeRow(workbench(), 'note').first().waitFor();
        await takePicture(workbench(), 'connections');
        await collapseAll(workbench());
        assert.doesNotMatch(written(), new RegExp(polarisPrincipals.root));
      });

      it('does so with a table of Polaris', async () => {
        await findAndQueryOrders(workbench(), {
          words: 'was ordered polaris',
          place: 'polaris · lake · sales',
          statement: /FROM\ssales\.orders/,
          picture: 'polaris',
        });
      });

      it('says why a connection is not reached, and goes back to the form', async () => {
        const { page } = workbench();
        await runCommand(workbench(), add);
        await choose(workbench(), kind, 'An Iceberg REST catalog');
        await answer(workbench(), name, 'wrong');
        await choose(workbench(), 'How does the catalog know who asks?', 'It asks nobody');
        await answer(workbench(), 'The address of the catalog', 'not an address');
        await page.locator('.quick-input-message', { hasText: 'begins with https://' }).waitFor();
        await page.keyboard.press('Control+A');
        await page.keyboard.type(`${rest().endpoint}/nowhere`);
        await page.keyboard.press('Enter');
        await answer(workbench(), 'The warehouse', '');
        const dialog = page.locator('.monaco-dialog-box', { hasText: 'wrong was not reached.' });
        await dialog.waitFor();
        await takePicture(workbench(), 'add-failed');
        await dialog.getByRole('button', { name: 'Edit…' }).press('Enter');
        await seeQuestion(workbench(), 'The ');
        await page.keyboard.press('Escape');
        assert.doesNotMatch(written(), /"wrong"/);
      });

      it('says once that nobody is signed in, with what signs in', async () => {
        const { page } = workbench();
        await runCommand(workbench(), add);
        await choose(workbench(), kind, 'AWS');
        await answer(workbench(), name, 'out');
        await choose(workbench(), 'The profile', 'signed-out');
        await accept(workbench(), 'The AWS region');
        await choose(workbench(), 'The Athena workgroup', 'No workgroup');
        await choose(workbench(), 'Does the connection need anything else?', 'No, connect');
        const dialog = page.locator('.monaco-dialog-box', { hasText: 'out was not reached.' });
        await dialog.getByRole('button', { name: 'Save Anyway' }).press('Enter');
        await expandPath(workbench(), 'out', 'AwsDataCatalog');
        await treeRow(workbench(), 'Not loaded').first().waitFor();
        const told = page.locator('.notification-toast', {
          hasText: 'The session of out has expired',
        });
        await told.getByRole('button', { name: 'Sign In' }).waitFor();
        assert.equal(await told.count(), 1);
        await takePicture(workbench(), 'signed-out');
        await runCommand(workbench(), 'Notifications: Clear All Notifications');
        await collapseAll(workbench());
      });

      it('tests, renames and removes a connection, in high contrast too', async () => {
        const { page, environment } = workbench();
        const settings = join(environment.connections, '.vscode', 'settings.json');
        const parsed = JSON.parse(readFileSync(settings, 'utf8')) as Record<string, unknown>; // Written by the editor.
        parsed['workbench.colorTheme'] = 'Default High Contrast';
        writeFileSync(settings, JSON.stringify(parsed, null, 2));
        await page.locator('.monaco-workbench.hc-black').waitFor();
        await runCommand(workbench(), 'Lakehouse: Test Connection');
        await choose(workbench(), 'The connection to test', 'prod');
        await page.locator('.notification-toast', { hasText: 'prod is reached' }).waitFor();
        await takePicture(workbench(), 'test-connection');
        await runCommand(workbench(), 'Lakehouse: Rename Connection');
        await choose(workbench(), 'The connection to rename', 'laptop');
        await answer(workbench(), 'Notebooks call it by this name', 'desk');
        await treeRow(workbench(), 'desk').first().waitFor();
        await runCommand(workbench(), 'Lakehouse: Remove Connection');
        await choose(workbench(), 'The connection to remove', 'desk');
        const dialog = page.locator('.monaco-dialog-box', {
          hasText: 'Remove the connection desk?',
        });
        await dialog.getByRole('button', { name: 'Remove' }).press('Enter');
        await treeRow(workbench(), 'desk').waitFor({ state: 'detached' });
        assert.match(written(), /"prod"/);
      });
    },
  );
});
