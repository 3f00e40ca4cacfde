import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listAwsProfiles } from '../../../src/connections/aws/awsProfiles.js';

describe('the profiles of the shared AWS files', () => {
  const saved = { ...process.env };
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lakehouse-aws-'));
    process.env['AWS_CONFIG_FILE'] = join(folder, 'config');
    process.env['AWS_SHARED_CREDENTIALS_FILE'] = join(folder, 'credentials');
  });
  afterEach(() => {
    process.env = { ...saved };
    rmSync(folder, { recursive: true });
  });

  const write = (file: 'config' | 'credentials', ...lines: readonly string[]): void => {
    writeFileSync(join(folder, file), lines.join('\n'));
  };

  it('are none where there are no files', async () => {
    assert.deepEqual(await listAwsProfiles(), []);
  });

  it('are those of both files, with nothing in them that is a secret', async () => {
    write('config', '[default]', 'region = eu-west-1', '', '[profile b]', 'region=us-east-2');
    write(
      'credentials',
      '[default]',
      'aws_secret_access_key = hunter2',
      '[a]',
      'aws_access_key_id = AKID',
    );
    assert.deepEqual(await listAwsProfiles(), [
      { name: 'a' },
      { name: 'b', region: 'us-east-2' },
      { name: 'default', region: 'eu-west-1' },
    ]);
  });

  it('have their sso-session beside them, and sections of other kinds are none', async () => {
    write(
      'config',
      '[sso-session corp]',
      'sso_start_url = https://corp.awsapps.com/start',
      '[services local]',
      's3 =',
      '  endpoint_url = http://127.0.0.1:9000',
      '[profile analyst]',
      'sso_session = corp',
      '[plain words]',
      'region = x',
    );
    assert.deepEqual(await listAwsProfiles(), [
      {
        name: 'analyst',
        ssoSession: 'corp',
        signIn: { profile: 'analyst', command: ['sso', 'login'] },
      },
    ]);
  });

  it('are signed in to by the profile that a role is taken on with', async () => {
    write(
      'config',
      '[profile base]',
      'sso_start_url = https://corp.awsapps.com/start',
      '[profile middle]',
      'role_arn = arn:aws:iam::1:role/m',
      'source_profile = base',
      '[profile top]',
      'role_arn = arn:aws:iam::1:role/t',
      'source_profile = middle',
      '[profile console]',
      'login_session = arn:aws:iam::1:user/me',
      '[profile loop]',
      'source_profile = loop',
      '[profile process]',
      'credential_process = x',
    );
    const found = await listAwsProfiles();
    const signIns = Object.fromEntries(found.map(({ name, signIn }) => [name, signIn]));
    const base = { profile: 'base', command: ['sso', 'login'] };
    assert.deepEqual(signIns, {
      base,
      middle: base,
      top: base,
      console: { profile: 'console', command: ['login'] },
      loop: undefined,
      process: undefined,
    });
  });

  it('are read anew each time', async () => {
    write('config', '[profile a]', 'region = x');
    await listAwsProfiles();
    write('config', '[profile a]', 'region = x', '[profile b]', 'region = y');
    assert.deepEqual(
      (await listAwsProfiles()).map(({ name }) => name),
      ['a', 'b'],
    );
  });
});
