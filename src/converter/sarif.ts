import { explanationOf } from './reasonText.js';
import type { ConversionReport, ReportFinding } from './report.js';
import { ruleSummaries } from './rules/index.js';

/** The report as SARIF 2.1.0, which code hosts show beside the code. What is done needs nobody: it is left out. */
export function toSarif(report: ConversionReport): unknown {
  const results = report.notebooks.flatMap(({ source, format, findings }) =>
    findings
      .filter(({ status }) => status === 'review' || status === 'manual' || status === 'unparsed')
      .map((finding) => ({
        ruleId: finding.rule,
        level: finding.status === 'review' ? 'note' : 'warning',
        message: { text: explanationOf(finding, ruleSummaries) },
        partialFingerprints: { findingId: finding.id },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: encodeURI(source) },
              // A line of a cell is no line of an .ipynb.
              ...(format === 'ipynb' ? {} : { region: regionOf(finding) }),
            },
            ...(format === 'ipynb'
              ? { logicalLocations: [{ name: `cell ${finding.cell}`, kind: 'cell' }] }
              : {}),
          },
        ],
      })),
  );
  const described = Object.entries(ruleSummaries).map(([id, text]) => ({
    id,
    shortDescription: { text },
  }));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'Lakehouse Workbench', rules: described } }, results }],
  };
}

function regionOf({ line, endLine, column, endColumn }: ReportFinding): unknown {
  return { startLine: line, endLine, startColumn: column, endColumn };
}
