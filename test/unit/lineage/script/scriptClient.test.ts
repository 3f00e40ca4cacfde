import assert from 'node:assert/strict';
import { answerLines } from '../../../../src/lineage/script/jsonLines.js';
import type { Script, ScriptApi } from '../../../../src/lineage/script/scriptApi.js';
import { askScripts } from '../../../../src/lineage/script/scriptClient.js';
import type { ScriptLineage } from '../../../../src/lineage/script/scriptLineage.js';
import { serveSql } from '../../../../src/lineage/serveSql.js';
import { type Port, Remote } from '../../../../src/util/rpc.js';
import { serve } from '../../../../src/util/serve.js';
import { portPair } from '../../../support/portPair.js';
import { testParsers } from '../../../support/sqlParser.js';

describe('asking about scripts', () => {
  const { signal } = new AbortController();
  const script = (text: string): Script => ({ texts: [{ text, dialect: 'generic' }], schema: {} });
  const nothing: ScriptLineage = { tablesIn: [], tablesOut: [], columns: [], problems: [] };

  /** A process that hangs at a script whose text is `hang`, and ends at one whose text is `end`. */
  function process(): { readonly remote: Remote<ScriptApi>; readonly starts: () => number } {
    let starts = 0;
    const start = (): Port => {
      starts++;
      const { near, far } = portPair();
      const api: ScriptApi = {
        async *scripts({ scripts }) {
          await Promise.resolve();
          yield undefined;
          for (const { texts } of scripts) {
            const [text] = texts;
            if (text?.text === 'hang') await new Promise<never>(() => undefined);
            if (text?.text === 'end') far.kill();
            yield { ...nothing, tablesIn: [text?.text ?? ''] };
          }
        },
      };
      serve(far, api);
      return near;
    };
    return { remote: new Remote<ScriptApi>(start), starts: () => starts };
  }

  for (const fault of ['hang', 'end']) {
    it(`answers all others where the process does ${fault} at one`, async () => {
      const { remote, starts } = process();
      const scripts = ['a', fault, 'b', 'c'].map(script);
      const answers: string[] = [];
      for await (const { tablesIn, problems } of askScripts(remote, scripts, 'all', signal, 50)) {
        answers.push([...tablesIn, ...problems.map(({ reason }) => reason)].join());
      }
      assert.deepEqual(answers, ['a', 'time-limit', 'b', 'c']);
      assert.ok(starts() > 1);
      remote.dispose();
    });
  }

  it('reads lines of JSON, and answers each of them, broken ones too', async () => {
    const { near, far } = portPair();
    serveSql(far, testParsers(), () => undefined);
    const remote = new Remote<ScriptApi>(() => near);
    const lines = [
      '{"id": 1, "sql": "INSERT INTO b SELECT * FROM a", "schema": {"A": ["X"]}, "dialect": "ansi"}',
      '',
      'no JSON',
      '{"id": "two"}',
      '{"id": 3, "sql": "SELECT 1", "schema": [1]}',
      '{"id": 4, "sql": "SELECT FROM WHERE", "dialect": "nobody\'s"}',
    ];
    async function* input(): AsyncGenerator<string> {
      for (const line of lines) yield await Promise.resolve(line);
    }
    const options = { dialect: 'generic', schema: {}, inputs: 'all' } as const;
    const answers: unknown[] = [];
    for await (const line of answerLines(remote, input(), options, signal)) {
      // The words of a parser of JSON are Node's.
      answers.push(JSON.parse(line.replace(/not JSON: [^}]*"/, 'not JSON"')));
    }
    const none = { tables_in: [], tables_out: [], columns: [] };
    const fault = (text: string): object => ({ reason: 'input', text });
    assert.deepEqual(answers, [
      {
        id: 1,
        tables_in: ['a'],
        tables_out: ['b'],
        columns: [{ out: 'b.x', in: ['a.x'], indirect: [] }],
        problems: [{ reason: 'target-columns', text: 'INSERT INTO b SELECT * FROM a' }],
      },
      {
        id: null,
        ...none,
        problems: [fault('not JSON')],
      },
      { id: 'two', ...none, problems: [fault('"sql" is not a text')] },
      { id: 3, ...none, problems: [fault('"schema" is not {"table": ["column", …]}')] },
      { id: 4, ...none, problems: [{ reason: 'syntax', text: 'WHERE' }] },
    ]);
    remote.dispose();
  });
});
