/** Which providers are chosen without being named: those that can do the job, and never the placeholder in place of a real one. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { fail } from '../../../../src/shared/model/easelError';
import type { TaskProvider } from '../../../../src/providers/contract/provider';
import { until } from '../../../harness/until';
import { settle } from '../fakeClock';
import { FakeService, pictures, rig, settledJob, type Rig } from '../rig';

const here = { destination: { workspaceFolder: 'file:///w' } };
const fox = { kind: 'generate', prompt: 'a red fox' } as const;
const secrets = [{ name: 'key', kind: 'key', optional: false }] as const;

describe('the choice of a provider', function () {
  this.timeout(120_000);
  let made: Rig;
  afterEach(() => made.end());

  const answers = (service: FakeService): FakeService => {
    service.onSubmit = () => ({ kind: 'outputs', outputs: pictures(1) });
    return service;
  };
  const dead = (service: FakeService): FakeService => {
    service.onSubmit = () => {
      throw fail('network', { reason: 'connection-refused', maybeReceived: false });
    };
    return service;
  };
  const needsKey = (service: FakeService, type: string): TaskProvider =>
    service.provider(type, {
      secrets,
      submit: async (_request, context) => {
        service.submits += 1;
        if ((await context.secrets.get('key')) === undefined)
          throw fail('auth', { reason: 'key-missing', maybeReceived: false });
        return service.onSubmit(context);
      },
    });
  const placeholder = (service: FakeService): TaskProvider => {
    const { fallback, ...defaults } = { fallback: false, name: 'sketch' };
    return service.provider('sketch', { offline: true, defaults: { ...defaults, fallback } });
  };
  const chosen = (): unknown => {
    const found = made.easel.providers.default('generate');
    return [found?.provider.config.id, found?.configuredId];
  };

  describe('without a required key', () => {
    it('skips it as the default and in failover, until its key is set', async () => {
      const [kie, relay] = [answers(new FakeService()), answers(new FakeService())];
      made = await rig([needsKey(kie, 'kie'), relay.provider('relay')]);
      assert.deepEqual(chosen(), ['relay', 'kie']);
      const [id = ''] = await made.easel.jobs.start(fox, here);
      const job = await settledJob(made, id);
      assert.deepEqual([job.providerId, job.plan], ['relay', ['relay']]);
      assert.equal(made.easel.providers.list().find(({ config }) => config.id === 'kie')?.missingSecret?.name, 'key');
      await made.easel.providers.setSecret('kie', 'key', 'key-of-kie-0123');
      assert.deepEqual(chosen(), ['kie', 'kie']);
      assert.equal(made.easel.providers.list()[0]?.missingSecret, undefined);
      const [next = ''] = await made.easel.jobs.start(fox, here);
      assert.deepEqual((await settledJob(made, next)).plan, ['kie', 'relay']);
      await made.easel.providers.setSecret('kie', 'key', '');
      assert.deepEqual(chosen(), ['relay', 'kie']);
    });

    it('leaves the first real cause as the failure, and never tries the provider', async () => {
      const [relay, kie] = [dead(new FakeService()), answers(new FakeService())];
      made = await rig([relay.provider('relay'), needsKey(kie, 'kie')]);
      const [id = ''] = await made.easel.jobs.start(fox, here);
      const job = await settledJob(made, id);
      assert.deepEqual(
        [job.state, job.failure?.reason, job.failure?.providerId],
        ['failed', 'connection-refused', 'relay'],
      );
      assert.equal(kie.submits, 0);
    });

    it('leaves the first real cause as the failure when the key is deleted while the job waits', async () => {
      const [relay, kie] = [dead(new FakeService()), answers(new FakeService())];
      made = await rig([relay.provider('relay'), needsKey(kie, 'kie')]);
      await made.easel.providers.setSecret('kie', 'key', 'key-of-kie-0123');
      const [id = ''] = await made.easel.jobs.start(fox, here);
      made.secrets.clear();
      const job = await settledJob(made, id);
      assert.deepEqual(job.plan, ['relay', 'kie']);
      assert.deepEqual(
        job.attempts.map(({ providerId, failure }) => [providerId, failure?.reason]),
        [
          ['relay', 'connection-refused'],
          ['kie', 'key-missing'],
        ],
      );
      assert.deepEqual([job.failure?.reason, job.failure?.providerId], ['connection-refused', 'relay']);
    });

    it('is chosen when it is named, or when there is nothing else, and says that its key is missing', async () => {
      const kie = answers(new FakeService());
      made = await rig([needsKey(kie, 'kie'), placeholder(answers(new FakeService()))], [{ type: 'kie' }]);
      assert.deepEqual(chosen(), ['kie', 'kie']);
      const [id = ''] = await made.easel.jobs.start(fox, here);
      const job = await settledJob(made, id);
      assert.deepEqual([job.state, job.failure?.reason], ['failed', 'key-missing']);
    });
  });

  describe('the placeholder', () => {
    it('is chosen while no other provider is configured', async () => {
      made = await rig([placeholder(answers(new FakeService()))], []);
      assert.deepEqual(chosen(), ['sketch', 'sketch']);
      const [id = ''] = await made.easel.jobs.start(fox, here);
      assert.equal((await settledJob(made, id)).providerId, 'sketch');
    });

    it('is never used in place of a real provider that fails or cools down', async () => {
      const [real, sketch] = [dead(new FakeService()), answers(new FakeService())];
      made = await rig([real.provider('real'), placeholder(sketch)], [{ type: 'real' }]);
      for (let round = 0; round < 5; round += 1) {
        const [id = ''] = await made.easel.jobs.start(fox, here);
        const job = await settledJob(made, id);
        assert.deepEqual([job.state, job.plan], ['failed', ['real']]);
        assert.deepEqual(chosen(), ['real', 'real']);
      }
      assert.equal(sketch.submits, 0);
    });

    it('is never used in place of a real provider although it has an entry of its own', async () => {
      const [real, sketch] = [dead(new FakeService()), answers(new FakeService())];
      made = await rig([real.provider('real'), placeholder(sketch)], [{ type: 'real' }, { type: 'sketch' }]);
      for (let round = 0; round < 4; round += 1) {
        const [id = ''] = await made.easel.jobs.start(fox, here);
        await settledJob(made, id);
      }
      assert.deepEqual(chosen(), ['real', 'real']);
      assert.equal(sketch.submits, 0);
    });

    it('is never used where no real provider supports the kind of job', async () => {
      const real = answers(new FakeService());
      const sketch = answers(new FakeService());
      const kinds = {
        generate: { count: 1 },
        edit: { count: 1, references: { min: 1, max: 1, types: ['image/png'], maxBytes: 1e6 } },
      };
      const all = placeholder(sketch);
      made = await rig(
        [real.provider('real'), { ...all, knownModels: () => [{ name: 'sketch', kinds }] }],
        [{ type: 'real' }],
      );
      assert.equal(made.easel.providers.default('edit'), undefined);
      assert.deepEqual(
        made.easel.providers.capable('edit').map(({ config }) => config.id),
        ['sketch'],
      );
    });

    it('does not get the masks of a real provider that supports none', async () => {
      const references = { min: 1, max: 1, types: ['image/png'], maxBytes: 1e6 };
      const edits = (mask: boolean) => () => [{ name: 'm', kinds: { edit: { count: 1, references, mask } } }];
      const real = { ...new FakeService().provider('real'), knownModels: edits(false) };
      const masks = { ...new FakeService().provider('masks'), knownModels: edits(true) };
      const sketch = { ...placeholder(new FakeService()), knownModels: edits(true) };
      made = await rig([real, masks, sketch], [{ type: 'real', default: true }]);
      assert.equal(made.easel.providers.default('edit')?.provider.config.id, 'real');
      assert.equal(made.easel.providers.default('edit', 'mask'), undefined);
      made.settings.change([{ type: 'real', default: true }, { type: 'sketch' }, { type: 'masks' }]);
      await settle();
      assert.equal(made.easel.providers.default('edit', 'mask')?.provider.config.id, 'masks');
    });

    it('is tried where the user made it a fallback or the default', async () => {
      const [real, sketch] = [dead(new FakeService()), answers(new FakeService())];
      const providers = [real.provider('real'), placeholder(sketch)];
      made = await rig(providers, [{ type: 'real' }, { type: 'sketch', fallback: true }]);
      const [id = ''] = await made.easel.jobs.start(fox, here);
      assert.equal((await settledJob(made, id)).providerId, 'sketch');
      made.settings.change([{ type: 'real' }, { type: 'sketch', default: true }]);
      await settle();
      assert.deepEqual(chosen(), ['sketch', 'sketch']);
    });

    it('is not tried by a job that an earlier version planned with it', async () => {
      const [real, sketch] = [dead(new FakeService()), answers(new FakeService())];
      const providers = [real.provider('real'), placeholder(sketch)];
      made = await rig(providers, [{ type: 'real' }, { type: 'sketch', fallback: true }]);
      const [id = ''] = await made.easel.jobs.start(fox, here);
      made.settings.change([{ type: 'real' }]);
      const job = await settledJob(made, id);
      assert.deepEqual([job.plan, job.state], [['real', 'sketch'], 'failed']);
      assert.equal(sketch.submits, 0);
    });
  });

  describe('by health', () => {
    it('counts jobs that were lost, found and done as successes', async () => {
      const [real, other] = [new FakeService(), answers(new FakeService())];
      real.onSubmit = () => {
        throw fail('network', { reason: 'connection-lost', maybeReceived: true });
      };
      real.onPoll = () => ({ state: 'done', outputs: pictures(1) });
      let looks = 0;
      const reconcile = (): Promise<{ id: string }> => Promise.resolve({ id: `t${(looks += 1)}` });
      made = await rig([real.provider('real', { reconcile }), other.provider('other')]);
      for (let round = 0; round < 4; round += 1) {
        const [id = ''] = await made.easel.jobs.start(fox, here);
        const job = await settledJob(made, id);
        assert.deepEqual([job.providerId, job.state], ['real', 'done']);
      }
      assert.equal(made.easel.providers.list()[0]?.health, undefined);
      assert.equal(other.submits, 0);
    });

    it('counts a job as a success that the user had looked up again', async () => {
      const real = new FakeService();
      real.onSubmit = () => {
        throw fail('network', { reason: 'connection-lost', maybeReceived: true });
      };
      real.onPoll = () => ({ state: 'done', outputs: pictures(1) });
      let isKnown = false;
      const reconcile = (): Promise<{ id: string }> =>
        isKnown ? Promise.resolve({ id: 'late' }) : Promise.reject(fail('lost'));
      made = await rig([real.provider('real', { reconcile })]);
      const [id = ''] = await made.easel.jobs.start(fox, here);
      await made.clock.pass(40_000);
      assert.equal(made.easel.jobs.get(id).state, 'lost');
      assert.equal(made.easel.providers.list()[0]?.health?.failures, 1);
      isKnown = true;
      await made.easel.jobs.resume(id);
      await until('the job to be done', async () => {
        await made.clock.pass(1_000);
        return made.easel.jobs.get(id).state === 'done';
      });
      assert.equal(made.easel.providers.list()[0]?.health, undefined);
    });
  });
});
