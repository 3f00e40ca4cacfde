import type { ReportFinding } from './report.js';
import type { Reason } from './rule.js';

/** The sentence of each rule: what it does to what it finds. */
export type RuleSummaries = Readonly<Record<string, string>>;

/**
 * A finding in one sentence: why a person should look, and where nobody has to, what its rule did to it. The host
 * translates it.
 */
export function explanationOf(
  { rule, status, reason }: Pick<ReportFinding, 'rule' | 'status' | 'reason'>,
  summaries: RuleSummaries,
): string {
  const isLeft = status === 'review' || status === 'manual' || status === 'unparsed';
  if (isLeft && reason !== null) return reasonTexts[reason];
  if (status === 'manual') return 'The migration file rejects this change; it stays as it was.';
  return summaries[rule] ?? rule;
}

/** What each reason says to a person. A reason without words does not compile. */
const reasonTexts: Readonly<Record<Reason, string>> = {
  'absolute-path':
    'The path is absolute in the Databricks workspace; say where that notebook lies for the job.',
  'already-converted': 'This file is an output of the converter.',
  'dynamic-argument': 'What this does depends on a value that is only known at run time.',
  'dynamic-path': 'The path is only known at run time, so no table can be named for it.',
  'guessed-table':
    'The table was named after the path; name it under `tables` in the migration file.',
  'library-on-cluster':
    'The package has to come with the cluster or the job; list it under `libraries` in the migration file.',
  'local-file-api':
    'This reads `/dbfs` as a local file; S3 is none. Use Spark, pandas or `lakehouse_runtime.fs`.',
  'location-dropped':
    'The location held Delta files; the catalog chooses one for the Iceberg table.',
  'no-equivalent': 'There is no counterpart of this on the target.',
  'not-a-notebook': 'This file could not be read as a notebook.',
  'not-in-migration-file':
    'The mount is not under `paths` in the migration file; the job has to be told by a parameter.',
  'options-differ': 'These options mean something else to Iceberg.',
  'other-language': 'Only Python and SQL are converted.',
  overlap: 'Another change already touches this place.',
  'parameter-not-declared':
    'The notebook declares no widget of this name; the job has to be given the parameter.',
  'registers-path':
    'This gave a name to a Delta path. Check that the Iceberg table of this name is made first.',
  'retention-differs':
    'Iceberg keeps snapshots and files by rules of its own; check what has to be kept.',
  'schema-evolution':
    'New columns are taken only where the table’s property `write.spark.accept-any-schema` is set.',
  'split-chain':
    'This reader or writer of Delta is put together over several statements; write it as one chain, and convert again.',
  syntax: 'This cell can not be parsed as Python; it stays as it was.',
  'unknown-construct': 'Only Databricks has this, and no rule knows it yet.',
  'unsupported-arguments': 'These arguments have no counterpart.',
  'unsupported-clause': 'This statement has a clause without a counterpart.',
};
