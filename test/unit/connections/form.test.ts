import assert from 'node:assert/strict';
import { posix } from 'node:path';
import fc from 'fast-check';
import { parseConnections } from '../../../src/connections/connectionSettings.js';
import {
  answered,
  back,
  backTo,
  type Form,
  givenAnswers,
  placeIn,
  startForm,
  stepToMend,
} from '../../../src/connections/form/form.js';
import { toAnswers, toEntry } from '../../../src/connections/form/formEntry.js';
import { problemOf } from '../../../src/connections/form/formProblem.js';
import { type Answers, stepsOf } from '../../../src/connections/form/formSteps.js';

/** Fills a form in: each question is answered as `answers` say, and with nothing where they do not. */
function fill(answers: Answers): { readonly form: Form; readonly asked: readonly string[] } {
  const asked: string[] = [];
  let form = startForm('add', {});
  for (let place = placeIn(form); place !== undefined; place = placeIn(form)) {
    asked.push(place.step);
    form = answered(form, answers[place.step] ?? '');
  }
  return { form, asked };
}

const role = 'arn:aws:iam::123456789012:role/analyst';

/** What a person answers, and what is written for it. */
const filled: readonly (readonly [answers: Answers, entry: object])[] = [
  [
    { kind: 'local', name: 'lake', path: '/lake' },
    { type: 'local', path: '/lake' },
  ],
  [{ kind: 'aws', name: 'here' }, { type: 'aws' }],
  [
    { kind: 'aws', name: 'prod', profile: 'p', region: 'eu-west-1', workgroup: 'primary' },
    { type: 'aws', profile: 'p', region: 'eu-west-1', workgroup: 'primary' },
  ],
  [
    { kind: 'aws', name: 'x', more: 'yes', roleArn: role, mfaSerial: 'me', catalogId: '2' },
    { type: 'aws', roleArn: role, mfaSerial: 'me', catalogId: '2' },
  ],
  [
    // Answers of questions that are not asked any more are not written.
    { kind: 'aws', name: 'x', more: 'no', roleArn: role, path: '/lake' },
    { type: 'aws' },
  ],
  [
    { kind: 'iceberg-rest', name: 'r', auth: 'none', uri: ' http://127.0.0.1:8181 ' },
    { type: 'iceberg-rest', uri: 'http://127.0.0.1:8181' },
  ],
  [
    {
      kind: 'iceberg-rest',
      name: 'r',
      auth: 'oauth2',
      uri: 'https://c.example.com',
      clientId: 'me',
      secret: 's3cr3t',
      scope: 'all',
      tokenUri: 'https://login.example.com/token',
      warehouse: 'lake',
    },
    {
      type: 'iceberg-rest',
      uri: 'https://c.example.com',
      warehouse: 'lake',
      auth: {
        type: 'oauth2',
        clientId: 'me',
        scope: 'all',
        tokenUri: 'https://login.example.com/token',
      },
    },
  ],
  [
    { kind: 'iceberg-rest', name: 'r', auth: 'bearer', uri: 'https://c.example.com', secret: 't' },
    { type: 'iceberg-rest', uri: 'https://c.example.com', auth: { type: 'bearer' } },
  ],
  [
    { kind: 'iceberg-rest', name: 'g', auth: 'sigv4', region: 'eu-west-1', endpoint: 'glue' },
    {
      type: 'iceberg-rest',
      uri: 'https://glue.eu-west-1.amazonaws.com/iceberg',
      auth: { type: 'sigv4', service: 'glue' },
      region: 'eu-west-1',
    },
  ],
  [
    {
      kind: 'iceberg-rest',
      name: 's',
      auth: 'sigv4',
      profile: 'p',
      region: 'cn-north-1',
      endpoint: 's3tables',
      warehouse: 'arn:aws-cn:s3tables:cn-north-1:123456789012:bucket/lake',
    },
    {
      type: 'iceberg-rest',
      uri: 'https://s3tables.cn-north-1.amazonaws.com.cn/iceberg',
      warehouse: 'arn:aws-cn:s3tables:cn-north-1:123456789012:bucket/lake',
      auth: { type: 'sigv4', service: 's3tables' },
      profile: 'p',
      region: 'cn-north-1',
    },
  ],
  [
    {
      kind: 'iceberg-rest',
      name: 'o',
      auth: 'sigv4',
      endpoint: 'other',
      uri: 'http://127.0.0.1:9000/iceberg',
      service: 's3tables',
    },
    {
      type: 'iceberg-rest',
      uri: 'http://127.0.0.1:9000/iceberg',
      auth: { type: 'sigv4', service: 's3tables' },
    },
  ],
  [
    {
      kind: 'polaris',
      name: 'p',
      uri: 'https://p.example.com',
      clientId: 'root',
      secret: 's3cr3t',
    },
    {
      type: 'polaris',
      uri: 'https://p.example.com/api/catalog',
      auth: { type: 'oauth2', clientId: 'root' },
    },
  ],
  [
    {
      kind: 'polaris',
      name: 'p',
      uri: 'https://p.example.com/api/catalog',
      auth: 'bearer',
      // Asked before it was said that there is a token.
      clientId: 'root',
      secret: 't',
      warehouse: 'lake',
    },
    {
      type: 'polaris',
      uri: 'https://p.example.com/api/catalog',
      warehouse: 'lake',
      auth: { type: 'bearer' },
    },
  ],
];

describe('the form of a connection', () => {
  for (const [answers, entry] of filled) {
    it(`writes ${JSON.stringify(entry)}`, () => {
      const { form } = fill(answers);
      const given = givenAnswers(form);
      assert.deepEqual(toEntry(given), entry);
      assert.equal(given.name, answers.name);
    });

    it(`writes what the extension reads: ${JSON.stringify(entry)}`, () => {
      const context = { variables: {}, isAbsolute: (path: string) => posix.isAbsolute(path) };
      assert.deepEqual(parseConnections({ it: entry }, context).problems, []);
    });

    it(`is filled in for the next time: ${JSON.stringify(entry)}`, () => {
      const answers2 = toAnswers('it', { ...entry });
      assert.deepEqual(toEntry(answers2, { ...entry }), entry);
      const asked = stepsOf(answers2, 'edit');
      assert.ok(!asked.includes('kind') && !asked.includes('name'));
    });
  }

  it('keeps what it does not ask for', () => {
    const before = {
      type: 'aws',
      profile: 'p',
      outputLocation: 's3://b/',
      readOnly: true,
      confirmAboveUsd: 2,
    };
    assert.deepEqual(toEntry({ ...toAnswers('x', before), profile: 'q' }, before), {
      ...before,
      profile: 'q',
    });
    const rest = { type: 'iceberg-rest', uri: 'http://h', region: 'eu-west-1', readOnly: true };
    assert.deepEqual(toEntry(toAnswers('x', rest), rest), rest);
  });

  it('never writes a secret', () => {
    for (const [answers] of filled) {
      const given = givenAnswers(fill({ ...answers, secret: 'hunter2' }).form);
      assert.ok(!JSON.stringify(toEntry(given)).includes('hunter2'));
    }
  });

  it('counts its steps, and knows more of them with each answer', () => {
    let form = startForm('add', {});
    assert.deepEqual(placeIn(form), { step: 'kind', number: 1, total: 2 });
    form = answered(form, 'local');
    assert.deepEqual(placeIn(form), { step: 'name', number: 2, total: 3 });
    form = answered(answered(form, 'lake'), '/lake');
    assert.equal(placeIn(form), undefined);
  });

  it('loses no answer on the way back', () => {
    const { form } = fill({ kind: 'aws', name: 'x', profile: 'p', region: 'r' });
    const steps = stepsOf(form.answers, 'add');
    const before = backTo(form, 'profile');
    assert.equal(placeIn(before)?.step, 'profile');
    assert.deepEqual(before.answers, form.answers);
    assert.equal(placeIn(back(startForm('add', {})))?.step, 'kind');
    assert.equal(placeIn(back(form))?.step, steps.at(-1));
  });

  it('goes on from any step that it is sent back to, whatever is answered', () => {
    const kinds = fc.constantFrom('local', 'aws', 'iceberg-rest', 'polaris');
    const moves = fc.array(fc.oneof(fc.constant(undefined), fc.constantFrom('', 'yes', 'sigv4')));
    fc.assert(
      fc.property(kinds, moves, (kind, all) => {
        let form = answered(startForm('add', {}), kind);
        for (const move of all) {
          form = move === undefined ? back(form) : answered(form, move);
          const place = placeIn(form);
          if (place !== undefined) assert.ok(place.number >= 1 && place.number <= place.total);
        }
      }),
    );
  });

  const faults = [
    { code: 'expired-credentials', answers: { kind: 'aws' }, step: 'profile' },
    { code: 'expired-credentials', answers: { kind: 'polaris' }, step: 'secret' },
    { code: 'not-found', answers: { kind: 'iceberg-rest', auth: 'none' }, step: 'warehouse' },
    { code: 'unavailable', answers: { kind: 'iceberg-rest', auth: 'none' }, step: 'uri' },
    { code: undefined, answers: { kind: 'local' }, step: 'path' },
  ] as const;
  for (const { code, answers, step } of faults) {
    it(`goes back to ${step} where ${answers.kind} fails with ${code ?? 'no code'}`, () => {
      assert.equal(stepToMend(code, startForm('add', answers)), step);
    });
  }
});

describe('what is wrong with an answer', () => {
  const context = {
    taken: new Set(['prod']),
    isAbsolute: (path: string) => posix.isAbsolute(path),
  };
  const answers = [
    ['name', '', 'empty'],
    ['name', ' prod ', 'taken'],
    ['name', 'dev', undefined],
    ['path', 'lake', 'relative-path'],
    ['path', '${workspaceFolder}/lake', undefined],
    ['path', '${home}/lake', 'relative-path'],
    ['uri', 'catalog.example.com', 'no-address'],
    ['uri', 'https://me:secret@example.com', 'secret-in-address'],
    ['uri', 'https://example.com:8181/x', undefined],
    ['tokenUri', '', undefined],
    ['tokenUri', 'x', 'no-address'],
    ['roleArn', '', undefined],
    ['roleArn', 'analyst', 'no-role'],
    ['roleArn', role, undefined],
    ['secret', '', undefined],
    ['clientId', ' ', 'empty'],
    ['region', '', undefined],
  ] as const;
  for (const [step, answer, problem] of answers) {
    it(`is ${problem ?? 'nothing'} for ${step} "${answer}"`, () => {
      assert.equal(problemOf(step, answer, {}, context), problem);
    });
  }

  it('is that a table bucket has to be named, of S3 Tables only', () => {
    assert.equal(problemOf('warehouse', '', { endpoint: 's3tables' }, context), 'empty');
    assert.equal(problemOf('warehouse', '', { endpoint: 'glue' }, context), undefined);
  });
});
