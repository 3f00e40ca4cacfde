import assert from 'node:assert/strict';
import { isAbsolute } from 'node:path';
import { parseConnections } from '../../../src/connections/connectionSettings.js';

describe('the connections of the settings', () => {
  const variables = { workspaceFolder: '/work' };

  it('reads a local one and fills in the workspace folder', () => {
    const value = { laptop: { type: 'local', path: '${workspaceFolder}/lake', readOnly: true } };
    assert.deepEqual(parseConnections(value, { variables, isAbsolute }), {
      settings: [{ type: 'local', name: 'laptop', path: '/work/lake', readOnly: true }],
      problems: [],
    });
  });

  it('reads a server of Polaris, with all roles where no scope is written', () => {
    const uri = 'https://polaris.example.com/api/catalog';
    const entry = {
      type: 'polaris',
      uri: `${uri}/v1/`,
      warehouse: 'lake',
      realm: 'team',
      auth: { type: 'oauth2', clientId: 'root' },
    };
    const scope = 'PRINCIPAL_ROLE:ALL';
    assert.deepEqual(parseConnections({ prod: entry }, { variables, isAbsolute }), {
      settings: [{ ...entry, name: 'prod', uri, auth: { ...entry.auth, scope }, readOnly: false }],
      problems: [],
    });
  });

  const problems = [
    { entry: 7, problem: 'not-an-object', key: '', found: 'number' },
    { entry: [], problem: 'not-an-object', key: '', found: 'object' },
    { entry: {}, problem: 'unknown-type', key: 'type', found: '' },
    { entry: { type: 'hive' }, problem: 'unknown-type', key: 'type', found: 'hive' },
    { entry: { type: 'local' }, problem: 'missing', key: 'path', found: '' },
    { entry: { type: 'local', path: 3 }, problem: 'wrong', key: 'path', found: '3' },
    {
      entry: { type: 'local', path: '/lake', readOnly: 'no' },
      problem: 'wrong',
      key: 'readOnly',
      found: 'no',
    },
    {
      entry: { type: 'polaris', uri: 'https://polaris.example.com' },
      problem: 'wrong',
      key: 'uri',
      found: 'https://polaris.example.com',
    },
    {
      entry: {
        type: 'polaris',
        uri: 'https://polaris.example.com/api/catalog',
        auth: { type: 'none' },
      },
      problem: 'wrong',
      key: 'type',
      found: 'none',
    },
    {
      entry: { type: 'local', path: 'lake' },
      problem: 'relative-path',
      key: 'path',
      found: 'lake',
    },
    {
      entry: { type: 'local', path: '${home}/lake' },
      problem: 'relative-path',
      key: 'path',
      found: '${home}/lake',
    },
  ];
  for (const { entry, problem, key, found } of problems) {
    it(`says ${problem} for ${JSON.stringify(entry)}, and reads the rest`, () => {
      const value = { bad: entry, good: { type: 'local', path: '/lake' } };
      const parsed = parseConnections(value, { variables, isAbsolute });
      assert.deepEqual(parsed.problems, [{ name: 'bad', problem, key, found }]);
      assert.deepEqual(
        parsed.settings.map(({ name }) => name),
        ['good'],
      );
    });
  }

  for (const value of [undefined, null, 'x', []]) {
    it(`takes ${JSON.stringify(value)} for none`, () => {
      assert.deepEqual(parseConnections(value, { variables, isAbsolute }), {
        settings: [],
        problems: [],
      });
    });
  }
});
