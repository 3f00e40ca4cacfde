import * as vscode from 'vscode';
import { toAbortSignal } from '../../host/abort.js';
import { percentProgress } from '../../host/percentProgress.js';
import type { Services } from '../../host/services.js';
import { compareResults } from '../../results/compare/compareResults.js';
import { openComparison } from './comparisonPanel.js';
import { pickKey } from './pickKey.js';
import type { ResultChoice } from './resultChoices.js';

/** Asks by which columns the rows of two results belong together, and opens the page of what is different. */
export async function compareBoth(
  services: Services,
  both: readonly [left: ResultChoice, right: ResultChoice],
): Promise<void> {
  const [left, right] = both;
  const key = await pickKey(services, both);
  if (key === undefined) return;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Comparing {0} ↔ {1}', left.title, right.title),
    cancellable: true,
  };
  const comparison = await vscode.window.withProgress(options, (progress, token) => {
    const onProgress = percentProgress(progress);
    return compareResults(
      services,
      [left.result, right.result],
      { key },
      toAbortSignal(token),
      (done = 0) => {
        onProgress(done);
      },
    );
  });
  await openComparison(services, { both, key, comparison });
}
