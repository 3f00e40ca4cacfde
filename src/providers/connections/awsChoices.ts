import * as vscode from 'vscode';
import { type AwsProfile, listAwsProfiles } from '../../connections/aws/awsProfiles.js';
import { awsRegions } from '../../connections/aws/awsRegions.js';
import { AwsSession } from '../../connections/aws/awsSession.js';
import { listWorkgroups } from '../../connections/aws/awsWorkgroups.js';
import type { Answers } from '../../connections/form/formSteps.js';
import { askForCode } from '../../host/askForCode.js';
import { errorText } from '../../host/errorText.js';
import type { Choice, Choices } from './question.js';

/** The profiles of the shared files, before them what the SDK finds without one. */
export async function profileChoices(): Promise<Choices> {
  const profiles = await listAwsProfiles();
  const none: Choice = {
    value: '',
    label: vscode.l10n.t('No profile'),
    detail: vscode.l10n.t('The environment, a container or an instance gives the credentials'),
  };
  const { AWS_PROFILE: preselected = profiles[0]?.name } = process.env;
  return {
    choices: [...profiles.map(profileChoice), none],
    isOpen: true,
    ...(preselected === undefined ? {} : { preselected }),
  };
}

function profileChoice({ name, region, ssoSession, roleArn }: AwsProfile): Choice {
  const session = ssoSession && vscode.l10n.t('sso-session {0}', ssoSession);
  const parts = [region, session, roleArn].filter((part) => part !== undefined);
  return { value: name, label: name, description: parts.join(' · ') };
}

/** The regions, the profile's own chosen. */
export async function regionChoices({ profile = '' }: Answers): Promise<Choices> {
  const { AWS_REGION: fromEnvironment } = process.env;
  const own = (await listAwsProfiles()).find(({ name }) => name === profile)?.region;
  const preselected = own ?? fromEnvironment;
  const isUnknown =
    preselected !== undefined && !awsRegions.some(([region]) => region === preselected);
  return {
    choices: [
      ...(isUnknown ? [{ value: preselected, label: preselected }] : []),
      ...awsRegions.map(([value, description]) => ({ value, label: value, description })),
    ],
    isOpen: true,
    ...(preselected === undefined ? {} : { preselected }),
  };
}

/** The workgroups, as soon as Athena has listed them; where it does not, why, and one may still be typed. */
export function workgroupChoices(answers: Answers, signal: AbortSignal): Choices {
  return { choices: [noWorkgroup()], isOpen: true, later: listedWorkgroups(answers, signal) };
}

async function listedWorkgroups(
  { profile = '', region = '' }: Answers,
  signal: AbortSignal,
): Promise<Choices> {
  const session = new AwsSession(
    {
      name: 'workgroups',
      ...(profile === '' ? {} : { profile }),
      ...(region === '' ? {} : { region }),
    },
    askForCode,
  );
  const athena = session.caller(async (config) => {
    const { AthenaClient } = await import('@aws-sdk/client-athena');
    return new AthenaClient(config);
  }, 'athena');
  try {
    const workgroups = await listWorkgroups(athena, signal);
    const choices = workgroups.map(({ name, description }) => ({
      value: name,
      label: name,
      ...(description === undefined ? {} : { description }),
    }));
    const isThere = workgroups.some(({ name }) => name === 'primary');
    return {
      choices: [...choices, noWorkgroup(vscode.l10n.t('Athena decides for each query'))],
      isOpen: true,
      ...(isThere ? { preselected: 'primary' } : {}),
    };
  } catch (error) {
    signal.throwIfAborted();
    const detail = vscode.l10n.t('The workgroups were not listed. {0}', errorText(error));
    return { choices: [noWorkgroup(detail)], isOpen: true };
  } finally {
    session.dispose();
  }
}

function noWorkgroup(detail?: string): Choice {
  const label = vscode.l10n.t('No workgroup');
  return { value: '', label, ...(detail === undefined ? {} : { detail }) };
}
