import assert from 'node:assert/strict';
import { consoleUrl } from '../../../../src/providers/catalogTree/actions/consoleUrl.js';

describe('the page of a table in the console of AWS', () => {
  const path = '/glue/home?region=';
  const cases = [
    {
      namespace: 'arn:aws:glue:eu-west-1:123456789012',
      name: 'table/sales/orders',
      url: `https://eu-west-1.console.aws.amazon.com${path}eu-west-1#/v2/data-catalog/tables/view/orders?database=sales&catalogId=123456789012`,
    },
    {
      namespace: 'arn:aws-cn:glue:cn-north-1:1',
      name: 'table/a/b',
      url: `https://cn-north-1.console.amazonaws.cn${path}cn-north-1#/v2/data-catalog/tables/view/b?database=a&catalogId=1`,
    },
    {
      namespace: 'arn:aws-us-gov:glue:us-gov-west-1:1',
      name: 'table/a/b',
      url: `https://us-gov-west-1.console.amazonaws-us-gov.com${path}us-gov-west-1#/v2/data-catalog/tables/view/b?database=a&catalogId=1`,
    },
    {
      namespace: 'arn:aws:glue:eu-west-1:1',
      name: 'table/a&b/c#d?e/f',
      url: `https://eu-west-1.console.aws.amazon.com${path}eu-west-1#/v2/data-catalog/tables/view/c%23d%3Fe%2Ff?database=a%26b&catalogId=1`,
    },
    { namespace: 'arn:aws-iso:glue:us-iso-east-1:1', name: 'table/a/b', url: undefined },
    { namespace: 'arn:aws:glue:evil.example/x:1', name: 'table/a/b', url: undefined },
    { namespace: 's3://bucket', name: 'a/b', url: undefined },
  ];
  for (const { namespace, name, url } of cases) {
    it(`of ${name} in ${namespace} is ${url ?? 'not known'}`, () => {
      assert.equal(consoleUrl({ namespace, name })?.href, url);
    });
  }
});
