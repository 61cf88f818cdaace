/** The short form of `npm run torture -- host`: the extension host is killed, and VS Code brings it back. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { report } from '../harness/report';
import { tortureHost } from '../torture/host';
import { hostTableOf } from '../torture/torture';

describe('an extension host that is killed', function () {
  this.timeout(900_000);

  it('loses nothing and pays nothing twice', async () => {
    const seed = Math.floor(Math.random() * 1_000_000);
    const results = await tortureHost({ runs: 1, seed });
    const faults = results.flatMap((result) => result.faults);
    report([`Extension host, seed ${seed}`, ...hostTableOf(results)]);
    assert.deepEqual(faults, [], `seed ${seed}`);
    assert.ok(results.some(({ returns }) => returns.length > 0));
  });
});
