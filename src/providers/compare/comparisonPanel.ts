import * as vscode from 'vscode';
import type { Services } from '../../host/services.js';
import { KeptCharts } from '../../notebooks/grid/keptCharts.js';
import { gridServices } from '../../notebooks/gridServices.js';
import type { ComparisonView, ToComparison } from '../../notebooks/renderer/comparison/protocol.js';
import { toGridResult } from '../../notebooks/resultOutput.js';
import type { Comparison } from '../../results/compare/compareResults.js';
import {
  changeTexts,
  differenceWords,
  kindTexts,
  listText,
  mismatchTexts,
  repeatedTexts,
  sameText,
} from './comparisonTexts.js';
import type { ResultChoice } from './resultChoices.js';
import { openResultPanel } from './resultPanel.js';

export interface Compared {
  readonly both: readonly [left: ResultChoice, right: ResultChoice];
  readonly key: readonly string[];
  readonly comparison: Comparison;
}

/** Charts are kept by the cell of their result, which differences have not. */
const noCharts = new KeptCharts({ read: () => undefined, write: () => Promise.resolve() });

/** Opens the page of a comparison. Its differences are removed from the store when it is closed. */
export async function openComparison(services: Services, compared: Compared): Promise<void> {
  const { report, results, context } = services;
  const view = await toView(services, compared);
  const first: ToComparison = { type: 'comparison', comparison: view };
  const panel = openResultPanel({
    extension: context.extensionUri,
    viewType: 'lakehouse.results.comparison',
    title: vscode.l10n.t('Compare: {0}', view.title),
    script: 'comparison.js',
    first: () => first,
    grids: gridServices(services, noCharts),
    report,
  });
  panel.onDidDispose(() => {
    results.remove(compared.comparison.differences.id).catch(report);
  });
}

async function toView({ results }: Services, compared: Compared): Promise<ComparisonView> {
  const { both, key, comparison } = compared;
  const { differences, pairs } = comparison;
  const isKeyed = key.length > 0;
  const sides = [vscode.l10n.t('Left'), vscode.l10n.t('Right')];
  const unchanged = pairs
    .filter(({ changes }) => changes === 0)
    .flatMap(({ left, right }) => [left, right]);
  const view = {
    title: both.map(({ title }) => title).join(' ↔ '),
    facts: [
      ...both.map(({ title, facts, place }, i) => `${sides[i]}: ${title} (${place}, ${facts})`),
      isKeyed
        ? vscode.l10n.t('Rows belong together by {0}.', listText(key))
        : vscode.l10n.t('Whole rows are compared.'),
      sameText(comparison),
      ...changeTexts(comparison),
    ],
    notes: [...mismatchTexts(comparison.mismatches), ...repeatedTexts(comparison)],
    kinds: kindTexts(comparison, isKeyed),
    words: {
      show: vscode.l10n.t('Rows to show'),
      hideUnchanged: vscode.l10n.t('Hide unchanged columns'),
    },
    unchanged,
  };
  if (differences.rows === 0) return view;
  const result = await toGridResult(results, differences, new AbortController().signal);
  const words = { ...result.words, grid: vscode.l10n.t('Differences') };
  return {
    ...view,
    result: { ...result, words, differences: { pairs, words: differenceWords() } },
  };
}
