import * as vscode from 'vscode';
import type { ChartFault } from '../results/chart/chart.js';

/** Why there is no such chart, in the user's language. */
export function chartFaultText(fault: ChartFault): string {
  switch (fault.kind) {
    case 'no-kind':
      return vscode.l10n.t(
        'A chart begins with bar, line, area, scatter or histogram, not with "{0}".',
        fault.name,
      );
    case 'unreadable':
      return vscode.l10n.t('This part of the chart can not be read: {0}', fault.name);
    case 'key':
      return vscode.l10n.t('A chart has no "{0}".', fault.name);
    case 'value':
      return vscode.l10n.t('"{0}" can not be {1} in this chart.', fault.name, fault.value);
    case 'missing':
      return vscode.l10n.t('The chart says no column for {0}.', fault.name);
    case 'measures':
      return vscode.l10n.t('The chart has too many columns on its Y axis.');
    case 'series-of-several':
      return vscode.l10n.t('A chart with several columns on its Y axis can not have a series too.');
    case 'no-column':
      return vscode.l10n.t('The result has no column "{0}".', fault.name);
    case 'no-number':
      return vscode.l10n.t('The values of "{0}" are no numbers.', fault.name);
    case 'no-scale':
      return vscode.l10n.t('The values of "{0}" are neither numbers nor times.', fault.name);
  }
}
