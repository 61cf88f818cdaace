/**
 * Every provider through every case, inside VS Code against its simulator. What a service does not have stands in
 * the provider's matrix.ts with its reason; the table at the end shows both.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { report } from '../harness/reporting/report';
import { cancelRunning, cancelWaiting } from './matrix/cancelCases';
import { batch, edit, generate } from './matrix/imageCases';
import { caseNames, rows, type CaseName } from './matrix/rows';
import { setStages, type Stage } from './matrix/stage';
import { tableOf, type Mark } from './matrix/table';
import { expired, late, moderation, noCredit, providerFails, startLate, wrongKey } from './matrix/troubleCases';
import { openedEasel, useProviders } from './support/host';
import { watchMessages, type Messages } from './support/messages';

/** A case throws when it does not hold; what it gives is noted in the table. */
const cases: Record<CaseName, (stage: Stage) => Promise<string | void>> = {
  generate,
  edit,
  batch,
  'cancel waiting': cancelWaiting,
  'cancel running': cancelRunning,
  'wrong key': wrongKey,
  'no credit': noCredit,
  moderation,
  failure: providerFails,
  late,
  expired,
};

describe('every provider through every case', () => {
  const marks = new Map(rows.map((row) => [row, new Map<CaseName, Mark>()]));
  let messages: Messages;
  let stages: Awaited<ReturnType<typeof setStages>>;
  const started = performance.now();

  before(async function () {
    this.timeout(240_000);
    messages = watchMessages();
    stages = await setStages(messages);
    for (const row of rows) if (!row.absent.late) await startLate(stages.stage(row, 'late'));
  });
  after(async () => {
    messages.restore();
    await stages.stop();
    await useProviders([]);
    report([...tableOf(tableRows(), caseNames), `in ${((performance.now() - started) / 1000).toFixed(1)} s`]);
  });

  function tableRows(): { name: string; marks: ReadonlyMap<string, Mark> }[] {
    return [...marks].map(([row, seen]) => {
      for (const [name, why] of Object.entries(row.absent)) seen.set(name as CaseName, { kind: 'absent', why });
      return { name: row.type, marks: seen };
    });
  }

  it('has a row for every provider', async () => {
    const types = (await openedEasel()).providers.types().map(({ type }) => type);
    assert.deepEqual(rows.map(({ type }) => type).sort(), types.sort());
  });

  for (const row of rows) {
    describe(row.type, () => {
      it('supports exactly the kinds of its row', async () => {
        const easel = await openedEasel();
        const id = row.rig ? stages.stage(row, 'generate').providerId : row.type;
        const kinds = (['generate', 'edit', 'batch'] as const).filter(
          (kind) => easel.providers.limits(id, kind) !== undefined,
        );
        assert.deepEqual(kinds, row.kinds);
      });

      for (const name of caseNames) {
        if (row.absent[name] !== undefined) continue;
        it(name, async () => {
          marks.get(row)?.set(name, { kind: 'failed' });
          const note = await cases[name](stages.stage(row, name));
          marks.get(row)?.set(name, { kind: 'held', ...(note ? { note } : {}) });
        });
      }
    });
  }
});
