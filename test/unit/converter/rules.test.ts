import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { rules } from '../../../src/converter/rules/index.js';
import type { PythonParser } from '../../../src/syntax/pythonParser.js';
import { convertSnippet } from '../../support/convertSnippet.js';
import { pythonParser } from '../../support/pythonParser.js';
import { readRuleCases } from '../../support/ruleFixtures.js';

const fixtureOf = (id: string): URL =>
  new URL(`../../fixtures/converter/${id}.md`, import.meta.url);

describe('converter rules', () => {
  let parse: PythonParser;
  before(async () => {
    parse = await pythonParser;
  });

  for (const rule of rules) {
    describe(rule.id, () => {
      const fixture = fixtureOf(rule.id);
      const cases = existsSync(fixture) ? readRuleCases(fixture) : [];
      const examples = rule.examples.map((example) => ({
        title: example.before,
        says: undefined,
        ...example,
      }));
      for (const { title, before, after, says } of [...examples, ...cases]) {
        it(title, () => {
          const { output, conversion } = convertSnippet(parse, before, [rule]);
          assert.equal(output, after);
          if (says !== undefined) {
            const said = conversion.findings.map(({ status, reason }) =>
              `${status} ${reason ?? ''}`.trim(),
            );
            assert.deepEqual(said, says === 'nothing' ? [] : says.split(', '));
          }
          const again = convertSnippet(parse, after, [rule]).output;
          assert.equal(again, after, 'a second run changes nothing');
        });
      }

      it('has a fixture with at least as many unchanged cases as changed ones', () => {
        const same = cases.filter(({ before, after }) => before === after).length;
        assert.ok(cases.length > 0, 'there is none');
        assert.ok(same >= cases.length - same, `${same} of ${cases.length} are unchanged`);
      });
    });
  }

  it('have ids of their own', () => {
    assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length);
  });
});
