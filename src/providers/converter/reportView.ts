import * as vscode from 'vscode';
import { explanationOf, type RuleSummaries } from '../../converter/reasonText.js';
import type { ReportFinding } from '../../converter/report.js';
import type { Status } from '../../converter/rule.js';
import type { FindingGroup, ReportView } from '../../webviews/report/protocol.js';
import type { ShownReport } from './shownReport.js';

/** What a person has to look at comes first. */
const order: readonly Status[] = [
  'unparsed',
  'manual',
  'review',
  'helper',
  'rewritten',
  'unchanged',
];

/** A report in words. */
export function toReportView(shown: ShownReport): ReportView {
  const { report, summaries, migration } = shown;
  const { totals } = report;
  const all = order.reduce((sum, status) => sum + totals[status], 0);
  const done = totals.unchanged + totals.rewritten + totals.helper;
  const percent = all === 0 ? 100 : Math.floor((done * 100) / all);
  return {
    language: vscode.env.language,
    title: vscode.l10n.t('Conversion of {0}', report.source),
    migration:
      migration && vscode.l10n.t('By {0}', vscode.workspace.asRelativePath(migration, false)),
    readiness: {
      label: vscode.l10n.t('Readiness'),
      percent,
      text: vscode.l10n.t('{0} of {1} constructs are done ({2} %)', done, all, percent),
    },
    totals: {
      heading: vscode.l10n.t('What was found'),
      columns: [vscode.l10n.t('Status'), vscode.l10n.t('Constructs')],
      rows: order.map((status) => ({ status, label: statusText(status), count: totals[status] })),
    },
    next: { heading: vscode.l10n.t('What to do next'), steps: nextSteps(shown) },
    groups: order.flatMap((status): FindingGroup[] => {
      const rows = report.findings.filter((finding) => finding.status === status);
      if (rows.length === 0) return [];
      return [
        {
          status,
          heading: statusText(status),
          columns: [vscode.l10n.t('Place'), vscode.l10n.t('Rule'), vscode.l10n.t('Why')],
          rows: rows.map((finding) => ({
            id: finding.id,
            place: vscode.l10n.t('cell {0}, line {1}', finding.cell + 1, finding.line),
            rule: finding.rule,
            text: findingText(finding, summaries),
          })),
        },
      ];
    }),
  };
}

/** Why a person should look at a finding; what was done to it where nobody has to. */
export function findingText(finding: ReportFinding, summaries: RuleSummaries): string {
  return vscode.l10n.t(explanationOf(finding, summaries));
}

function nextSteps({ report, unconverted, needsRuntime }: ShownReport): readonly string[] {
  const { findings, totals, output } = report;
  const steps: string[] = [];
  if (totals.unparsed > 0) {
    steps.push(vscode.l10n.t('Mend the cells that can not be parsed, and convert again.'));
  }
  if (totals.manual > 0) {
    steps.push(vscode.l10n.t('Rewrite by hand what was left as it was ({0}).', totals.manual));
  }
  const reasons = new Set(findings.map(({ reason }) => reason));
  if (reasons.has('not-in-migration-file') || reasons.has('guessed-table')) {
    steps.push(
      vscode.l10n.t('Say in lakehouse.migration.yaml where mounts and tables are on AWS.'),
    );
  }
  if (totals.review > 0) {
    steps.push(
      vscode.l10n.t('Check what was rewritten and could not be proved ({0}).', totals.review),
    );
  }
  for (const name of unconverted) {
    steps.push(vscode.l10n.t('Convert {0} too: this notebook runs it.', name));
  }
  if (needsRuntime) {
    steps.push(
      output?.endsWith('.ipynb') === true
        ? vscode.l10n.t(
            'Upload lakehouse_runtime as a zip file to S3, and name it under target.runtime in lakehouse.migration.yaml.',
          )
        : vscode.l10n.t(
            'Upload lakehouse_runtime as a zip file to S3, and give it to the job in spark.submit.pyFiles.',
          ),
    );
  }
  steps.push(vscode.l10n.t('Run the notebook on EMR, and compare its tables with the old ones.'));
  return steps;
}

function statusText(status: Status): string {
  switch (status) {
    case 'unchanged':
      return vscode.l10n.t('Right as it is');
    case 'rewritten':
      return vscode.l10n.t('Rewritten');
    case 'helper':
      return vscode.l10n.t('Calls lakehouse_runtime');
    case 'review':
      return vscode.l10n.t('Rewritten, to be reviewed');
    case 'manual':
      return vscode.l10n.t('Left as it was');
    case 'unparsed':
      return vscode.l10n.t('Not readable');
  }
}
