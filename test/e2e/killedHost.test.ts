/** The short form of `npm run torture -- host`: the extension host is killed once, and VS Code brings it back. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { report } from '../harness/reporting/report';
import { tortureHost } from '../torture/host';
import { hostTableOf } from '../torture/torture';

/** One that works here, one that is asked again by its number, one that is found again, one that answers with the picture. */
const services = ['sketch', 'kie', 'qwen-image-service', 'qwen-at-once'];

describe('killed extension host', function () {
  this.timeout(900_000);

  it('loses no job and submits none twice', async () => {
    const seed = Math.floor(Math.random() * 1_000_000);
    const results = await tortureHost({ runs: 1, seed, kills: 1, services });
    report([`Extension host, seed ${seed}`, ...hostTableOf(results)]);
    for (const { faults, returns } of results) {
      assert.deepEqual(faults, [], `seed ${seed}`);
      assert.equal(returns.length, 1);
    }
    assert.equal(results.length, 1);
  });
});
