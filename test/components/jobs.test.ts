/** Jobs as the page and the side bar show them: what can be done with each, and what is told when nothing comes. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Locator, Page } from 'playwright-core';
import type { JobsView } from '../../src/shared/protocol/pages/jobs';
import type { JobLine } from '../../src/shared/protocol/views/entries';
import { until } from '../harness/until';
import { useComponents } from './stage';

const line = (id: string, more: Partial<JobLine>): JobLine => ({
  ...{ id, prompt: `prompt of ${id}`, state: 'running', isWaiting: false, stateLabel: 'Generating…' },
  ...{ trail: 'KIE', createdAt: Date.now() - 5_000, actions: [], steps: [] },
  ...more,
});
const overdue = line('late', { state: 'overdue', actions: ['resume', 'giveUp'] });
const lost = line('lost', { state: 'lost', finishedAt: Date.now(), actions: ['lookAgain', 'again', 'giveUp'] });
const jobs: JobsView = { active: [overdue, line('refused', { actions: ['giveUp'] })], ended: [lost], moreActive: 0 };
const job = (page: Page, id: string): Locator => page.locator(`[data-job=${id}]`);
const buttons = (page: Page, id: string): Promise<string[]> => job(page, id).getByRole('button').allInnerTexts();

describe('jobs that need a decision', () => {
  const components = useComponents();

  for (const page of ['admin', 'side'] as const) {
    it(`offer the likeliest action first on the page ${page}`, async () => {
      const open = await components.open(
        { entries: 0, page, kept: { tab: 'jobs' }, answers: { jobs } },
        { width: page === 'side' ? 220 : 1000, height: 700 },
      );
      await job(open.page, 'lost').waitFor();
      assert.deepEqual(await buttons(open.page, 'late'), ['Keep Waiting', 'Stop Waiting']);
      assert.deepEqual(await buttons(open.page, 'refused'), ['Stop Waiting']);
      assert.deepEqual(await buttons(open.page, 'lost'), ['Check Again', 'Regenerate', 'Stop Waiting']);
      for (const id of ['late', 'refused', 'lost']) await job(open.page, id).getByText('Stop Waiting').click();
      await job(open.page, 'lost').getByText('Check Again').click();
      await until('four calls', async () => (await open.calls('runJob')).length === 4);
      assert.deepEqual(await open.calls('runJob'), [
        ['late', 'giveUp'],
        ['refused', 'giveUp'],
        ['lost', 'giveUp'],
        ['lost', 'lookAgain'],
      ]);
      assert.equal(await open.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    });
  }
});

describe('many jobs', () => {
  const components = useComponents();

  for (const page of ['admin', 'side'] as const) {
    it(`have distinct accessible names on their buttons on the page ${page}`, async () => {
      const open = await components.open({ entries: 0, page, kept: { tab: 'jobs' }, answers: { jobs } });
      await job(open.page, 'late').waitFor();
      for (const name of [
        'Stop Waiting: prompt of late',
        'Stop Waiting: prompt of refused',
        'Check Again: prompt of lost',
      ]) {
        assert.equal(await open.page.getByRole('button', { name, exact: true }).count(), 1, name);
      }
    });

    it(`are all counted on the page ${page}, including unlisted ones`, async () => {
      const answers = { jobs: { ...jobs, moreActive: 1234 } };
      const open = await components.open({ entries: 0, page, kept: { tab: 'jobs' }, answers });
      await open.page.getByText('In progress: 1236').waitFor();
      if (page === 'admin') await open.page.getByText('1234 more in the queue').waitFor();
    });
  }

  it('have button names that truncate long prompts', async () => {
    const long = line('long', { prompt: `${'a long prompt '.repeat(20)}`, actions: ['cancel'] });
    const answers = { jobs: { active: [long], ended: [], moreActive: 0 } };
    const open = await components.open({ entries: 0, kept: { tab: 'jobs' }, answers });
    await job(open.page, 'long').waitFor();
    const name = (await job(open.page, 'long').getByRole('button').getAttribute('aria-label')) ?? '';
    assert.ok(name.startsWith('Cancel: a long prompt') && name.length < 80, name);
  });
});

describe('jobs whose refresh fails', () => {
  const components = useComponents();

  for (const page of ['admin', 'side'] as const) {
    it(`stay on the page ${page}, with the error`, async () => {
      const open = await components.open({ entries: 0, page, kept: { tab: 'jobs' }, answers: { jobs } });
      await job(open.page, 'lost').waitFor();
      await open.stage(({ options, tell }) => {
        options.refused = { jobs: 'The history is locked.' };
        tell('job-changed');
      });
      await open.page.getByRole('alert').getByText('The history is locked.').waitFor();
      assert.equal(await open.page.locator('.job').count(), 3);
      await open.stage(({ options }) => delete options.refused);
      await open.page.getByRole('button', { name: 'Try Again' }).click();
      await until('no complaint', async () => (await open.page.getByRole('alert').count()) === 0);
    });
  }
});
