import type { Reason } from './rule.js';

/** What each reason says to a person. The host translates these. A reason without words does not compile. */
export const reasonTexts: Readonly<Record<Reason, string>> = {
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
  'predicate-differs': 'The predicate means something else to Iceberg.',
  'registers-path':
    'This gave a name to a Delta path. Check that the Iceberg table of this name is made first.',
  'retention-differs':
    'Iceberg keeps snapshots and files by rules of its own; check what has to be kept.',
  'runtime-location':
    'Name the location of `lakehouse_runtime.zip` under `target.runtime` in the migration file.',
  'schema-evolution':
    'New columns are taken only where the table’s property `write.spark.accept-any-schema` is set.',
  syntax: 'This cell can not be parsed as Python; it stays as it was.',
  'too-large': 'This file is too large.',
  'unknown-construct': 'Only Databricks has this, and no rule knows it yet.',
  'unsupported-arguments': 'These arguments have no counterpart.',
  'unsupported-clause': 'This statement has a clause without a counterpart.',
};
