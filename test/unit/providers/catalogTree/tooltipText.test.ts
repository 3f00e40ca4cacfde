import assert from 'node:assert/strict';
import { commandUri } from '../../../../src/host/commandUri.js';
import { toMarkdown } from '../../../../src/providers/catalogTree/tooltips/tooltipText.js';

describe('what a hover says', () => {
  it('has the title, what people wrote, and the facts that there are', () => {
    const text = toMarkdown({
      title: 'silver.orders',
      kind: 'iceberg',
      paragraphs: ['Paid orders\nof all shops', undefined, ' '],
      facts: [
        ['Rows', '1,200'],
        ['Owner', undefined],
        ['Size', '3 MB'],
      ],
    });
    assert.equal(
      text,
      '**`silver.orders`** iceberg\n\nPaid orders  \nof all shops\n\nRows: 1,200  \nSize: 3 MB',
    );
  });

  it('ends with a link of ours, where there is one', () => {
    const uri = commandUri('lakehouse.tablePage.open', { name: 'a) [b](c' });
    const text = toMarkdown({ title: 'orders', link: { text: 'Open', uri } });
    assert.match(text, /\n\n\[Open\]\(command:lakehouse\.tablePage\.open\?[\w%.]+\)$/);
    const [, argument = ''] = uri.split('?');
    assert.deepEqual(JSON.parse(decodeURIComponent(argument)), [{ name: 'a) [b](c' }]);
  });

  const hostile = [
    '<img src=x onerror=alert(1)>',
    '[click](command:workbench.action.quit)',
    '![](https://evil.example/x.png)',
    'https://evil.example/login',
    'www.evil.example',
    'me@evil.example',
    '$(zap) `code` **bold** # head',
    '> quote\n- list\n1. one\n```\nfence',
    '| a | b |\n|---|---|',
    '&lt;b&gt; &#60;',
  ];
  for (const text of hostile) {
    it(`lets ${JSON.stringify(text)} mean nothing`, () => {
      const markdown = toMarkdown({
        title: text,
        kind: text,
        paragraphs: [text],
        facts: [[text, text]],
      });
      const [head = '', ...rest] = markdown.split('\n\n');
      // Of the title all is code but the word behind it.
      const outside = [head.slice(head.lastIndexOf('`')), ...rest].join('\n');
      assert.doesNotMatch(outside, /(?<!\\)(<|\[|\]|!\[|https?:|www\.|@|\$\(|&|\||>)/);
      assert.doesNotMatch(outside.replaceAll('\\', ''), /^(#|- |1\. )$/m);
    });
  }

  it('cuts what nobody would read', () => {
    assert.ok(toMarkdown({ title: 'x', paragraphs: ['y'.repeat(1_000_000)] }).length < 3000);
  });
});
