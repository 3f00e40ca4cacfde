import type { RuleSummaries } from '../reasonText.js';
import type { Rule } from '../rule.js';
import { dbfsPath } from './dbfsPath.js';
import { dbutilsFs } from './dbutilsFs.js';
import { dbutilsNotebook } from './dbutilsNotebook.js';
import { deltaRead } from './deltaRead.js';
import { deltaStream } from './deltaStream.js';
import { deltaTable } from './deltaTable.js';
import { deltaWrite } from './deltaWrite.js';
import { display } from './display.js';
import { magicMd } from './magicMd.js';
import { magicOther } from './magicOther.js';
import { magicPip } from './magicPip.js';
import { magicPython } from './magicPython.js';
import { magicRun } from './magicRun.js';
import { magicSql } from './magicSql.js';
import { saveAsTable } from './saveAsTable.js';
import { secrets } from './secrets.js';
import { sqlCreateTable } from './sqlCreateTable.js';
import { sqlMerge } from './sqlMerge.js';
import { sqlOptimize } from './sqlOptimize.js';
import { sqlTableName } from './sqlTableName.js';
import { sqlVacuum } from './sqlVacuum.js';
import { widgets } from './widgets.js';

/** All rules, in the order in which they look at a cell: who comes first has the first claim to a stretch. */
export const rules: readonly Rule[] = [
  sqlMerge,
  sqlOptimize,
  sqlVacuum,
  sqlCreateTable,
  sqlTableName,
  magicMd,
  magicPython,
  magicRun,
  magicPip,
  magicOther,
  widgets,
  dbutilsFs,
  secrets,
  dbutilsNotebook,
  display,
  deltaRead,
  deltaWrite,
  deltaStream,
  saveAsTable,
  deltaTable,
  dbfsPath,
  magicSql,
];

/** What each rule says of itself, for reports. */
export const ruleSummaries: RuleSummaries = Object.fromEntries(
  rules.map(({ id, summary }) => [id, summary]),
);
