import assert from 'node:assert/strict';
import { posix, win32 } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import manifest from '../../../package.json' with { type: 'json' };
import { parseConnections } from '../../../src/connections/connectionSettings.js';

const setting = manifest.contributes.configuration.properties['lakehouse.connections'];
const entrySchema = setting.additionalProperties;

const ajv = new Ajv({ strict: true, allErrors: true });
// Words of the editor, which say nothing of what is valid.
ajv.addVocabulary(['scope', 'markdownDescription', 'defaultSnippets']);
const isValid = ajv.compile(setting);

const accepts = (entry: unknown): boolean => isValid({ it: entry });

/** What the extension itself makes of an entry. A settings file knows no system, so paths of both count. */
const problemOf = (entry: unknown): string | undefined => {
  const { problems } = parseConnections(
    { it: entry },
    {
      variables: { workspaceFolder: '/work' },
      isAbsolute: (path) => posix.isAbsolute(path) || win32.isAbsolute(path),
    },
  );
  const [problem] = problems;
  return problem && `${problem.problem} ${problem.key}`;
};

const uri = 'https://catalog.example.com/api';
const rest = { type: 'iceberg-rest', uri };
const polaris = {
  type: 'polaris',
  uri: 'https://polaris.example.com/api/catalog',
  auth: { type: 'oauth2', clientId: 'me' },
};
const role = 'arn:aws:iam::123456789012:role/reader';

const good: readonly object[] = [
  { type: 'local', path: '/lake' },
  { type: 'local', path: '${workspaceFolder}' },
  { type: 'local', path: '${workspaceFolder}/lake', readOnly: true },
  { type: 'local', path: 'C:\\lake' },
  { type: 'aws' },
  { type: 'aws', profile: 'analytics', region: 'eu-west-1', readOnly: false, confirmAboveUsd: 0.5 },
  { type: 'aws', roleArn: role, mfaSerial: 'arn:aws:iam::123456789012:mfa/me', catalogId: '2222' },
  { type: 'aws', workgroup: 'primary', outputLocation: 's3://bucket/athena/' },
  rest,
  { ...rest, uri: 'http://127.0.0.1:8181', warehouse: 'lake' },
  { ...rest, auth: { type: 'none' } },
  { ...rest, auth: { type: 'bearer' } },
  { ...rest, auth: { type: 'oauth2', clientId: 'me' } },
  { ...rest, auth: { type: 'oauth2', clientId: 'me', scope: 'x', tokenUri: `${uri}/token` } },
  { ...rest, auth: { type: 'sigv4', service: 's3tables' }, profile: 'p', region: 'eu-west-1' },
  polaris,
  { ...polaris, uri: 'http://127.0.0.1:8181/catalog/v1/', warehouse: 'lake', realm: 'POLARIS' },
  { ...polaris, auth: { type: 'bearer' }, profile: 'p', region: 'eu-west-1', readOnly: true },
];

const bad: readonly (readonly [why: string, entry: unknown])[] = [
  ['no object', 'local'],
  ['no type', { path: '/lake' }],
  ['an unknown type', { type: 'hive', path: '/lake' }],
  ['no path', { type: 'local' }],
  ['an empty path', { type: 'local', path: '' }],
  ['a relative path', { type: 'local', path: 'lake' }],
  ['a path of a number', { type: 'local', path: 3 }],
  ['readOnly of a text', { type: 'local', path: '/lake', readOnly: 'yes' }],
  ['a key of another kind', { type: 'local', path: '/lake', region: 'eu-west-1' }],
  ['less than no money', { type: 'aws', confirmAboveUsd: -1 }],
  ['a device without a role', { type: 'aws', mfaSerial: 'x' }],
  ['no uri', { type: 'iceberg-rest' }],
  ['an address of files', { type: 'iceberg-rest', uri: 'file:///lake' }],
  ['a password in an address', { type: 'iceberg-rest', uri: 'https://me:secret@example.com' }],
  ['auth of an unknown type', { ...rest, auth: { type: 'basic' } }],
  ['oauth2 without a client', { ...rest, auth: { type: 'oauth2' } }],
  ['Polaris without an auth', { type: 'polaris', uri: polaris.uri }],
  ['a Polaris that lies elsewhere', { ...polaris, uri }],
  ['Polaris with a signature', { ...polaris, auth: { type: 'sigv4' } }],
  ['none with a client', { ...rest, auth: { type: 'none', clientId: 'me' } }],
];

/** Nothing that is a secret has a place in the settings. */
const secrets = ['token', 'secret', 'clientSecret', 'password', 'accessKeyId', 'secretAccessKey'];

describe('the schema of the connections', () => {
  for (const entry of good) {
    it(`accepts ${JSON.stringify(entry)}, as the extension does`, () => {
      assert.ok(accepts(entry), ajv.errorsText(isValid.errors));
      assert.equal(problemOf(entry), undefined);
    });
  }

  for (const [why, entry] of bad) {
    it(`refuses ${why}`, () => {
      assert.ok(!accepts(entry));
    });
  }

  for (const secret of secrets) {
    it(`has no place for a ${secret}`, () => {
      for (const entry of good) {
        assert.ok(!accepts({ ...entry, [secret]: 'x' }));
        if ('auth' in entry && typeof entry.auth === 'object') {
          assert.ok(!accepts({ ...entry, auth: { ...entry.auth, [secret]: 'x' } }));
        }
      }
    });
  }

  for (const { label, body } of entrySchema.defaultSnippets) {
    it(`accepts its own snippet "${label}" as it is inserted`, () => {
      const entry: unknown = JSON.parse(inserted(JSON.stringify(body)));
      assert.ok(accepts(entry), ajv.errorsText(isValid.errors));
      assert.equal(problemOf(entry), undefined);
    });
  }

  it('accepts nothing that the extension does not', () => {
    let accepted = 0;
    fc.assert(
      fc.property(entries(), (entry) => {
        if (!accepts(entry)) return;
        accepted++;
        assert.equal(problemOf(entry), undefined);
      }),
      { numRuns: 4000 },
    );
    assert.ok(accepted > 200, `only ${accepted} were accepted`);
  });

  it('needs what the extension needs, and nothing else', () => {
    for (const entry of good) {
      for (const key of Object.keys(entry)) {
        const without = Object.fromEntries(Object.entries(entry).filter(([name]) => name !== key));
        // A type is a kind of its own, and a device without its role is nothing the reader knows of.
        if (key === 'type' || (key === 'roleArn' && 'mfaSerial' in entry)) continue;
        assert.equal(accepts(without), problemOf(without) === undefined, JSON.stringify(without));
      }
    }
  });
});

/** What the editor inserts for a snippet's text when none of its stops is changed. */
function inserted(text: string): string {
  const stops = text.replace(/(?<!\\)\$\{\d+:([^}]*)\}/g, '$1');
  return stops.replace(/\\\\([$}])/g, '$1');
}

/** Entries of every kind with keys of every kind, as they should be and as they should not. */
function entries(): fc.Arbitrary<object> {
  const texts = fc.constantFrom('', 'x', '/lake', 'lake', 'C:\\lake', '${workspaceFolder}/x', '\n');
  const addresses = fc.constantFrom(
    uri,
    'http://[::1]:8181/x/',
    'https://polaris.example.com/api/catalog/',
    'https://u:p@host',
    'https://user@host/',
    'ftp://host',
    'https://',
    'https://a b',
    'http://host:port',
  );
  const text = fc.oneof({ weight: 6, arbitrary: fc.constant('x') }, texts, anything());
  const address = fc.oneof({ weight: 4, arbitrary: addresses }, anything());
  const auth = fc.record(
    {
      type: fc.constantFrom('none', 'bearer', 'oauth2', 'sigv4', 'basic', ''),
      clientId: text,
      scope: text,
      tokenUri: address,
      service: text,
      other: text,
    },
    { requiredKeys: ['type'] },
  );
  const type = fc.constantFrom('local', 'aws', 'iceberg-rest', 'polaris');
  const flag = fc.oneof({ weight: 4, arbitrary: fc.boolean() }, anything());
  const keys = {
    path: texts,
    uri: address,
    warehouse: text,
    auth: fc.oneof({ weight: 6, arbitrary: auth }, anything()),
    profile: text,
    realm: text,
    region: text,
    roleArn: text,
    mfaSerial: text,
    catalogId: text,
    workgroup: text,
    outputLocation: text,
    readOnly: flag,
    confirmAboveUsd: fc.oneof(fc.double(), anything()),
  };
  // Most keys belong to one kind: what has all of them at once is never accepted.
  return fc
    .tuple(type, fc.subarray(Object.keys(keys), { maxLength: 4 }), fc.record(keys))
    .map(([kind, chosen, all]) => ({
      type: kind,
      ...Object.fromEntries(Object.entries(all).filter(([key]) => chosen.includes(key))),
    }));
}

function anything(): fc.Arbitrary<unknown> {
  return fc.constantFrom(null, 0, 1, true, [], {}, ['x'], { type: 'none' }, '');
}
