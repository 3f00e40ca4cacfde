import * as vscode from 'vscode';
import { offers } from '../../../catalog/capabilities.js';
import { fileSizes, type SizeBucket, smallFile } from '../../../catalog/fileSizes.js';
import { sizeText } from '../../../host/sizeText.js';
import type { FilesView } from '../../../webviews/tablePage/protocol.js';
import type { Section } from '../section.js';

/** How large the files are, and whether many are small. */
export const filesSection: Section = {
  id: 'files',
  heading: () => vscode.l10n.t('Files'),
  isOffered: ({ catalog, kind }) => kind === 'table' && offers(catalog, 'listFiles'),
  async load({ place, signal }): Promise<FilesView> {
    const { catalog, table } = place;
    if (!offers(catalog, 'listFiles')) throw new TypeError('the catalog lists no files');
    const files = await catalog.listFiles(table, place.version, signal);
    const data = files.filter(({ content }) => content === 'data');
    const deletes = files.length - data.length;
    const { bytes, median, small, buckets } = fileSizes(data);
    const facts = [
      {
        label: vscode.l10n.t('Data files'),
        value: data.length.toLocaleString(vscode.env.language),
      },
      { label: vscode.l10n.t('Size'), value: sizeText(bytes) },
      ...(data.length === 0
        ? []
        : [
            {
              label: vscode.l10n.t('Median'),
              value: sizeText(median),
            },
          ]),
      ...(deletes === 0
        ? []
        : [
            {
              label: vscode.l10n.t('Delete files'),
              value: deletes.toLocaleString(vscode.env.language),
            },
          ]),
    ];
    const isScattered = small > 10 && small > data.length / 2;
    return {
      form: 'files',
      facts,
      bins: buckets.map(toBin),
      drawing: vscode.l10n.t('Data files by size'),
      notes: isScattered
        ? [
            vscode.l10n.t(
              '{0} of {1} data files are smaller than {2}: compaction would make reading cheaper.',
              small,
              data.length,
              sizeText(smallFile),
            ),
          ]
        : [],
    };
  },
};

function toBin({ from, below, files }: SizeBucket): FilesView['bins'][number] {
  const text = (size: bigint): string => sizeText(size).replace('.0 ', ' ');
  return {
    label: below === undefined ? `≥ ${text(from)}` : `< ${text(below)}`,
    count: files.length,
    isSmall: below !== undefined && below <= smallFile,
  };
}
