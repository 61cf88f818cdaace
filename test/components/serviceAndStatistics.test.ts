/** The pages Statistics and Service in a real browser: narrow and wide, by keys alone, with what goes wrong. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Locator, Page } from 'playwright-core';
import type { AccountView, ServiceStateView, TasksPage, UsersPage } from '../../src/shared/protocol/pages/service';
import type { StatisticsView } from '../../src/shared/protocol/pages/statistics';
import { until } from '../harness/until';
import { faultsOf, useComponents, type OpenPage } from './stage';

const hostile = '<img src=x onerror=alert(1)>';
const day = 86_400_000;
const statistics: StatisticsView = {
  unit: 'day',
  starts: Array.from({ length: 30 }, (_, index) => Date.UTC(2026, 2, 1) + index * day),
  jobs: 1234,
  images: 2000,
  successRate: 0.987,
  meanTime: 14_200,
  slowTime: 83_000,
  byState: [
    { name: 'Done', count: 1200 },
    { name: 'Failed', count: 34 },
  ],
  byKind: [{ name: 'Generated', count: 1234 }],
  byProvider: [
    { id: 'gpu', name: hostile, jobs: 1000, done: 990, failed: 10, meanTime: 12_000, slowTime: 40_000 },
    { id: 'kie', name: 'KIE', jobs: 234, done: 0, failed: 24 },
  ],
  overTime: {
    state: [
      { name: 'Done', values: Array.from({ length: 30 }, (_, index) => index * 3) },
      { name: 'Failed', values: Array.from({ length: 30 }, (_, index) => index % 3) },
    ],
    kind: [{ name: 'Generated', values: Array<number>(30).fill(41) }],
    provider: [{ name: hostile, values: Array<number>(30).fill(41) }],
  },
  money: [
    {
      ...{ currency: 'CNY', total: '¥12.30 · ¥1.00 of this may not be charged' },
      providers: [{ name: 'KIE', amount: 12.3, text: '¥12.30' }],
      bars: { name: 'CNY', values: Array<number>(30).fill(0.41) },
    },
  ],
  unpriced: 3,
};

const account: AccountView = {
  ...{ id: '1', name: 'admin', email: 'a@b.example', admin: true },
  quota: { value: 'Our GPU: 88 of 100 images left today' },
};
const state: ServiceStateView = {
  health: { value: { ok: true, facts: [{ name: 'GPUs', value: '2' }] } },
  queue: { error: { text: 'Our GPU does not answer.', steps: [{ action: 'open-log', label: 'Open Log' }] } },
  models: {
    value: [{ name: 'Qwen-Image', description: hostile, capabilities: ['text-to-image'], status: 'not loaded' }],
  },
  ratios: { value: [{ name: '16:9', value: '1664 × 928' }] },
};
const users: UsersPage = {
  users: Array.from({ length: 50 }, (_, index) => ({
    ...{ id: String(index + 1), name: index === 0 ? 'admin' : `colleague-${index}`, email: `c${index}@b.example` },
    ...{ active: index % 7 !== 3, admin: index === 0 },
  })),
  hasMore: true,
};
const tasks: TasksPage = {
  tasks: [
    {
      ...{ id: 'a', userId: '1', kind: 'Edited', state: 'Failed', isFailed: true, prompt: hostile.repeat(9) },
      ...{ error: 'CUDA', createdAt: '2026-03-03 10:11:12', duration: '2 s' },
    },
  ],
  total: 41,
  pages: 3,
};
const answers = {
  statistics,
  balances: [{ name: 'KIE', text: 'KIE: 12 credits', isError: false }],
  services: [
    { id: 'gpu', name: 'Our GPU', host: '10.0.0.1:8000' },
    { id: 'lab', name: 'Lab', host: 'lab.example' },
  ],
  serviceState: state,
  serviceAccount: { value: account },
  serviceUsers: { value: users },
  serviceQuotas: users.users.slice(1).map(({ id }) => ({
    ...{ userId: id, text: '88 of 100 images left today · 2912 of 3000 left this month', isError: false },
    ...{ daily: 100, monthly: 3000 },
  })),
  serviceTasks: { value: tasks },
  serviceFigures: { value: [{ name: 'Tasks', value: '41' }] },
  serviceToggle: { value: false },
};

describe('Statistics and Service pages', () => {
  const components = useComponents();
  const open = (tab: string, change: object = {}, width = 1000): Promise<OpenPage> =>
    components.open({ entries: 0, kept: { tab }, answers, ...change }, { width, height: 800 });
  const ready = (page: Page, tab: string): Promise<void> =>
    (tab === 'service' ? page.getByText('Service statistics') : page.getByText('Balance and quota')).waitFor();

  it('service: shows why a task failed, and once why quotas are unknown', async () => {
    const serviceQuotas = users.users.map(({ id }) => ({ userId: id, text: 'Not told.', isError: true }));
    const { page } = await open('service', { answers: { ...answers, serviceQuotas } });
    await page.getByRole('cell', { name: 'Failed: CUDA' }).waitFor();
    await page.getByText('Not told.').waitFor();
  });

  it('explains its figures in visible text', async () => {
    const { page } = await open('statistics');
    await ready(page, 'statistics');
    const figures = page.locator('.figures');
    for (const means of ['Share of finished jobs that succeeded', '95% of jobs finished', 'Time to complete']) {
      await figures.getByText(means).waitFor();
    }
    assert.equal(await figures.locator('[title]').count(), 0);
  });

  for (const tab of ['statistics', 'service']) {
    it(`${tab}: fits widths from 300 to 2000 pixels without accessibility violations`, async () => {
      for (const width of [300, 500, 900, 2000]) {
        const { page, stage } = await open(tab, {}, width);
        await ready(page, tab);
        for (const summary of await page.locator('summary').all()) await summary.click();
        const sheet = await page.locator('.sheet').evaluate((one) => [one.scrollWidth, one.clientWidth]);
        assert.ok(sheet[0]! <= sheet[1]!, `${width}: ${sheet.join(' in ')}`);
        assert.deepEqual(await faultsOf(page), [], `at ${width}`);
        assert.deepEqual(await stage(({ violations }) => violations), []);
        assert.equal(await page.locator('.sheet img').count(), 0, 'text stays text');
      }
    });

    it(`${tab}: shows why loading failed, and retries`, async () => {
      const method = tab === 'service' ? 'services' : 'statistics';
      const opened = await open(tab, { refused: { [method]: 'The history is damaged.' } });
      await opened.page.getByRole('alert').getByText('The history is damaged.').waitFor();
      await opened.page.getByRole('button', { name: 'Try Again' }).press('Enter');
      await until('another question', async () => (await opened.calls(method)).length === 2);
    });
  }

  it('statistics: axes begin at zero, and the table shows the figures of the bars', async () => {
    const { page } = await open('statistics');
    const region = page.getByRole('region', { name: 'Jobs per day' });
    await region.getByText('Show as table').press('Enter');
    const axis = await region.locator('svg[role=img] > text').allTextContents();
    assert.equal(axis[0], '0');
    const total = (await region.locator('tfoot').innerText()).split(/\s+/);
    assert.deepEqual(total, ['Total', '1,305', '30', '1,335']);
    const heights = await region
      .locator('svg[role=img] g')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
    const [last, tenth] = [heights[29]!, heights[10]!];
    assert.ok(Math.abs(last / tenth - 89 / 31) < 0.05, `89 to 31 is ${last} to ${tenth}`);
  });

  it('statistics: an empty span says so and can be changed', async () => {
    const nothing = { ...statistics, jobs: 0, images: 0, money: [], byProvider: [] };
    const { page, calls } = await open('statistics', { answers: { ...answers, statistics: nothing } });
    await page.getByText('No jobs in this period.').waitFor();
    await page.getByRole('combobox', { name: 'Period' }).selectOption({ label: '90 days' });
    await until('the other span', async () => (await calls('statistics')).at(-1)?.[0] === 90);
  });

  it('service: shows the other answers when one call fails', async () => {
    const { page } = await open('service');
    const region = page.getByRole('region', { name: 'Service status' });
    await region.getByText('Healthy', { exact: true }).waitFor();
    await region.getByText('Our GPU does not answer.').waitFor();
    const refused = await open('service', { refused: { serviceAccount: 'Our GPU refused the password.' } });
    await refused.page.getByRole('alert').getByText('Our GPU refused the password.').waitFor();
    await refused.page.getByText('Healthy', { exact: true }).waitFor();
    assert.equal(await refused.page.getByRole('region', { name: 'Users' }).count(), 0);
  });

  it('service: offers next steps beside a failure', async () => {
    const { page, calls } = await open('service');
    const region = page.getByRole('region', { name: 'Service status' });
    await region.getByRole('button', { name: 'Open Log' }).press('Enter');
    await until('the step', async () => (await calls('serviceStep')).length === 1);
    assert.deepEqual((await calls('serviceStep'))[0], ['gpu', 'open-log']);
    const steps = [{ action: 'set-password', label: 'Set Password' }];
    const error = { text: 'Our GPU refused the password.', steps };
    const refused = await open('service', {
      answers: { ...answers, serviceAccount: { error, mayRegister: false } },
    });
    await refused.page.getByRole('alert').getByText('Our GPU refused the password.').waitFor();
    await refused.page.getByRole('button', { name: 'Set Password' }).press('Enter');
    await until('that step', async () => (await refused.calls('serviceStep')).length === 1);
    assert.equal(await refused.page.getByText('Register…').count(), 0);
  });

  it('service: offers to register when there is no account', async () => {
    const error = { text: 'Our GPU asks for a password.', steps: [] };
    const { page, calls } = await open('service', {
      answers: { ...answers, serviceAccount: { error, mayRegister: true }, serviceSignUp: { value: null } },
    });
    await page.getByText('Register…').press('Enter');
    await page.getByLabel('User name').fill('newcomer');
    for (const field of await page.locator('input[type=password]').all()) await field.fill('a-secret-word');
    await page.getByRole('button', { name: 'Register', exact: true }).press('Enter');
    await until('the account', async () => (await calls('serviceSignUp')).length === 1);
    assert.deepEqual((await calls('serviceSignUp'))[0], ['gpu', 'newcomer', 'a-secret-word', '']);
    await until('another look', async () => (await calls('serviceAccount')).length === 2);
  });

  it('service: keeps the fields of a user that was rejected, and clears those of an added one', async () => {
    for (const isRefused of [true, false]) {
      const answer = isRefused ? { error: { text: 'There is one.', steps: [] } } : { value: null };
      const { page } = await open('service', { answers: { ...answers, serviceRegister: answer } });
      const region = page.getByRole('region', { name: 'Users' });
      await region.getByText('Add User').first().press('Enter');
      await region.getByRole('textbox', { name: 'User name' }).fill('newcomer');
      await region.getByLabel('Password').fill('a-secret-word');
      await region.getByLabel('Password').press('Enter');
      await region.getByText(isRefused ? 'There is one.' : 'Added newcomer.').waitFor();
      const expected = isRefused ? ['newcomer', 'a-secret-word'] : ['', ''];
      await until('the fields', async () => {
        const fields = [region.getByRole('textbox', { name: 'User name' }), region.getByLabel('Password')];
        return JSON.stringify(await Promise.all(fields.map((one) => one.inputValue()))) === JSON.stringify(expected);
      });
    }
  });

  it('service: shows and changes the quotas of all users by keyboard', async () => {
    const changed = { userId: '2', text: '8 of 20 images left today', isError: false, daily: 20 };
    const { page, calls } = await open('service', { answers: { ...answers, serviceSetQuota: { value: changed } } });
    const region = page.getByRole('region', { name: 'Users' });
    const button = region.getByRole('button', { name: 'Set Quota…: colleague-1', exact: true });
    await button.press('Enter');
    const form = region.getByRole('group', { name: 'Quota for colleague-1' });
    assert.equal(await form.getByLabel(/per day/).inputValue(), '100');
    await until('the first field', () => form.getByLabel(/per day/).evaluate((one) => one === document.activeElement));
    await form.getByLabel(/per day/).fill('20');
    await form.getByLabel(/per month/).fill('');
    await form.getByLabel(/per month/).press('Enter');
    await region.getByText('8 of 20 images left today').waitFor();
    assert.deepEqual((await calls('serviceSetQuota'))[0], ['gpu', '2', { daily: 20 }]);
    await until('the button again', () => button.evaluate((one) => one === document.activeElement));
    assert.equal(await region.getByRole('button', { name: 'Set Quota…: admin', exact: true }).count(), 0);
    const none = await open('service', { answers: { ...answers, serviceQuotas: null } });
    await none.page.getByText('colleague-1', { exact: true }).waitFor();
    const columns = none.page.getByRole('columnheader', { name: 'Quota' });
    await until('no column for what nobody tells', async () => (await columns.count()) === 0);
  });

  it('service: keeps no password in fields, memory or stored state', async () => {
    const { page, stage, calls } = await open('service', { refused: { servicePassword: 'The old one is wrong.' } });
    const region = page.getByRole('region', { name: 'Your account' });
    await region.getByText('Change Password').first().press('Enter');
    const fields: Locator[] = await region.locator('input[type=password]').all();
    for (const field of fields) await field.fill('a-secret-word');
    await fields.at(-1)?.press('Enter');
    await region.getByText('The old one is wrong.').waitFor();
    assert.deepEqual((await calls('servicePassword')).at(-1), ['gpu', 'a-secret-word', 'a-secret-word']);
    assert.deepEqual(await Promise.all(fields.map((field) => field.inputValue())), ['', '', '']);
    assert.ok(!JSON.stringify(await stage(({ kept }) => kept)).includes('secret'));
    assert.ok(!(await page.content()).includes('a-secret-word'));
  });

  it('service: remembers the chosen service', async () => {
    const { page, stage, calls } = await open('service');
    await page.getByRole('combobox', { name: 'Provider', exact: true }).selectOption({ label: 'Lab' });
    await until('its account', async () => (await calls('serviceAccount')).at(-1)?.[0] === 'lab');
    const kept = await stage(({ kept: all }) => (all as { pages: { service?: unknown } }).pages.service);
    assert.equal(kept, 'lab');
    await page.getByText('Service statistics').waitFor();
    for (const method of ['serviceState', 'serviceUsers', 'serviceTasks', 'serviceFigures']) {
      assert.equal((await calls(method)).at(-1)?.[0], 'lab', method);
    }
  });

  it('service: refreshes tasks when a job ends, not for its progress', async () => {
    const { page, stage, calls } = await open('service');
    await page.getByText('Service statistics').waitFor();
    const before = (await calls('serviceTasks')).length;
    await stage(({ tell }) => tell('job-changed', 100));
    await stage(({ tell }) => tell('history-changed'));
    await until('one more question', async () => (await calls('serviceTasks')).length === before + 1);
  });
});
