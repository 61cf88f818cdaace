/** Whatever is hidden in the options of a request, and whatever a service delivers: the cap reckons with what is made. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Provider, TaskProvider } from '../../src/providers/contract/provider';
import type { Completed } from '../../src/providers/contract/task';
import { EaselError } from '../../src/shared/model/easelError';
import type { ImageRequestInput, JsonObject } from '../../src/shared/model/jobs';
import { pngOf } from '../fixtures/png';
import { testedProviders } from '../harness/providerParts';
import { until } from '../harness/until';
import { rig, type Rig } from '../unit/engine/rig';
import { faultTargets, type FaultTargetService } from './faults/faultTarget';

/** Each image that a service delivers comes three times, and without a cost of its own. */
function generous(provider: Provider): Provider {
  const more = <Answer extends object>(answer: Answer): Answer => {
    if (!('outputs' in answer)) return answer;
    const { cost: _cost, ...rest } = answer as Answer & Completed;
    return { ...rest, outputs: [...rest.outputs, ...rest.outputs, ...rest.outputs] } as unknown as Answer;
  };
  const { submit, poll, subscribe: _subscribe, wait: _wait, ...others } = provider as TaskProvider;
  return {
    ...others,
    submit: async (request, context) => more(await submit(request, context)),
    ...('poll' in provider ? { poll: async (ticket: never, context: never) => more(await poll(ticket, context)) } : {}),
  };
}

for (const [type, faulted] of Object.entries(faultTargets)) {
  describe(`the number of images of ${type}`, () => {
    let service: FaultTargetService;
    let engine: Rig;

    beforeEach(async () => {
      const provider = testedProviders.find((one) => one.type === type);
      assert.ok(provider);
      service = await faulted.start();
      const baseUrl = faulted.addressOf?.(service.url) ?? service.url;
      engine = await rig([generous(provider)], [{ type, ...service.entry, baseUrl }]);
      for (const [name, value] of Object.entries(service.secrets))
        await engine.easel.providers.setSecret(type, name, value);
      engine.settings.changeMoney({
        prices: [{ provider: type, amount: 0.1, currency: 'USD' }],
        caps: [{ currency: 'USD', perDay: 0.35 }],
      });
    });
    afterEach(async () => {
      await engine.end();
      await service.stop();
    });

    async function start(options?: JsonObject): Promise<string> {
      const reference = await engine.easel.images.importReference(pngOf(64, 64, [9, 80, 120]), { name: 'x.png' });
      const request: ImageRequestInput = { kind: 'edit', prompt: 'a fox', references: [reference] };
      const [id = ''] = await engine.easel.jobs.start(options ? { ...request, options } : request);
      return id;
    }

    it('is set by no option of a request', async () => {
      for (const options of [{ n: 10 }, { input: { num_images: '4' } }, { values: { '37.batch_size': 4 } }])
        await assert.rejects(
          start(options),
          (thrown) => thrown instanceof EaselError && thrown.failure.reason === 'count-in-options',
        );
      assert.equal(service.received(), 0);
    });

    it('counts against the cap as it was delivered, and the next job is blocked', async () => {
      const id = await start();
      await until('the job to be done', async () => {
        await engine.clock.pass(500);
        return engine.easel.jobs.get(id).state === 'done';
      });
      const { money } = engine.easel.jobs.get(id);
      assert.deepEqual(money?.estimated, { amount: 0.3, currency: 'USD' });
      await assert.rejects(start(), (thrown) => thrown instanceof EaselError && thrown.failure.reason === 'cap-day');
      assert.equal(service.received(), 1);
    });
  });
}
