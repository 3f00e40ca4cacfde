import assert from 'node:assert/strict';
import { motoContent } from '../support/servers/moto.js';
import type { Fault, Rule } from '../support/servers/proxy/rule.js';
import { changeSettings, describeOnAws } from './support/awsWindow.js';
import { becomes } from './support/becomes.js';
import { chooseInMenu, expandPath, pressRowAction, treeRow } from './support/tree.js';
import { takePicture, widenSideBar } from './support/workbench.js';

const region = motoContent.showroom;
const teams = Array.from({ length: 10 }, (_, i) => `team_0${i}`);

/** Each database has one table, `plans`. What goes wrong in one of them is to be seen there, and nowhere else. */
describeOnAws('what a service does wrong', region, (workbench, aws) => {
  const inTeam = (team: string, fault: Fault, counts: Pick<Rule, 'times'> = {}): Rule => ({
    operation: 'GetTables',
    where: { DatabaseName: team },
    ...counts,
    fault,
  });
  const asked = (): readonly unknown[] =>
    aws()
      .log.filter(({ operation }) => operation === 'GetTables')
      .map(({ input }) => input['DatabaseName']);
  const refresh = (team: string) => chooseInMenu(treeRow(workbench(), team).first(), 'Refresh');
  const failure = () => treeRow(workbench(), 'Not loaded');
  const plans = () => treeRow(workbench(), 'plans');
  const count = (rows: ReturnType<typeof plans>, wanted: number): Promise<void> =>
    wanted === 0 ? rows.first().waitFor({ state: 'detached' }) : rows.nth(wanted - 1).waitFor();

  it('is one red node where one database of ten is refused, and the others are there', async () => {
    const message = 'Insufficient permissions on team_03';
    aws().reset([inTeam('team_03', { kind: 'error', name: 'AccessDeniedException', message })]);
    await widenSideBar(workbench(), 700);
    await treeRow(workbench(), 'team_09').first().waitFor();
    for (const team of teams) await expandPath(workbench(), team);
    await count(plans(), 9);
    assert.equal(await failure().count(), 1);
    await failure().locator('.codicon-error').waitFor();
    assert.match(
      await failure().innerText(),
      /Your credentials are not allowed to do this\..*team_03/s,
    );
    await takePicture(workbench(), 'tree-refused');
  });

  it('is asked for again by Retry, and nothing beside it is', async () => {
    aws().reset();
    await pressRowAction(failure(), 'Retry');
    await count(plans(), 10);
    assert.equal(await failure().count(), 0);
    assert.deepEqual(asked(), ['team_03']);
  });

  it('is told of a page of HTML below the rows that were there, with their age', async () => {
    const body = '<html><h1>Welcome to the hotel</h1></html>';
    const html: Fault = { kind: 'answer', status: 200, contentType: 'text/html', body };
    aws().reset([inTeam('team_04', html)]);
    await refresh('team_04');
    await failure().waitFor();
    assert.match(
      await failure().innerText(),
      /This can not be reached\..*not one of this service \(HTTP 200\)/,
    );
    await treeRow(workbench(), 'team_04')
      .getByText(/just now|second|minute/)
      .waitFor();
    assert.equal(await plans().count(), 10);
    await takePicture(workbench(), 'tree-html');
    aws().reset();
    await pressRowAction(failure(), 'Retry');
    await count(failure(), 0);
  });

  it('is said to be slow while a busy service is asked again, and not to have failed', async () => {
    const busy: Fault = { kind: 'error', name: 'ThrottlingException' };
    aws().reset([
      inTeam('team_05', busy, { times: 1 }),
      inTeam('team_05', { kind: 'delay', ms: 4000 }),
    ]);
    await refresh('team_05');
    const row = treeRow(workbench(), 'team_05').filter({ hasText: 'slow, asked 2 times' });
    await row.waitFor();
    await takePicture(workbench(), 'tree-slow');
    await row.waitFor({ state: 'detached' });
    assert.equal(await failure().count(), 0);
    assert.deepEqual(asked(), ['team_05', 'team_05']);
    await count(plans(), 10);
  });

  it('is stopped by closing the node of a service that never answers', async () => {
    aws().reset([inTeam('team_06', { kind: 'hang' })]);
    await refresh('team_06');
    const row = treeRow(workbench(), 'team_06').first();
    await becomes('asked', () => asked().length === 1);
    await row.locator('.monaco-tl-twistie').click();
    await becomes('hung up', () => aws().log.every(({ aborted }) => aborted));
    // Others are opened meanwhile as if nothing were.
    await refresh('team_07');
    await becomes('asked for another', () => asked().includes('team_07'));
    assert.deepEqual(asked(), ['team_06', 'team_07']);
    aws().reset();
    await expandPath(workbench(), 'team_06');
    await count(plans(), 10);
    assert.deepEqual(asked(), ['team_06']);
  });

  it('is seen in high contrast too', async () => {
    const { page, environment } = workbench();
    aws().reset([inTeam('team_03', { kind: 'error', name: 'AccessDeniedException' })]);
    await refresh('team_03');
    await failure().waitFor();
    changeSettings(environment, region, { 'workbench.colorTheme': 'Default High Contrast' });
    await page.locator('.monaco-workbench.hc-black').waitFor();
    await takePicture(workbench(), 'tree-high-contrast');
  });
});
