/** Every page with words that are long, cannot be broken or turn their neighbours around, from 300 to 2000 pixels. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { CreateForm, CreateResult } from '../../src/shared/protocol/pages/create';
import type {
  AccountAnswer,
  ServiceStateView,
  TasksPage,
  ServiceResult,
  ErrorNotice,
} from '../../src/shared/protocol/pages/service';
import type { JobLine } from '../../src/shared/protocol/views/entries';
import type { JobState } from '../../src/shared/model/jobs';
import { faultsOf, useComponents, widerThanTheirPlace } from './stage';

const long = `${'Donaudampfschifffahrtsgesellschaft'.repeat(6)}\u202e`;
const chinese = '一只在雪地里奔跑的红狐狸'.repeat(12);
const job = (state: JobState, index: number): JobLine => ({
  ...{ id: `job-${index}`, prompt: index % 2 ? chinese : long, state, isWaiting: false, stateLabel: 'Failed' },
  ...{ trail: `${long} 421 → ${chinese}`, cost: long, createdAt: 0, reason: long, actions: ['again'] },
  steps: [{ action: 'set-key', label: 'Set Key' }],
  ...(state === 'running' ? {} : { finishedAt: 5000 }),
});
const form: CreateForm = {
  kind: 'edit',
  providers: [{ id: 'one', name: long }],
  providerId: 'one',
  fields: [
    { name: 'seed', kind: 'number', label: 'Seed', value: '', unset: long, limit: chinese, help: chinese },
    { name: 'size', kind: 'list', label: chinese, value: '', unset: chinese, error: long, options: [] },
  ],
  references: [
    { hash: 'a'.repeat(64), name: long, width: 200, height: 100, url: '/images/a.png?width=200&height=100' },
  ],
  maxReferences: 3,
  takesMask: true,
  line: `${long} · ${chinese}`,
  note: long,
  problem: long,
};
const results: CreateResult[] = [
  { job: job('failed', 0), images: [] },
  { job: job('running', 1), images: [] },
];
/** The host's own. */
const unbroken = 'Donaudampfschifffahrtsgesellschaft'.repeat(6);
const money = {
  ...{ currency: 'CNY', total: unbroken, providers: [{ name: long, amount: 12.3 }] },
  bars: { name: 'CNY', values: [1, 2] },
};
const counts = [{ name: unbroken, count: 3 }];
const statistics = {
  ...{ unit: 'day', starts: [0, 86_400_000], jobs: 3, images: 3, byState: counts, byKind: counts, unpriced: 1 },
  byProvider: [{ id: 'gpu', name: long, jobs: 3, done: 3, failed: 0, meanTime: 12_000, slowTime: 40_000 }],
  overTime: Object.fromEntries(['state', 'kind', 'provider'].map((name) => [name, [{ name: long, values: [1, 2] }]])),
  money: [money],
};
const error: ErrorNotice = { text: unbroken, steps: [{ action: 'set-key', label: 'Set Key' }] };
const pages = {
  jobs: {
    answers: { jobs: { active: [job('running', 1)], ended: [job('failed', 2), job('done', 3)] } },
    ready: '.job',
  },
  create: { create: { form, results }, ready: '.reason' },
  statistics: { answers: { statistics, balances: [{ name: long, text: long, isError: true }] }, ready: '.figures' },
  service: {
    answers: {
      services: [
        { id: 'gpu', name: long, host: unbroken },
        { id: 'lab', name: chinese, host: 'lab.example' },
      ],
      serviceState: {
        health: { value: { ok: false, facts: [{ name: long, value: long }] } },
        queue: { error },
        models: { value: [{ name: long, description: long, capabilities: [long], status: 'not loaded' }] },
        ratios: { value: [{ name: '16:9', value: long }] },
      } satisfies ServiceStateView,
      serviceAccount: {
        value: { id: '1', name: long, email: long, admin: false, quota: { error } },
      } satisfies AccountAnswer,
      serviceTasks: { value: { tasks: [], total: 0, pages: 0 } } satisfies ServiceResult<TasksPage>,
    },
    ready: '.service h3',
  },
};

describe('long and unbreakable texts', () => {
  const components = useComponents();

  for (const [tab, { ready, ...options }] of Object.entries(pages)) {
    it(`${tab}: cause no overflow and no accessibility violations`, async () => {
      for (const width of [300, 500, 900, 2000]) {
        const { page, stage } = await components.open(
          { entries: 0, kept: { tab }, ...options },
          { width, height: 700 },
        );
        await page.locator(ready).first().waitFor();
        assert.deepEqual(await widerThanTheirPlace(page), [], `at ${width}`);
        assert.deepEqual(await faultsOf(page), [], `at ${width}`);
        assert.equal(await page.getByText('\u202e').count(), 0, 'nothing turns its neighbours around');
        assert.deepEqual(await stage(({ violations }) => violations), []);
      }
    });
  }

  it('compare: cause no overflow and no accessibility violations', async () => {
    const url = '/images/x.png?width=640&height=360';
    const compared = [long, chinese].map((name) => ({
      url,
      name,
      prompt: name,
      width: 640,
      height: 360,
      hasAlpha: false,
    }));
    for (const width of [300, 900]) {
      const kept = { tab: 'history', compared: [{ imageId: 'one' }] };
      const { page } = await components.open({ entries: 0, kept, compared }, { width, height: 700 });
      await page.locator('.caption').first().waitFor();
      assert.deepEqual(await widerThanTheirPlace(page), [], `at ${width}`);
      assert.deepEqual(await faultsOf(page), [], `at ${width}`);
    }
  });
});
