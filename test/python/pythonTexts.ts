import fc from 'fast-check';
import { pythonBlock, pythonComment, pythonText } from '../../src/results/code/python.js';

/* `pythonTexts.ts`: random texts, and what the extension writes for them in Python, as a list of JSON. */
const nasty = fc.constantFrom(
  '"',
  "'",
  '\\',
  '"""',
  "'''",
  '\n',
  '\r',
  '\r\n',
  '\0',
  '{x}',
  '\u2028',
  '\ud800',
  '#',
  '\u202e',
);
const text = fc
  .array(fc.oneof(nasty, fc.string({ unit: 'binary' }), fc.string()))
  .map((parts) => parts.join(''));
const texts = fc.sample(text, { numRuns: 2_000, seed: Date.now() });
const written = texts.map((value) => ({
  text: value,
  literal: pythonText(value),
  block: pythonBlock(value),
  comment: pythonComment(value),
}));
process.stdout.write(JSON.stringify(written));
