'use strict';
const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

/**
 * Writes what another reporter of mocha writes (`--reporter-option base=spec`, default `dot`), and the
 * counts as JSON to the file that LAKEHOUSE_COUNTS names.
 */
module.exports = function CountingReporter(runner, options) {
  const name = options.reporterOptions?.base ?? 'dot';
  new reporters[name](runner, options);
  const counts = { passed: 0, failed: 0, skipped: 0 };
  runner.on('pass', () => counts.passed++);
  runner.on('fail', () => counts.failed++);
  runner.on('pending', () => counts.skipped++);
  runner.on('end', () => {
    writeFileSync(process.env.LAKEHOUSE_COUNTS, JSON.stringify(counts));
  });
};
