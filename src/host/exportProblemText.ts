import * as vscode from 'vscode';
import type { ExportProblem } from '../results/export/exportError.js';

/** Why a result was not written, and what would help. */
export function exportProblemText(problem: ExportProblem): string {
  const number = (value: number): string => value.toLocaleString(vscode.env.language);
  switch (problem.code) {
    case 'too-many-rows':
      return vscode.l10n.t(
        'An Excel sheet holds {0} rows below its header, and these are {1}. Filter the rows, or export to another format.',
        number(problem.most),
        number(problem.rows),
      );
    case 'too-many-columns':
      return vscode.l10n.t(
        'An Excel sheet holds {0} columns, and these are {1}. Export to another format.',
        number(problem.most),
        number(problem.columns),
      );
    case 'text-too-long':
      return problem.row === 0
        ? vscode.l10n.t(
            'An Excel cell holds {0} characters, and a column has a name of {1}. Export to another format.',
            number(problem.most),
            number(problem.characters),
          )
        : vscode.l10n.t(
            'An Excel cell holds {0} characters, and {1} in row {2} has {3}. Leave it out, or export to another format.',
            number(problem.most),
            problem.column,
            number(problem.row),
            number(problem.characters),
          );
    case 'disk-full':
      return vscode.l10n.t(
        'There is no space left on the disk of {0}. Nothing was exported.',
        problem.folder,
      );
    case 'not-writable':
      return vscode.l10n.t('The file can not be written: {0}', problem.reason);
    case 'gone':
      return vscode.l10n.t('This result is gone. Run the cell again.');
  }
}
