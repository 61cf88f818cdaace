/** Spoilt input for everything that reads foreign input; `npm run fuzz` does the same with a million. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { report } from '../harness/reporting/report';
import { fuzz, fuzzTable, targets } from '../fuzz/fuzz';

/** Milliseconds of work, on whatever machine; how quick it is, `npm run fuzz` tells. */
const hang = 2_000;

describe('malformed input', () => {
  it('neither throws unexpectedly nor hangs', async function () {
    this.timeout(480_000);
    const results = await fuzz({ inputs: 60_000, seed: 20_261_120, longest: hang });
    report(fuzzTable(results));
    assert.deepEqual(
      results.flatMap(({ name, faults }) => faults.map((fault) => `${name}: ${fault}`)),
      [],
    );
  });

  it('is spread over all targets', () => {
    const sum = targets.reduce((all, { share }) => all + share, 0);
    assert.ok(Math.abs(sum - 1) < 1e-9, `shares of ${sum}`);
  });
});
