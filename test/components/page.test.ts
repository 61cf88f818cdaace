/** The page as a whole: tabs, jobs, floods of events, and what it leaves behind. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { until } from '../harness/until';
import { useComponents } from './stage';

const chosen = (page: Page): Promise<string | null> =>
  page.locator('[role=tab][aria-selected=true]').getAttribute('aria-label');

interface Frames {
  /** Milliseconds between the two frames that are furthest apart. */
  gap: number;
  /** Milliseconds that all of it took. */
  took: number;
}

/** Frames while something happens. @param work A function, to be run in the page. */
function framesDuring(page: Page, work: string): Promise<Frames> {
  return page.evaluate<Frames>(`(async () => {
    const start = performance.now();
    let last = start;
    let gap = 0;
    let isOver = false;
    const frame = (now) => {
      gap = Math.max(gap, now - last);
      last = now;
      if (!isOver) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    await (${work})();
    isOver = true;
    return { gap, took: performance.now() - start };
  })()`);
}

describe('admin page', () => {
  const components = useComponents();

  it('switches tabs with arrow keys, has one tab stop for them, and lists the keys on ?', async () => {
    const { page } = await components.open({ entries: 3 });
    await page.getByRole('tab', { name: 'History' }).focus();
    await page.keyboard.press('ArrowLeft');
    assert.equal(await chosen(page), 'Jobs');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    assert.equal(await chosen(page), 'Service');
    assert.equal(await page.locator('[role=tab][tabindex="0"]').count(), 1);
    await page.keyboard.press('Home');
    assert.equal(await chosen(page), 'Create');
    await page.keyboard.press('End');
    assert.equal(await chosen(page), 'Service');
    for (let times = 0; times < 3; times += 1) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Compare two images, or an image with its original').waitFor();
    await page.keyboard.press('Escape');
    await until('no dialog', async () => (await dialog.count()) === 0);
  });

  it('marks the selected tab and pressed buttons in forced colors', async () => {
    const { page } = await components.open({ entries: 3, kept: { tab: 'history' } });
    await page.emulateMedia({ forcedColors: 'active' });
    const borders = (selector: string): Promise<string[]> =>
      page.locator(selector).evaluateAll((all) => all.map((one) => getComputedStyle(one).borderBottomColor));
    const [shown] = await borders('[role=tab][aria-selected=true]');
    assert.ok(!(await borders('[role=tab][aria-selected=false]')).includes(shown ?? ''));
    await page.getByRole('button', { name: 'Grid' }).waitFor();
    const [pressed] = await borders('button[aria-pressed=true]');
    assert.ok(!(await borders('button[aria-pressed=false]')).includes(pressed ?? ''));
  });

  it('fits a width of 300 pixels, with accessible names on the tabs', async () => {
    for (const tab of ['Jobs', 'History']) {
      const { page } = await components.open(
        { entries: 30, active: 2, ended: 3, kept: { tab: tab.toLowerCase() } },
        { width: 300, height: 700 },
      );
      await page
        .locator(tab === 'Jobs' ? '.job' : '.tile img')
        .first()
        .waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 300, tab);
      const outside = await page
        .locator('button, select, input')
        .evaluateAll((all) =>
          all.filter((one) => one.getBoundingClientRect().right > innerWidth).map((one) => one.outerHTML),
        );
      assert.deepEqual(outside, [], tab);
      assert.equal(await page.getByRole('tab', { name: tab }).count(), 1);
    }
  });

  it('shows the state of each job, and the reason and next steps of a failed one, without a click', async () => {
    const { page, calls } = await components.open({ entries: 0, active: 2, ended: 2, kept: { tab: 'jobs' } });
    const jobs = page.locator('.job');
    await until('four jobs', async () => (await jobs.count()) === 4);
    assert.match(await jobs.first().innerText(), /3 jobs ahead\s+RunningHub 421 → Our GPU\s+5 s/);
    const failed = jobs.filter({ hasText: 'rejected the key' });
    assert.match(await failed.innerText(), /RunningHub rejected the key \(802\)\./);
    await failed.getByRole('button', { name: 'Set Key' }).click();
    await failed.getByRole('button', { name: 'Regenerate' }).click();
    await jobs.first().getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Cancel All' }).click();
    assert.deepEqual(await calls('step'), [['job-500', 'set-key']]);
    assert.deepEqual(await calls('runJob'), [
      ['job-500', 'again'],
      ['job-0', 'cancel'],
    ]);
    assert.equal((await calls('cancelAll')).length, 1);
  });

  it('reuses the elements of jobs that stay, so that the focus stays and nothing flickers', async () => {
    const { page, stage, calls } = await components.open({ entries: 0, active: 3, ended: 3, kept: { tab: 'jobs' } });
    await until('jobs', async () => (await page.locator('.job').count()) === 6);
    await page.locator('.job').nth(1).getByRole('button').focus();
    await page.locator('.job').evaluateAll((jobs) => jobs.forEach((job) => job.setAttribute('data-former', '')));
    await stage(({ options, tell }) => {
      options.active = 2;
      options.ended = 4;
      tell('job-changed');
    });
    await until('the change', async () => (await page.locator('h2').first().innerText()) === 'In progress: 2');
    assert.equal(await page.locator('.job[data-former]').count(), 5);
    assert.ok(await page.evaluate(() => document.activeElement?.closest('[data-job=job-1]') !== null));
    assert.ok((await calls('jobs')).length >= 2);
  });

  for (const tab of ['jobs', 'history']) {
    it(`makes a few calls for ten thousand events in a second on the tab ${tab}`, async () => {
      const { page, calls } = await components.open({ entries: 2_000, active: 30, ended: 50, kept: { tab } });
      await page
        .locator(tab === 'jobs' ? '.job' : '.tile img.shown')
        .first()
        .waitFor();
      // Measured by what this machine can do at this moment.
      const atRest = await framesDuring(page, 'async () => new Promise((resolve) => setTimeout(resolve, 300))');
      const { gap, took } = await framesDuring(
        page,
        `async () => {
          const end = performance.now() + 1000;
          for (let sent = 0; sent < 10_000; sent += 100) {
            stage.tell(sent % 200 ? 'job-changed' : 'history-changed', 100);
            const until = end - (10_000 - sent) / 10;
            while (performance.now() < until) await new Promise((resolve) => setTimeout(resolve));
          }
        }`,
      );
      const asked = (await calls(tab === 'jobs' ? 'jobs' : 'outline')).length;
      assert.ok(asked <= 2 + took / 100, `${asked} questions in ${Math.round(took)} ms`);
      assert.ok(
        gap < 1000 + 20 * atRest.gap,
        `the page stood still for ${Math.round(gap)} ms, at rest for ${Math.round(atRest.gap)} ms`,
      );
      console.log(`      ${tab}: longest frame ${Math.round(gap)} ms, ${asked} questions`);
    });
  }

  it('cancels its calls when another tab is chosen', async () => {
    const { page, stage, calls } = await components.open({ entries: 50, silent: ['outline', 'entriesWithThumbnails'] });
    await until('the question', async () => (await calls('outline')).length === 1);
    await page.getByRole('tab', { name: 'Jobs' }).click();
    await until('both calls to be given up', async () => (await stage(({ cancelled }) => cancelled.length)) >= 2);
    await stage(({ tell }) => tell('history-changed', 100));
    await until('the jobs', async () => (await calls('jobs')).length > 0);
    assert.equal((await calls('outline')).length, 1);
  });

  it('sends only IDs to the host: no path, URL or command', async () => {
    const { page, stage } = await components.open({ entries: 60, active: 1, ended: 2 });
    await page.locator('.tile img.shown').first().waitFor();
    const list = page.getByRole('listbox');
    await page.locator('#entry-1').click();
    for (const key of ['i', 'o', 'g', 'f', 'c']) await list.press(key);
    await page.getByRole('tab', { name: 'Jobs' }).click();
    await page.locator('.job').first().getByRole('button').first().click();
    const sent = await stage(({ calls }) => calls.map(({ method, values }) => `${method} ${JSON.stringify(values)}`));
    for (const method of [
      'insert',
      'open',
      'again',
      'setFavorite',
      'comparison',
      'detail',
      'entriesWithThumbnails',
      'runJob',
    ]) {
      assert.ok(
        sent.some((call) => call.startsWith(`${method} `)),
        `${method} in ${sent.join('; ')}`,
      );
    }
    const [zone] = sent;
    assert.equal(zone, `inZone ["${await page.evaluate(() => new Intl.DateTimeFormat().resolvedOptions().timeZone)}"]`);
    // The name of a zone has a slash, and names no file.
    assert.deepEqual(
      sent.slice(1).filter((call) => /[/\\]|https?:|command:/.test(call)),
      [],
    );
  });

  it('works under the content security policy that it has in VS Code', async () => {
    const { page, stage } = await components.open({ entries: 40, ended: 4 });
    for (const tab of ['Create', 'Jobs', 'History', 'Providers', 'Statistics', 'Service']) {
      await page.getByRole('tab', { name: tab }).click();
      await until(tab, async () => (await chosen(page)) === tab);
    }
    assert.deepEqual(await stage(({ violations }) => violations), []);
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "inline"';
      document.body.append(script);
      return document.title;
    });
    assert.equal(ran, 'Easel');
    await until('the violation to be told', async () =>
      (await stage(({ violations }) => violations)).join().includes('script-src-elem inline'),
    );
  });
});
