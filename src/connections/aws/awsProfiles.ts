import { loadSharedConfigFiles } from '@smithy/core/config';

/** A profile of the shared config and credentials files of AWS. Nothing of it is a secret. */
export interface AwsProfile {
  readonly name: string;
  readonly region?: string;
  /** The `sso-session` that it signs in with. */
  readonly ssoSession?: string;
  readonly roleArn?: string;
  /** Missing where its credentials need no person. */
  readonly signIn?: SignIn;
}

/** How a person signs in: by a command of AWS's own command line, for a profile. */
export interface SignIn {
  readonly profile: string;
  readonly command: readonly string[];
}

/** The profiles of the shared files, by their names; none where there are no such files. */
export async function listAwsProfiles(): Promise<readonly AwsProfile[]> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const sections: Sections = new Map();
  for (const [name, values] of [
    ...Object.entries(configFile),
    ...Object.entries(credentialsFile),
  ]) {
    // A section of another kind keeps it in its name: `sso-session.corp`, `services.local`.
    if (/^(sso-session|services)\./.test(name)) continue;
    sections.set(name, { ...sections.get(name), ...values });
  }
  return [...sections.keys()].sort().map((name) => toProfile(name, sections));
}

type Sections = Map<string, Readonly<Record<string, string | undefined>>>;

function toProfile(name: string, sections: Sections): AwsProfile {
  const values = sections.get(name) ?? {};
  const { region, sso_session: ssoSession, role_arn: roleArn } = values;
  const signIn = signInOf(name, sections, new Set());
  return {
    name,
    ...(region === undefined ? {} : { region }),
    ...(ssoSession === undefined ? {} : { ssoSession }),
    ...(roleArn === undefined ? {} : { roleArn }),
    ...(signIn === undefined ? {} : { signIn }),
  };
}

/** A role is taken on with the credentials of another profile: it is that one that is signed in to. */
function signInOf(name: string, sections: Sections, seen: Set<string>): SignIn | undefined {
  const values = sections.get(name);
  if (values === undefined || seen.has(name)) return undefined;
  if (values['sso_session'] !== undefined || values['sso_start_url'] !== undefined) {
    return { profile: name, command: ['sso', 'login'] };
  }
  if (values['login_session'] !== undefined) return { profile: name, command: ['login'] };
  const source = values['source_profile'];
  return source === undefined ? undefined : signInOf(source, sections, seen.add(name));
}
