/** Mocha's spec reporter that also writes the result to a file, so that several runs can be summed. */
const { writeFileSync } = require('node:fs');
const { default: Mocha } = require('mocha');

module.exports = class LayerReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const result = { passed: 0, failed: 0, skipped: 0, failures: [] };
    runner.on('pass', () => (result.passed += 1));
    runner.on('pending', () => (result.skipped += 1));
    runner.on('fail', (test, error) => {
      result.failed += 1;
      result.failures.push({ title: test.fullTitle(), message: error.stack ?? error.message });
    });
    runner.on('end', () => writeFileSync(process.env.EASEL_TEST_RESULT, JSON.stringify(result)));
  }
};
