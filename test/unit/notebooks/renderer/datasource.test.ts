import assert from 'node:assert/strict';
import { type RowsListener, ViewRows } from '../../../../src/notebooks/renderer/datasource.js';
import { HostClient } from '../../../../src/notebooks/renderer/hostClient.js';
import type { FromGrid, GridWindow } from '../../../../src/notebooks/renderer/protocol.js';
import { ShownView } from '../../../../src/notebooks/renderer/shownView.js';
import { gridOutput } from '../../../support/gridOutput.js';

/** Rows of a result of that many, what the host was asked, and what the page heard. */
function setUp(count: number) {
  const posted: FromGrid[] = [];
  const heard: string[] = [];
  const listener: RowsListener = {
    viewChanged: (total) => heard.push(`view ${String(total)}`),
    totalKnown: (total) => heard.push(`total ${total}`),
    preparing: (done) => heard.push(`preparing ${String(done)}`),
    failed: (message) => heard.push(message),
  };
  const shown = new ShownView();
  const host = new HostClient((message) => posted.push(message));
  const rows = new ViewRows(gridOutput(count), shown, host.about('one'), listener);
  shown.onDidChange(() => {
    rows.start();
  });
  const asked = (method: string): number => {
    const found = posted.findLast((one) => one.type === 'ask' && one.method === method);
    assert.ok(found !== undefined, `${method} was not asked`);
    return found.request;
  };
  return { posted, heard, shown, host, rows, asked };
}

const rowsOf = (count: number, total?: number): GridWindow => ({
  rows: Array.from({ length: count }, (_, at) => [String(at), null]),
  cut: [],
  ...(total === undefined ? {} : { total }),
});
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('the rows of the view that is shown', () => {
  it('are there at once where the output has them', async () => {
    const { rows, posted } = setUp(1000);
    const { rows: first, total } = await rows.window(0, 200);
    assert.deepEqual([first.length, total, posted.length], [200, 1000, 0]);
  });

  it('are asked of the whole view, and counted by the answer', async () => {
    const { rows, shown, host, posted, heard, asked } = setUp(1000);
    shown.change({ search: 'tea', sort: [{ column: 1, descending: true }] });
    assert.equal(rows.total, undefined);
    const window = rows.window(0, 200);
    const [ask] = posted;
    assert.deepEqual(ask?.type === 'ask' && ask.params, {
      offset: 0,
      limit: 200,
      view: { sort: [{ column: 1, descending: true }], filters: [], search: 'tea' },
    });
    host.receive({ type: 'answer', request: asked('window'), answer: rowsOf(200, 345) });
    assert.equal((await window).total, 345);
    assert.deepEqual(heard, ['preparing undefined', 'view undefined', 'total 345']);
    shown.change({ sort: [] });
    assert.equal(rows.total, 345, 'another order has as many rows');
  });

  it('are counted when the host has made them ready', async () => {
    const { rows, shown, host, heard, asked } = setUp(1_000_000);
    shown.change({ search: 'tea' });
    const window = rows.window(0, 200);
    host.receive({ type: 'answer', request: asked('window'), answer: rowsOf(200) });
    assert.equal((await window).total, undefined);
    host.receive({ type: 'progress', request: asked('prepare'), done: 0.5 });
    host.receive({ type: 'answer', request: asked('prepare'), answer: 4321 });
    await settle();
    assert.equal(rows.total, 4321);
    const after = ['preparing 0', 'preparing 0.5', 'preparing undefined', 'total 4321'];
    assert.deepEqual(heard.slice(2), after);
  });

  it('are counted by a window that is not full', async () => {
    const { rows, shown, host, asked } = setUp(1_000_000);
    shown.change({ search: 'tea' });
    const window = rows.window(0, 200);
    host.receive({ type: 'answer', request: asked('window'), answer: rowsOf(3) });
    assert.equal((await window).total, 3);
  });

  it('of a view that was left are stopped, and never heard of', async () => {
    const { rows, shown, host, posted, heard, asked } = setUp(1_000_000);
    shown.change({ search: 'tea' });
    const window = rows.window(0, 200);
    const [prepare, first] = [asked('prepare'), asked('window')];
    shown.back();
    await assert.rejects(window, { name: 'AbortError' });
    assert.deepEqual(
      posted.filter(({ type }) => type === 'cancel').map(({ request }) => request),
      [prepare, first],
    );
    const before = heard.length;
    host.receive({ type: 'answer', request: first, answer: rowsOf(3, 3) });
    host.receive({ type: 'progress', request: prepare, done: 0.9 });
    host.receive({ type: 'failed', request: prepare, message: 'too late' });
    await settle();
    assert.equal(heard.length, before);
    assert.equal(rows.total, 1_000_000);
  });

  it('that can not be had are said to be so', async () => {
    const { rows, shown, host, heard, asked } = setUp(1_000_000);
    shown.change({ search: 'tea' });
    const window = rows.window(0, 200);
    host.receive({ type: 'failed', request: asked('prepare'), message: 'disk full' });
    host.receive({ type: 'failed', request: asked('window'), message: 'disk full' });
    await assert.rejects(window, { message: 'disk full' });
    assert.deepEqual(heard.slice(3), ['preparing undefined', 'disk full']);
  });
});
