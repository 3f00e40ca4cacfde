import * as vscode from 'vscode';
import type { FormProblem } from '../../connections/form/formProblem.js';
import type { Answers, StepId } from '../../connections/form/formSteps.js';

/** What a question says. A step without words does not compile. */
export interface StepWords {
  /** The question, below the title. */
  readonly prompt: string;
  /** An example of an answer. */
  readonly example?: string;
}

export function stepWords(step: StepId, { kind, auth, endpoint }: Answers): StepWords {
  switch (step) {
    case 'kind':
      return { prompt: vscode.l10n.t('What do you want to connect to?') };
    case 'name':
      return {
        prompt: vscode.l10n.t('A name for the connection. Notebooks call it by this name.'),
        example: vscode.l10n.t('prod'),
      };
    case 'path':
      return {
        prompt: vscode.l10n.t('The folder of the lakehouse: choose it, or type its path'),
        example: '${workspaceFolder}/lakehouse',
      };
    case 'profile':
      return { prompt: vscode.l10n.t('The profile of the shared AWS config files') };
    case 'region':
      return { prompt: vscode.l10n.t('The AWS region') };
    case 'workgroup':
      return { prompt: vscode.l10n.t('The Athena workgroup that queries run in') };
    case 'more':
      return { prompt: vscode.l10n.t('Does the connection need anything else?') };
    case 'roleArn':
      return {
        prompt: vscode.l10n.t('A role to take on with these credentials. Leave it empty for none.'),
        example: 'arn:aws:iam::123456789012:role/analyst',
      };
    case 'mfaSerial':
      return {
        prompt: vscode.l10n.t('The MFA device that the role asks for. Leave it empty for none.'),
        example: 'arn:aws:iam::123456789012:mfa/me',
      };
    case 'catalogId':
      return {
        prompt: vscode.l10n.t('The Glue catalog of another account. Leave it empty for your own.'),
        example: '210987654321',
      };
    case 'auth':
      return { prompt: vscode.l10n.t('How does the catalog know who asks?') };
    case 'endpoint':
      return { prompt: vscode.l10n.t('Which catalog of AWS?') };
    case 'uri':
      return {
        prompt: vscode.l10n.t('The address of the catalog, without /v1'),
        example:
          kind === 'polaris'
            ? 'https://polaris.example.com/api/catalog'
            : 'https://catalog.example.com',
      };
    case 'service':
      return { prompt: vscode.l10n.t('The service that requests are signed for'), example: 'glue' };
    case 'clientId':
      return { prompt: vscode.l10n.t('The id of the client') };
    case 'secret':
      return {
        prompt:
          auth === 'bearer'
            ? vscode.l10n.t('The token. It is kept by the editor, not in settings.')
            : vscode.l10n.t('The secret of the client. It is kept by the editor, not in settings.'),
      };
    case 'scope':
      return {
        prompt: vscode.l10n.t('The scope to ask for. Leave it empty for the usual one.'),
        example: 'PRINCIPAL_ROLE:ALL',
      };
    case 'tokenUri':
      return {
        prompt: vscode.l10n.t(
          'Where tokens are given. Leave it empty where the catalog itself gives them.',
        ),
        example: 'https://login.example.com/oauth2/token',
      };
    case 'warehouse':
      return warehouseWords(kind, endpoint);
  }
}

function warehouseWords(kind: string | undefined, endpoint: string | undefined): StepWords {
  if (endpoint === 's3tables') {
    return {
      prompt: vscode.l10n.t('The ARN of the table bucket'),
      example: 'arn:aws:s3tables:eu-west-1:123456789012:bucket/lake',
    };
  }
  if (endpoint === 'glue') {
    return {
      prompt: vscode.l10n.t(
        'The account, or a catalog in it. Leave it empty for your own account.',
      ),
      example: '123456789012:s3tablescatalog/lake',
    };
  }
  return kind === 'polaris'
    ? { prompt: vscode.l10n.t('One catalog of the server. Leave it empty for all.') }
    : {
        prompt: vscode.l10n.t(
          'The warehouse, where the server has several. Leave it empty for the usual one.',
        ),
      };
}

/** Why an answer can not be right. A new problem without words does not compile. */
export function problemWords(problem: FormProblem): string {
  switch (problem) {
    case 'empty':
      return vscode.l10n.t('This can not be left empty.');
    case 'taken':
      return vscode.l10n.t('There is a connection of this name.');
    case 'relative-path':
      return vscode.l10n.t(
        'Write the whole path of the folder, or begin it with ${workspaceFolder}.',
      );
    case 'no-address':
      return vscode.l10n.t('Write an address that begins with https:// or http://.');
    case 'secret-in-address':
      return vscode.l10n.t(
        'Leave the name and the password out of the address: settings hold no secrets.',
      );
    case 'no-role':
      return vscode.l10n.t('Write the ARN of a role: arn:aws:iam::<account>:role/<name>.');
  }
}
