/** Screenshots of the admin page for the README. */
import type { Locator } from 'playwright-core';
import { generate } from '../easel/easel';
import type { Language } from '../vscode/manifest';
import { waitForPaint } from '../workbench/painted';
import { until } from '../until';
import type { Workbench } from '../workbench/workbench';

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

const view = (workbench: Workbench): Locator => workbench.webview().locator('#easel');
const entries = (workbench: Workbench): Locator => view(workbench).getByRole('listbox').getByRole('option');

/** Generates images of several ratios. @param made Number of files that are already in `images/`. */
export async function makeWall(workbench: Workbench, workspace: string, made: number): Promise<void> {
  const ratio = workbench.server.settings()['easel.defaults.aspectRatio'];
  for (const [index, [prompt, aspectRatio]] of prompts[workbench.language].entries()) {
    workbench.server.updateSettings({ 'easel.defaults.aspectRatio': aspectRatio });
    await generate(workbench, { prompt, workspace, count: made + index + 1 });
  }
  workbench.server.updateSettings({ 'easel.defaults.aspectRatio': ratio ?? 'auto' });
  await workbench.notifications.waitIdle();
}

/** Opens the page with the details of an entry. */
export async function openHistory(workbench: Workbench): Promise<void> {
  await workbench.runCommand('View: Close All Editors');
  await workbench.notifications.clear();
  await workbench.runCommand('easel.openAdmin');
  await view(workbench).locator('#tab-history').click();
  await entries(workbench).nth(2).click();
  await view(workbench).getByRole('region').locator('img').waitFor();
  await loaded(workbench);
}

/** Waits until every visible image is painted. */
async function loaded(workbench: Workbench): Promise<void> {
  const images = view(workbench).locator('img');
  await until('the images', () =>
    images.evaluateAll((all) => all.every((one) => (one as HTMLImageElement).complete && one.clientHeight > 0)),
  );
  await waitForPaint(images);
}
