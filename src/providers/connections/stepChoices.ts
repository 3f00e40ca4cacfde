import * as vscode from 'vscode';
import {
  type Answers,
  allKinds,
  type Kind,
  type StepId,
} from '../../connections/form/formSteps.js';
import type { Choice, Choices } from './question.js';

type LookUp = (answers: Answers, signal: AbortSignal) => Choices | Promise<Choices>;

/** The steps that are answered by choosing, and how it is found out what there is. */
const lookUps: Partial<Record<StepId, LookUp>> = {
  kind: () => closed(allKinds.map(kindChoice)),
  path: () => ({ choices: folderChoices(), isOpen: true }),
  profile: async () => (await import('./awsChoices.js')).profileChoices(),
  region: async (answers) => (await import('./awsChoices.js')).regionChoices(answers),
  workgroup: async (answers, signal) =>
    (await import('./awsChoices.js')).workgroupChoices(answers, signal),
  more: () =>
    closed([
      { value: 'no', label: vscode.l10n.t('No, connect') },
      { value: 'yes', label: vscode.l10n.t('Yes: a role, or the catalog of another account') },
    ]),
  auth: ({ kind }) => closed(authChoices(kind === 'polaris')),
  endpoint: () =>
    closed([
      { value: 'glue', label: vscode.l10n.t('Glue Data Catalog') },
      { value: 's3tables', label: vscode.l10n.t('A table bucket of S3 Tables') },
      { value: 'other', label: vscode.l10n.t('Another address') },
    ]),
};

/** How the choices of a step are found; `undefined` for one that is answered by a text. */
export function lookUpOf(step: StepId): LookUp | undefined {
  return lookUps[step];
}

/** The choice that opens the editor's own dialog. */
export const browse = '\0browse';

function folderChoices(): readonly Choice[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return [
    { value: browse, label: vscode.l10n.t('Choose Folder…') },
    ...folders.slice(0, 1).map(({ name }) => ({
      value: '${workspaceFolder}',
      label: vscode.l10n.t('The workspace folder'),
      description: name,
    })),
  ];
}

function closed(choices: readonly Choice[]): Choices {
  return { choices, isOpen: false };
}

function kindChoice(value: Kind): Choice {
  switch (value) {
    case 'local':
      return {
        value,
        label: vscode.l10n.t('A folder'),
        detail: vscode.l10n.t('Iceberg tables, Parquet, CSV and JSON on this machine'),
      };
    case 'aws':
      return {
        value,
        label: vscode.l10n.t('AWS'),
        detail: vscode.l10n.t('The Glue catalogs and S3 Tables of an account'),
      };
    case 'polaris':
      return {
        value,
        label: vscode.l10n.t('Apache Polaris'),
        detail: vscode.l10n.t('The catalogs of a server, and who may do what with them'),
      };
    case 'iceberg-rest':
      return {
        value,
        label: vscode.l10n.t('An Iceberg REST catalog'),
        detail: vscode.l10n.t(
          'Nessie, Lakekeeper, Unity Catalog, Gravitino, Glue, S3 Tables and others',
        ),
      };
  }
}

function authChoices(isPolaris: boolean): readonly Choice[] {
  const signedIn = [
    {
      value: 'oauth2',
      label: vscode.l10n.t('OAuth 2'),
      detail: vscode.l10n.t('The id and the secret of a client'),
    },
    { value: 'bearer', label: vscode.l10n.t('A token') },
  ];
  if (isPolaris) return signedIn;
  return [
    { value: 'none', label: vscode.l10n.t('It asks nobody') },
    ...signedIn,
    {
      value: 'sigv4',
      label: vscode.l10n.t('AWS credentials'),
      detail: vscode.l10n.t(
        'Signed requests, as the REST catalogs of Glue and S3 Tables want them',
      ),
    },
  ];
}
