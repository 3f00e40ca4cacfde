import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { GetDatabasesCommand, GlueClient } from '@aws-sdk/client-glue';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { AwsSession } from '../../src/connections/aws/awsSession.js';
import type { AwsIdentity } from '../../src/connections/aws/awsSettings.js';
import { startAwsEmulator } from '../support/servers/awsEmulator.js';
import { motoContent } from '../support/servers/moto.js';
import { serve } from '../support/servers/proxy/serve.js';
import { useServer } from '../support/servers/useServer.js';

const { signal } = new AbortController();
const other = '222222222222';
const role = (name: string, account = other): string => `arn:aws:iam::${account}:role/${name}`;

describe('the credentials of an AWS connection (STS by an emulator, moto)', () => {
  const aws = useServer('moto behind the proxy', startAwsEmulator);
  const saved = { ...process.env };
  let home: string;
  /** The MFA devices whose code was asked for. */
  let asked: string[];

  beforeEach(() => {
    asked = [];
    home = mkdtempSync(join(tmpdir(), 'lakehouse-home-'));
    for (const name of Object.keys(process.env)) {
      if (name.startsWith('AWS_')) Reflect.deleteProperty(process.env, name);
    }
    Object.assign(process.env, {
      HOME: home,
      AWS_CONFIG_FILE: join(home, '.aws', 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(home, '.aws', 'credentials'),
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ENDPOINT_URL: aws().endpoint,
    });
    aws().reset();
  });
  afterEach(() => {
    process.env = { ...saved };
    rmSync(home, { recursive: true });
  });

  const write = (file: string, ...lines: readonly string[]): void => {
    const path = join(home, '.aws', file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, lines.join('\n'));
  };
  const keys = (id: string): readonly string[] => [
    `aws_access_key_id = ${id}`,
    `aws_secret_access_key = secret-of-${id}`,
  ];
  const open = (identity: Omit<AwsIdentity, 'name'>): AwsSession =>
    new AwsSession({ name: 'it', region: motoContent.region, ...identity }, (serial) => {
      asked.push(serial);
      return Promise.resolve('123456');
    });
  /** Who the emulator takes one for, and with which key the request was signed. */
  async function whoIs(
    session: AwsSession,
  ): Promise<{ arn: string; account: string; key: string }> {
    const call = session.caller((config) => Promise.resolve(new STSClient(config)), 'sts');
    const { Arn: arn = '', Account: account = '' } = await call(
      'who I am',
      (client, options) => client.send(new GetCallerIdentityCommand({}), options),
      signal,
    );
    const last = aws().log.at(-1)?.headers.authorization ?? '';
    return { arn, account, key: /Credential=([^/]+)/.exec(last)?.[1] ?? '' };
  }
  const databases = (session: AwsSession): Promise<unknown> => {
    const call = session.caller((config) => Promise.resolve(new GlueClient(config)), 'glue');
    return call(
      'the databases',
      (client, options) => client.send(new GetDatabasesCommand({}), options),
      signal,
    );
  };

  it('are those of the environment', async () => {
    process.env['AWS_ACCESS_KEY_ID'] = 'FROMENVIRONMENT';
    process.env['AWS_SECRET_ACCESS_KEY'] = 'x';
    assert.equal((await whoIs(open({}))).key, 'FROMENVIRONMENT');
  });

  it('are those of the profile, though the environment has others', async () => {
    process.env['AWS_ACCESS_KEY_ID'] = 'FROMENVIRONMENT';
    process.env['AWS_SECRET_ACCESS_KEY'] = 'x';
    write('credentials', '[prod]', ...keys('FROMPROFILE'));
    assert.equal((await whoIs(open({ profile: 'prod' }))).key, 'FROMPROFILE');
  });

  it('are read again from the shared file where they have expired', async () => {
    write('credentials', '[prod]', ...keys('OLD'));
    const session = open({ profile: 'prod' });
    assert.equal((await whoIs(session)).key, 'OLD');
    write('credentials', '[prod]', ...keys('NEW'));
    aws().reset([
      {
        operation: 'GetDatabases',
        times: 1,
        fault: { kind: 'error', name: 'ExpiredTokenException' },
      },
    ]);
    await databases(session);
    const signed = aws().log.map(({ headers }) => headers.authorization ?? '');
    assert.match(signed[0] ?? '', /Credential=OLD\//);
    assert.match(signed[1] ?? '', /Credential=NEW\//);
    assert.equal(signed.length, 2);
  });

  it('are those that a process of the profile writes', async () => {
    const answer = { Version: 1, AccessKeyId: 'FROMPROCESS', SecretAccessKey: 'x' };
    const script = join(home, 'give.cjs');
    writeFileSync(script, `process.stdout.write(${JSON.stringify(JSON.stringify(answer))})`);
    write('config', '[profile p]', `credential_process = "${process.execPath}" "${script}"`);
    assert.equal((await whoIs(open({ profile: 'p' }))).key, 'FROMPROCESS');
  });

  it('are of a role that the profile takes on', async () => {
    write('credentials', '[base]', ...keys('BASE'));
    write(
      'config',
      '[profile analyst]',
      `role_arn = ${role('analyst')}`,
      'source_profile = base',
      `region = ${motoContent.region}`,
    );
    const who = await whoIs(open({ profile: 'analyst' }));
    assert.equal(who.account, other);
    assert.match(who.arn, /assumed-role\/analyst\//);
    assert.equal(assumed()[0]?.['RoleArn'], role('analyst'));
  });

  it('are of the role of the connection, under its name', async () => {
    write('credentials', '[base]', ...keys('BASE'));
    const who = await whoIs(open({ profile: 'base', roleArn: role('reader') }));
    assert.match(who.arn, /assumed-role\/reader\/lakehouse-it$/);
    assert.deepEqual(asked, []);
  });

  it('are of a role on a role, and each device is asked for its code', async () => {
    write('credentials', '[base]', ...keys('BASE'));
    const device = 'arn:aws:iam::123456789012:mfa/me';
    write(
      'config',
      '[profile analyst]',
      `role_arn = ${role('analyst')}`,
      'source_profile = base',
      `mfa_serial = ${device}`,
    );
    const session = open({
      profile: 'analyst',
      roleArn: role('partner', '333333333333'),
      mfaSerial: 'second',
    });
    const who = await whoIs(session);
    assert.equal(who.account, '333333333333');
    assert.deepEqual([...asked].sort(), [device, 'second'].sort());
    assert.deepEqual(
      assumed().map(({ RoleArn, SerialNumber, TokenCode }) => [RoleArn, SerialNumber, TokenCode]),
      [
        [role('analyst'), device, '123456'],
        [role('partner', '333333333333'), 'second', '123456'],
      ],
    );
    await whoIs(session);
    assert.equal(asked.length, 2);
  });

  it('are given once, however many ask for them', async () => {
    write('credentials', '[base]', ...keys('BASE'));
    const session = open({ profile: 'base', roleArn: role('reader') });
    await Promise.all([1, 2, 3, 4].map(() => databases(session)));
    assert.equal(assumed().length, 1);
  });

  it('are asked of the endpoint that the profile names', async () => {
    delete process.env['AWS_ENDPOINT_URL'];
    write('credentials', '[base]', ...keys('BASE'));
    write('config', '[profile base]', `endpoint_url = ${aws().endpoint}`);
    assert.equal((await whoIs(open({ profile: 'base' }))).key, 'BASE');
    const who = await whoIs(open({ profile: 'base', roleArn: role('reader') }));
    assert.equal(who.account, other);
  });

  const without = [
    { what: 'a profile that is not there', profile: 'nobody', lines: ['[profile x]'] },
    {
      what: 'an sso-session that nobody has signed in to',
      profile: 'sso',
      lines: [
        '[sso-session corp]',
        'sso_region = eu-west-1',
        'sso_start_url = https://corp.awsapps.com/start',
        '[profile sso]',
        'sso_session = corp',
        'sso_account_id = 123456789012',
        'sso_role_name = analyst',
      ],
    },
    {
      what: 'a process that fails',
      profile: 'p',
      lines: ['[profile p]', 'credential_process = false'],
    },
  ];
  for (const { what, profile, lines } of without) {
    it(`are missing with ${what}, which is a session to sign in to`, async () => {
      write('config', ...lines);
      await assert.rejects(databases(open({ profile })), { code: 'expired-credentials' });
      assert.equal(aws().log.length, 0);
    });
  }

  it('say of a role that may not be taken on that it may not', async () => {
    write('credentials', '[base]', ...keys('BASE'));
    aws().reset([
      {
        operation: 'AssumeRole',
        fault: { kind: 'error', name: 'AccessDenied', message: 'not you', status: 403 },
      },
    ]);
    const session = open({ profile: 'base', roleArn: role('reader') });
    await assert.rejects(databases(session), { code: 'access-denied', message: /not you/ });
  });

  it('are of an sso-session that was signed in to (SSO by a double)', async () => {
    const start = 'https://corp.awsapps.com/start';
    const portal = await serve((request, response) => {
      const token = request.headers['x-amz-sso_bearer_token'];
      const given = {
        accessKeyId: 'FROMSSO',
        secretAccessKey: 'x',
        sessionToken: 'y',
        expiration: Date.now() + 3_600_000,
      };
      const isRight = token === 'signed-in' && request.url?.includes('role_name=analyst') === true;
      response.writeHead(isRight ? 200 : 401, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isRight ? { roleCredentials: given } : { message: 'no' }));
      return Promise.resolve();
    });
    try {
      process.env['AWS_ENDPOINT_URL_SSO'] = portal.endpoint;
      write(
        'config',
        '[sso-session corp]',
        'sso_region = eu-west-1',
        `sso_start_url = ${start}`,
        '[profile sso]',
        'sso_session = corp',
        'sso_account_id = 123456789012',
        'sso_role_name = analyst',
      );
      const file = createHash('sha1').update('corp').digest('hex');
      write(
        `sso/cache/${file}.json`,
        JSON.stringify({
          startUrl: start,
          region: 'eu-west-1',
          accessToken: 'signed-in',
          expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
        }),
      );
      assert.equal((await whoIs(open({ profile: 'sso' }))).key, 'FROMSSO');
    } finally {
      await portal.stop();
    }
  });

  /** What STS was asked, in order. */
  function assumed(): readonly Readonly<Record<string, unknown>>[] {
    return aws()
      .log.filter(({ operation }) => operation === 'AssumeRole')
      .map(({ input }) => input);
  }
});
