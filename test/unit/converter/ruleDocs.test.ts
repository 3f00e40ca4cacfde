import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { rules } from '../../../src/converter/rules/index.js';
import { rulePage } from '../../support/rulePage.js';

const pageOf = (id: string): URL => new URL(`../../../docs/rules/${id}.md`, import.meta.url);

describe('the pages of the rules', () => {
  for (const rule of rules) {
    it(`is current: ${rule.id} (scripts/write-rule-docs.mjs writes it)`, () => {
      const fixture = new URL(`../../fixtures/converter/${rule.id}.md`, import.meta.url);
      const page = rulePage(rule, readFileSync(fixture, 'utf8'));
      if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(pageOf(rule.id), page);
      assert.equal(readFileSync(pageOf(rule.id), 'utf8'), page);
    });
  }

  for (const id of ['leftover', 'python-cell', 'notebook-file']) {
    it(`is there for what is no rule: ${id}`, () => {
      assert.ok(existsSync(pageOf(id)));
    });
  }
});
