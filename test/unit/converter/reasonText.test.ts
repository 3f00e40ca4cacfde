import assert from 'node:assert/strict';
import { explanationOf } from '../../../src/converter/reasonText.js';
import { ruleSummaries } from '../../../src/converter/rules/index.js';

describe('what a finding says to a person', () => {
  const cases = [
    { rule: 'widgets', status: 'helper', reason: null, says: /^Makes widgets parameters/ },
    { rule: 'delta-read', status: 'rewritten', reason: null, says: /^Reads the Iceberg table/ },
    { rule: 'sql-merge', status: 'unchanged', reason: null, says: /^Keeps `MERGE`/ },
    { rule: 'delta-read', status: 'review', reason: 'guessed-table', says: /named after the path/ },
    { rule: 'delta-write', status: 'manual', reason: 'dynamic-path', says: /known at run time/ },
    { rule: 'delta-write', status: 'manual', reason: null, says: /rejects this change/ },
    { rule: 'python-cell', status: 'unparsed', reason: 'syntax', says: /can not be parsed/ },
  ] as const;
  for (const { says, ...finding } of cases) {
    it(`${finding.rule}, ${finding.status}, ${finding.reason ?? 'no reason'}`, () => {
      assert.match(explanationOf(finding, ruleSummaries), says);
    });
  }

  it('is the name of the rule where that is all there is', () => {
    const finding = { rule: 'future', status: 'rewritten', reason: null } as const;
    assert.equal(explanationOf(finding, ruleSummaries), 'future');
  });
});
