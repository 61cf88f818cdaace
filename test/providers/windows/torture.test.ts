/** The short form of `npm run torture`: processes killed at points and times that differ from run to run of this suite. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { report } from '../../harness/reporting/report';
import { tableOf, torture } from '../../torture/torture';

const runs = 10;

describe('an engine that is killed repeatedly', function () {
  this.timeout(1_200_000);

  it(`loses no job and submits none twice, ${runs} times`, async () => {
    const seed = Math.floor(Math.random() * 1_000_000);
    const results = await torture({ runs, width: 8, seed });
    const faults = results.flatMap(({ run, kills, events, faults: own }) =>
      own.map((fault) => `seed ${seed}, run ${run}, killed ${kills.join(', ')}, ${events.join(', ')}: ${fault}`),
    );
    report([`Torture, seed ${seed}`, ...tableOf(results)]);
    assert.deepEqual(faults, []);
    assert.ok(results.some(({ kills }) => kills.length > 0));
  });
});
