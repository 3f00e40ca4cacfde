import { toOriginal } from '../syntax/edits.js';
import type { CellFinding, ConvertedCell } from './convertCell.js';
import type { Cell } from './notebook.js';
import type { Status } from './rule.js';

/**
 * The second look: a pass over the output that knows nothing of the rules. What only Databricks has and no finding
 * speaks of is a finding of its own, so that nothing is left over in silence.
 */
export function findLeftovers(source: Cell, converted: ConvertedCell): readonly CellFinding[] {
  // A cell in a language that nothing converts has its finding already.
  if (source.language === 'markdown' || source.language === 'other') return [];
  const { text, edits, findings } = converted;
  const code = source.language === 'python' || edits.length > 0 ? blankComments(text) : text;
  const found: CellFinding[] = [];
  for (const { 0: match, index } of code.matchAll(databricksOnly)) {
    if (isOurs(match, code, index)) continue;
    const lead = match.length - match.trimStart().length;
    const start = toOriginal(index + lead, edits);
    const last = toOriginal(index + match.length - 1, edits);
    const at = { start, end: Math.max(start + 1, last + 1) };
    const isKnown = [...findings, ...found].some(
      ({ at: other, status }) =>
        (speaks.has(status) && overlaps(other, at)) || other.start === at.start,
    );
    if (!isKnown) {
      found.push({ rule: 'leftover', status: 'manual', reason: 'unknown-construct', at });
    }
  }
  return found;
}

/** What only Databricks has, by how it looks in code. A false alarm costs a glance, a miss costs a broken job. */
const databricksOnly = new RegExp(
  [
    /\bdbutils\b[\w.]*/,
    /(?<![\w.])(?:display|displayHTML|getArgument)(?=\()/,
    /^[ \t]*(?:# MAGIC )?%{1,2}(?:sql|run|fs|sh|scala|r|R|pip|conda|restart_python|environment)\b/,
    /(?:dbfs:\/|\/dbfs\/|\/mnt\/|\/Volumes\/|\/FileStore\b|\/databricks-datasets\b|\/databricks\/driver\b|\/local_disk0\b|\/Workspace\/|\/Repos\/)/,
    /\b(?:abfss?|wasbs?|adl):\/\//,
    /\.format\(\s*["'](?:delta|cloudFiles|deltaSharing|eventhubs|com\.databricks[\w.]*)["']/i,
    /\bcloudFiles\.\w+/,
    /\bspark\.databricks\.[\w.]+/,
    /\bDeltaTable\b(?=\.)/,
    /^[ \t]*(?:from|import)[ \t]+(?:delta|dlt|mlflow|databricks|dbldatagen|pyspark\.dbutils|pyspark\.pipelines)\b/,
    /\bdlt\.\w+|@dlt\b/,
    /\bmlflow\.\w+/,
    /\busing[ \t]+delta\b/i,
    /\bdelta\.`/i,
    /\b(?:OPTIMIZE[ \t]+[\w`{$]|VACUUM[ \t]+[\w`{$]|ZORDER[ \t]+BY|DESC(?:RIBE)?[ \t]+(?:HISTORY|DETAIL)|RESTORE[ \t]+TABLE|(?:DEEP|SHALLOW)[ \t]+CLONE|COPY[ \t]+INTO|CONVERT[ \t]+TO[ \t]+DELTA|APPLY[ \t]+CHANGES|CREATE[ \t]+(?:OR[ \t]+REFRESH[ \t]+)?(?:STREAMING[ \t]+)?LIVE[ \t]|CREATE[ \t]+(?:OR[ \t]+REFRESH[ \t]+)STREAMING|CREATE[ \t]+(?:CATALOG|VOLUME|EXTERNAL[ \t]+LOCATION|WIDGET)|REMOVE[ \t]+WIDGET|USE[ \t]+CATALOG|CLUSTER[ \t]+BY|GENERATED[ \t]+ALWAYS|table_changes\(|read_files\(|cloud_files\(|ai_query\(|is_member\(|is_account_group_member\()/,
    /\bdelta\.(?:columnMapping|autoOptimize|enableChangeDataFeed|appendOnly|logRetentionDuration|deletedFileRetentionDuration)\b[\w.]*/,
    /\b_sqldf\b/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gm',
);

/** What speaks of a whole stretch; that a cell can not be parsed says nothing of what is in it. */
const speaks: ReadonlySet<Status> = new Set(['unchanged', 'review', 'manual']);

/** Names that the output has from `lakehouse_runtime`. */
function isOurs(match: string, code: string, index: number): boolean {
  if (match === 'DeltaTable') return true; // Its import is what is looked at.
  if (match === '_sqldf') return false;
  const before = code.slice(Math.max(0, index - 'lakehouse_runtime.'.length), index);
  return before.endsWith('lakehouse_runtime.');
}

function overlaps(a: { start: number; end: number }, b: { start: number; end: number }): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Python's comments as blanks; a `#` in a string is none. `# MAGIC` lines are code of another language. */
function blankComments(text: string): string {
  return text.replace(
    /("""|''')[^]*?(?:\1|$)|"(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*'|#(?! MAGIC)[^\n]*/g,
    (token) => (token.startsWith('#') ? ' '.repeat(token.length) : token),
  );
}
