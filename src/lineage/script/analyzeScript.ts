import { analyzeText } from '../../sql/analyze.js';
import { analyzeCells, type Parsers } from '../analyzeCells.js';
import type { SchemaLookup } from '../../sql/resolve/resolution.js';
import { Session } from '../../sql/session.js';
import type { Script } from './scriptApi.js';
import { type ScriptInputs, type ScriptLineage, scriptLineage } from './scriptLineage.js';

/** Reads the texts of a script, each after what those before it made. */
export function analyzeScript(
  parsers: Parsers,
  { uri = '', texts, schema, files = {} }: Script,
  inputs: ScriptInputs,
): ScriptLineage {
  const columns = new Map(
    Object.entries(schema).map(([name, names]) => [name.toLowerCase(), names]),
  );
  const lookUp: SchemaLookup = (name) => columns.get(name.join('.').toLowerCase());
  if (texts.some(({ language }) => language === 'python')) {
    const cells = texts.map((cell) => ({ cell, schema: lookUp }));
    return scriptLineage(
      analyzeCells(parsers, uri, cells, (other) => files[other]),
      inputs,
    );
  }
  let session: Session | undefined;
  const analyzed = texts.map(({ text, dialect }) => {
    session ??= new Session(dialect, lookUp);
    return analyzeText(parsers.sql, text, dialect, lookUp, session);
  });
  return scriptLineage(analyzed, inputs);
}
