/** The number of images belongs to Easel: nothing else that is sent may set it, so that caps hold. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { EaselError } from '../../../../src/shared/model/easelError';
import type { ImageRequestInput, JsonObject } from '../../../../src/shared/model/jobs';
import type { Failure } from '../../../../src/shared/model/failure';
import { readConfigurations } from '../../../../src/engine/providers/configuration';
import { countFieldIn } from '../../../../src/providers/contract/countFields';
import { providers as builtInProviders } from '../../../../src/providers/registry';
import { settle } from '../fakeClock';
import { FakeService, pictures, rig, settledJob, type Rig } from '../rig';

const fox: ImageRequestInput = { kind: 'generate', prompt: 'a red fox' };
const price = { provider: 'a', amount: 0.1, currency: 'USD' };
const money = { prices: [price], caps: [{ currency: 'USD', perDay: 0.15 }] };

const counts: JsonObject[] = [
  { n: 10 },
  { N: '10' },
  { num_images: 4 },
  { numImages: 4 },
  { 'num-images': 4 },
  { NumberOfImages: 4 },
  { max_images: 4 },
  { imageNum: '4' },
  { image_count: 4 },
  { batch_size: 8 },
  { BatchSize: 8 },
  { batch_count: 8 },
  { count: 2 },
  { prompts_count: 3 },
  { num_outputs: 3 },
  { sampleCount: 3 },
  { num_images_per_prompt: 3 },
  { candidate_count: 3 },
  { n_iter: 3 },
  { sequential_image_generation: 'auto' },
  { prompts: ['a', 'b'] },
  { input: { num_images: 4 } },
  { a: [{ b: { parameters: { n: 2 } } }] },
  { extra_body: '{"n": 10}' },
  { '37.batch_size': 4 },
];

const harmless: JsonObject[] = [
  { moderation: 'low' },
  { image_size: '1K' },
  { num_inference_steps: 30 },
  { seed: 1, steps: 20 },
  { nsfw_checker: true, discount: 1, account: 'x', '52.prompt': 'n' },
  { text: 'n=4' },
  { user: 'count' },
  { n_prompt: 'blurry', no_image: true, imagen: { size: 1 } },
  { nodes: { prompt: '52.prompts', images: ['12.image', '13.images'] } },
  { '52.prompts': 'a fox' },
];

describe('fields that set the number of images', function () {
  this.timeout(120_000);
  let made: Rig | undefined;
  afterEach(async () => {
    await made?.end();
    made = undefined;
  });

  it('are found under any spelling and however deep', () => {
    for (const options of counts) assert.notEqual(countFieldIn(options), undefined, JSON.stringify(options));
    assert.equal(countFieldIn({ a: [{ b: { parameters: { n: 2 } } }] }), 'n');
    assert.equal(countFieldIn({ '37.batch_size': 4 }), '37.batch_size');
    for (const options of harmless) assert.equal(countFieldIn(options), undefined, JSON.stringify(options));
  });

  it('are refused in the options of a request, before anything is reserved or sent', async () => {
    const service = new FakeService();
    made = await rig([service.provider('a')]);
    made.settings.changeMoney(money);
    await settle();
    for (const options of counts) {
      const failure = await refusal({ ...fox, options });
      assert.equal(failure.kind, 'bad-request');
      assert.equal(failure.reason, 'count-in-options', JSON.stringify(options));
      assert.equal(failure.maybeReceived, false);
    }
    assert.equal(service.submits, 0);
    assert.deepEqual(made.easel.spending.summary({ from: 0, to: Number.MAX_SAFE_INTEGER }).totals, []);
  });

  for (const provider of builtInProviders) {
    it(`are refused in the settings of ${provider.type}, wherever it takes further fields`, () => {
      const types = {
        names: [provider.type],
        find: (type: string) => (type === provider.type ? provider : undefined),
      };
      const entry = (rest: object): object => ({ type: provider.type, baseUrl: 'https://a.example', ...rest });
      const freeForm: Record<string, (field: string) => object[]> = {
        openai: (field) => [{ options: { parameters: { [field]: 4 } } }],
        kie: (field) => [{ options: { input: { [field]: 4 } } }, { options: { input: { a: { [field]: 4 } } } }],
        'runninghub-models': (field) => [{ options: { fields: { [field]: 4 } } }],
        'runninghub-ai-app': (field) => [
          { options: { values: { [`37.${field}`]: 4 } } },
          { options: { nodes: { steps: `37.${field}` } } },
        ],
        'qwen-image-service': () => [],
        sketch: () => [],
      };
      const make = freeForm[provider.type];
      assert.ok(make, `say where ${provider.type} takes further fields`);
      for (const field of ['n', 'num_images', 'batchSize', 'max_images', 'imageNum'])
        for (const rest of [...make(field), { submitPath: `/images?${field}=4` }]) {
          const { problems, configs } = readConfigurations([entry(rest)], types);
          assert.deepEqual(
            problems.map(({ problem }) => problem),
            ['count-field'],
            JSON.stringify(rest),
          );
          assert.deepEqual(configs, []);
        }
    });
  }

  it('cost what was delivered where a service delivers more than was requested, and count so against the cap', async () => {
    const service = new FakeService();
    service.onPoll = () => ({ state: 'done', outputs: pictures(3) });
    made = await rig([service.provider('a')]);
    made.settings.changeMoney({ ...money, caps: [{ currency: 'USD', perDay: 0.35 }] });
    await settle();
    const [id = ''] = await made.easel.jobs.start(fox);
    const job = await settledJob(made, id);
    assert.deepEqual(job.money, { state: 'settled', estimated: { amount: 0.3, currency: 'USD' } });
    const failure = await refusal(fox);
    assert.equal(failure.reason, 'cap-day');
    assert.deepEqual(failure.values, { currency: 'USD', cap: 0.35, spent: 0.3, needed: 0.1 });
    assert.equal(service.submits, 1);
  });

  it('cost what was requested where a service delivers fewer, and one call where the price is per call', async () => {
    const service = new FakeService();
    service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
    made = await rig([service.provider('a')]);
    made.settings.changeMoney({ prices: [price] });
    await settle();
    const [few = ''] = await made.easel.jobs.start({ ...fox, count: 2 });
    assert.equal((await settledJob(made, few)).money?.estimated?.amount, 0.2);
    made.settings.changeMoney({ prices: [{ ...price, per: 'call' }] });
    await settle();
    service.onPoll = () => ({ state: 'done', outputs: pictures(3) });
    const [call = ''] = await made.easel.jobs.start(fox);
    assert.equal((await settledJob(made, call)).money?.estimated?.amount, 0.1);
  });

  async function refusal(imageRequest: ImageRequestInput): Promise<Failure> {
    try {
      await made?.easel.jobs.start(imageRequest);
    } catch (thrown) {
      assert.ok(thrown instanceof EaselError);
      return thrown.failure;
    }
    throw new Error('it was started');
  }
});
