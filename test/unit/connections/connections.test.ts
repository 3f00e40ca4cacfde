import assert from 'node:assert/strict';
import type { ConnectionSettings } from '../../../src/connections/connectionSettings.js';
import { Connections } from '../../../src/connections/connections.js';
import { fakeConnection } from '../../support/fakeConnection.js';

describe('the connections', () => {
  const local = (name: string, path: string): ConnectionSettings => ({
    type: 'local',
    name,
    path,
    readOnly: false,
  });
  const open = (): Connections => new Connections(({ name }) => fakeConnection(name));

  it('keep what did not change and rebuild what did', () => {
    const connections = open();
    connections.update({ settings: [local('a', '/a'), local('b', '/b')], problems: [] });
    const [a, b] = connections.all;
    connections.update({ settings: [local('a', '/a'), local('b', '/c')], problems: [] });
    assert.equal(connections.find('a'), a);
    assert.notEqual(connections.find('b'), b);
  });

  it('tell who listens, until he no longer does', () => {
    const connections = open();
    let told = 0;
    const listening = connections.onDidChange(() => told++);
    connections.update({ settings: [local('a', '/a')], problems: [] });
    listening.dispose();
    connections.update({ settings: [], problems: [] });
    assert.equal(told, 1);
  });

  it('tell nobody of what has not changed', () => {
    const connections = open();
    let told = 0;
    connections.onDidChange(() => told++);
    const problem = { name: 'x', problem: 'missing', key: 'path', found: '' } as const;
    for (const settings of [[], [local('a', '/a')], [local('a', '/a')], [local('a', '/b')]]) {
      connections.update({ settings, problems: [] });
    }
    assert.equal(told, 2);
    connections.update({ settings: [local('a', '/b')], problems: [problem] });
    assert.equal(told, 3);
  });
});
