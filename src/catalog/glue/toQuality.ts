import type { DataQualityRuleResult, GetDataQualityResultResponse } from '@aws-sdk/client-glue';
import type { QualityResult, QualityRule } from '../capabilities.js';

/** A result of Glue Data Quality. */
export function toQuality({
  Score: score,
  RulesetName: ruleset,
  StartedOn: started,
  CompletedOn: at = started,
  RuleResults: rules = [],
}: GetDataQualityResultResponse): QualityResult {
  return {
    ...(at === undefined ? {} : { at: at.getTime() }),
    ...(score === undefined ? {} : { score }),
    ...(ruleset === undefined ? {} : { ruleset }),
    rules: rules.map(toRule),
  };
}

function toRule({
  Name: name = '',
  Description: rule = name,
  Result: result,
  EvaluationMessage: message,
}: DataQualityRuleResult): QualityRule {
  const outcome = outcomes.get(result ?? '') ?? 'unknown';
  return { rule, outcome, ...(message === undefined ? {} : { message }) };
}

const outcomes: ReadonlyMap<string, QualityRule['outcome']> = new Map([
  ['PASS', 'passed'],
  ['FAIL', 'failed'],
  ['ERROR', 'error'],
]);
