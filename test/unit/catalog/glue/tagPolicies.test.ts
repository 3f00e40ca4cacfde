import assert from 'node:assert/strict';
import { grantsByTags } from '../../../../src/catalog/glue/tagPolicies.js';
import { fromGrants } from '../../../../src/catalog/glue/toPermissions.js';

const columns = ['id', 'note', 'at'];
const tag = (TagKey: string, ...TagValues: string[]) => ({ TagKey, TagValues });
const tags = {
  table: [tag('domain', 'hr'), tag('level', 'internal'), tag('domain', 'sales')],
  columns: [{ Name: 'note', LFTags: [tag('level', 'personal')] }],
};

describe('what was granted by tags of Lake Formation', () => {
  const cases = [
    {
      title: 'all columns that have the tags, but for those with a value of their own',
      policies: [{ privileges: ['SELECT'], expression: [tag('level', 'internal')] }],
      expected: { privileges: ['SELECT'], columns: { kind: 'all-but', names: ['note'] } },
    },
    {
      title: 'the column alone that has the tags',
      policies: [{ privileges: ['SELECT', 'DESCRIBE'], expression: [tag('level', 'personal')] }],
      expected: { privileges: ['SELECT'], columns: { kind: 'only', names: ['note'] } },
    },
    {
      title: 'all columns by two policies together',
      policies: [
        { privileges: ['SELECT'], expression: [tag('level', 'personal')] },
        { privileges: ['SELECT'], expression: [tag('level', 'internal'), tag('domain', 'sales')] },
      ],
      expected: { privileges: ['SELECT'], columns: { kind: 'all' } },
    },
    {
      title: 'all columns by a tag of any value, and what else goes with the table',
      policies: [{ privileges: ['ALTER', 'SELECT'], expression: [tag('domain', '*')] }],
      expected: { privileges: ['ALTER', 'SELECT'], columns: { kind: 'all' } },
    },
    {
      title: 'all that there is',
      policies: [{ privileges: ['ALL'], expression: [tag('domain', 'sales')] }],
      expected: { privileges: ['ALL'], columns: { kind: 'all' } },
    },
    {
      title: 'nothing where the table has another value than its database',
      policies: [{ privileges: ['ALL'], expression: [tag('domain', 'hr')] }],
      expected: { privileges: [] },
    },
    {
      title: 'nothing where one of the tags is missing',
      policies: [
        { privileges: ['SELECT'], expression: [tag('level', 'internal'), tag('team', 'a')] },
      ],
      expected: { privileges: [] },
    },
  ] as const;
  for (const { title, policies, expected } of cases) {
    it(`is ${title}`, () => {
      const grants = grantsByTags(policies, tags, columns);
      assert.deepEqual(fromGrants(grants, []), expected);
    });
  }
});
