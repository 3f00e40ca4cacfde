import type { AnalyzeSql } from '../../src/query/local/statementUses.js';
import { createSqlApi } from '../../src/sql/serveAnalyze.js';
import { testParser } from './sqlParser.js';

/** Analysis with the real parser, in the test's own process. */
export const analyzeHere: AnalyzeSql = (request) => createSqlApi(testParser()).analyze(request);
