/** The admin page as it looks: for the README, and every tab in every theme, language and width, to be looked at. */
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { AdminPage } from '../adminPages/adminPage';
import { generate } from '../easel';
import { type Language, message } from '../manifest';
import { until } from '../until';
import type { Theme, Workbench } from '../workbench';

const prompts: Record<Language, readonly (readonly [prompt: string, ratio: string])[]> = {
  en: [
    ['a lighthouse in a storm at night', '9:16'],
    ['a cup of coffee by the window', '1:1'],
    ['a city at night in the rain', '21:9'],
    ['a robot watering a garden', '3:4'],
    ['a hot-air balloon over hills', '4:3'],
  ],
  'zh-cn': [
    ['暴风雨之夜的灯塔', '9:16'],
    ['窗边的一杯咖啡', '1:1'],
    ['雨夜的城市', '21:9'],
    ['给花园浇水的机器人', '3:4'],
    ['山丘上空的热气球', '4:3'],
  ],
};
const tabs = ['create', 'jobs', 'history', 'providers', 'statistics', 'service'] as const;
/** Of the window; the page has some 50 pixels less. */
const widths = [352, 752, 1552];

const view = (workbench: Workbench): Locator => workbench.webview().locator('#easel');
const entries = (workbench: Workbench): Locator => view(workbench).getByRole('listbox').getByRole('option');

/** Makes pictures of several ratios. @param made How many there are already in `images/`. */
export async function makeWall(workbench: Workbench, workspace: string, made: number): Promise<void> {
  const ratio = workbench.server.settings()['easel.defaults.aspectRatio'];
  for (const [index, [prompt, aspectRatio]] of prompts[workbench.language].entries()) {
    workbench.server.updateSettings({ 'easel.defaults.aspectRatio': aspectRatio });
    await generate(workbench, { prompt, workspace, count: made + index + 1 });
  }
  workbench.server.updateSettings({ 'easel.defaults.aspectRatio': ratio ?? 'auto' });
  await workbench.notifications.waitIdle();
}

/** Opens the page and shows an entry large. */
export async function openHistory(workbench: Workbench): Promise<void> {
  await workbench.runCommand('View: Close All Editors');
  await workbench.notifications.clear();
  await workbench.runCommand('easel.openAdmin');
  await view(workbench).locator('#tab-history').click();
  await entries(workbench).nth(2).click();
  await view(workbench).getByRole('region').locator('img').waitFor();
  await loaded(workbench);
}

/** Every picture that is in sight is painted. */
async function loaded(workbench: Workbench): Promise<void> {
  const images = view(workbench).locator('img');
  await until('the pictures', () =>
    images.evaluateAll((all) => all.every((one) => (one as HTMLImageElement).complete && one.clientHeight > 0)),
  );
  await images.evaluateAll(async (all) => {
    await Promise.all(all.map((one) => (one as HTMLImageElement).decode().catch(() => undefined)));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}

/** Every tab in three widths, as `history-dark-en-700.png` in a folder. */
export async function takePages(
  workbench: Workbench,
  { folder, theme, isShown }: { folder: string; theme: Theme; isShown: (name: string) => boolean },
): Promise<void> {
  for (const width of widths) {
    await workbench.page.setViewportSize({ width, height: 860 });
    await visit(workbench, isShown, (name) =>
      workbench.screenshot(path.join(folder, `${name}-${theme}-${workbench.language}-${width - 52}.png`)),
    );
  }
}

/** What axe-core finds on every tab that is serious or worse, colours of the theme included; a line each. */
export async function faultsOfPages(workbench: Workbench, isShown: (name: string) => boolean): Promise<string[]> {
  const admin = new AdminPage(workbench);
  const faults: string[] = [];
  await visit(workbench, isShown, async (name) => {
    faults.push(...(await admin.seriousFaults()).map((fault) => `${name}: ${fault}`));
  });
  return faults;
}

/** Shows every tab, and two pictures compared. */
async function visit(
  workbench: Workbench,
  isShown: (name: string) => boolean,
  look: (name: string) => Promise<void>,
): Promise<void> {
  for (const tab of tabs.filter(isShown)) {
    await view(workbench).locator(`#tab-${tab}`).click();
    await until(tab, async () => (await view(workbench).locator('[aria-busy=true], .skeleton').count()) === 0);
    if (tab === 'history') await showTwo(workbench);
    await loaded(workbench);
    await look(tab);
  }
  if (!isShown('compare')) return;
  await view(workbench).locator('#tab-history').click();
  await showTwo(workbench);
  await view(workbench).getByRole('listbox').press('c');
  await view(workbench).getByRole('slider').waitFor();
  await loaded(workbench);
  await look('compare');
  await view(workbench)
    .getByRole('button', { name: message('Close', workbench.language) })
    .first()
    .click();
}

/** Two are selected; the one that is shown large is closed where it would hide them. */
async function showTwo(workbench: Workbench): Promise<void> {
  const list = view(workbench).getByRole('listbox');
  await list.press('Home');
  await list.press('Shift+ArrowRight');
}
