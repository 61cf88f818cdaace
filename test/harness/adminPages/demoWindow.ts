/** A window in which every page has content: several services, jobs in every state, images of different ratios. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { startOpenAiImages } from '../../simulators/openai';
import { drawPng } from '../../simulators/image';
import { startQwenImageService } from '../../simulators/qwenImageService';
import { generate, openPrompt, startEasel } from '../easel/easel';
import { type Language, message } from '../vscode/manifest';
import { waitForPaint } from '../workbench/painted';
import { removeFolder, temporaryFolder } from '../files/paths';
import type { VsCodeServer } from '../vscode/server';
import { until } from '../until';
import { openWorkbench, type Workbench } from '../workbench/workbench';
import { sampleWorkspace } from '../files/workspace';
import { addQwenService, AdminPage } from './adminPage';

export interface DemoWindow {
  workbench: Workbench;
  workspace: string;
  language: Language;
  page: AdminPage;
  close(): Promise<void>;
}

const texts = {
  en: {
    gpu: 'Our GPU',
    relay: 'Relay',
    slow: 'Night shift',
    walls: ['a lighthouse in a storm at night', 'a cup of coffee by the window', 'a city at night in the rain'],
    refused: 'a poster in the style of a well-known painter, with the name of a person on it',
    late: 'a harbour in the fog, as seen from the hill behind the church',
    waits: ['mountain lake at dawn', 'an owl that reads the newspaper', 'a paper boat on a puddle'],
  },
  'zh-cn': {
    gpu: '我们的显卡',
    relay: '中转站',
    slow: '夜班',
    walls: ['暴风雨之夜的灯塔', '窗边的一杯咖啡', '雨夜的城市'],
    refused: '一张模仿著名画家风格、并写有某人姓名的海报',
    late: '雾中的港口，从教堂后面的山丘上望去',
    waits: ['黎明时分的高山湖泊', '看报纸的猫头鹰', '水洼里的纸船'],
  },
} satisfies Record<Language, unknown>;
const ratios = ['9:16', '1:1', '21:9'];
const password = 'admin-password';

const moderated = JSON.stringify({
  error: {
    message: 'Your request was rejected by the safety system.',
    type: 'image_generation_user_error',
    code: 'moderation_blocked',
  },
});

/** A window without any content beside the built-in provider. */
export async function openEmptyDemo(language: Language): Promise<DemoWindow> {
  return open(language, [], async () => undefined);
}

/** A window with content; its jobs run or wait until it is closed. */
export async function openFullDemo(language: Language): Promise<DemoWindow> {
  const text = texts[language];
  const colleagues = Array.from({ length: 30 }, (_, index) => ({
    username: `colleague-${String(index + 1).padStart(2, '0')}`,
    password,
  }));
  const gpu = await startQwenImageService({
    loginsPerMinute: 100,
    users: [{ username: 'admin', password, admin: true }, ...colleagues],
  });
  const slow = await startQwenImageService({ auth: 'open' });
  const relay = await startOpenAiImages({ key: false });
  const sketch = { type: 'sketch', name: 'Sketch' };
  const entries = [
    sketch,
    {
      ...{ type: 'nano-banana-edits', name: text.relay, hosts: { domestic: `${relay.url}/v1` } },
      ...{ model: 'gpt-image-1.5', retry: false },
    },
    {
      ...{ type: 'qwen-image-service', name: text.slow, hosts: { domestic: slow.url } },
      ...{ maxMinutes: 0.1, pollSeconds: 0.2, retry: false },
    },
  ];
  const stop = async (): Promise<void> => {
    await Promise.all([gpu.stop(), slow.stop(), relay.stop()]);
  };
  return open(language, [stop], async ({ workbench, workspace }) => {
    const { server } = workbench;
    const use = (name: string): void => {
      const all = (server.settings()['easel.providers'] ?? []) as { name: string; default?: boolean }[];
      server.updateSettings({ 'easel.providers': all.map((one) => ({ ...one, default: one.name === name })) });
    };
    const ask = async (name: string, prompt: string): Promise<void> => {
      use(name);
      // The input shows the settings as of its opening.
      await until(`an input for ${name}`, async () => {
        await openPrompt(workbench);
        if ((await workbench.quickInput.shownText()).includes(`${name} ·`)) return true;
        await workbench.quickInput.close();
        return false;
      });
      await workbench.quickInput.answer(prompt);
    };
    writeFileSync(path.join(workspace, 'harbour.png'), drawPng(480, 320, 'harbour'));
    server.updateSettings({ 'easel.providers': entries });
    await addQwenService(workbench, { url: gpu.url, user: 'admin', password, name: text.gpu });
    use('Sketch');
    for (const [index, prompt] of text.walls.entries()) {
      server.updateSettings({ 'easel.defaults.aspectRatio': ratios[index] });
      await generate(workbench, { prompt, workspace, count: index + 1 });
    }
    server.updateSettings({ 'easel.defaults.aspectRatio': 'auto' });
    relay.misbehave({ path: '/v1/images/generations', fault: { kind: 'answer', status: 400, body: moderated } });
    await ask(text.relay, text.refused);
    slow.holdTasks();
    await ask(text.slow, text.late);
    gpu.holdTasks();
    for (const prompt of text.waits) await ask(text.gpu, prompt);
    use('Sketch');
  });
}

async function open(
  language: Language,
  stops: (() => Promise<void>)[],
  fill: (demo: DemoWindow) => Promise<void>,
): Promise<DemoWindow> {
  const folder = temporaryFolder('house');
  // The folder's name is in the title of the window.
  const workspace = sampleWorkspace(path.join(folder, 'snowfall'));
  let server: VsCodeServer | undefined;
  let workbench: Workbench | undefined;
  const close = async (): Promise<void> => {
    await workbench?.close();
    await server?.stop();
    for (const stop of stops) await stop();
    removeFolder(folder);
  };
  try {
    // Prices are the user's own settings, which a browser reads only once.
    const prices = [{ provider: 'nano-banana-edits', amount: 0.04, currency: 'USD' }];
    server = await startEasel({ workspace, settings: { 'editor.minimap.enabled': false, 'easel.prices': prices } });
    workbench = await openWorkbench(server, { language, width: 1180, height: 900 });
    const demo = { workbench, workspace, language, page: new AdminPage(workbench), close };
    await fill(demo);
    return demo;
  } catch (error) {
    await close();
    throw error;
  }
}

/** A text of the page in the language of the window. */
export function translated({ language }: Pick<DemoWindow, 'language'>, english: string): string {
  const found = message(english, language);
  if (language !== 'en' && found === english) throw new Error(`nothing says “${english}” in ${language}`);
  return found;
}

/** Waits until every visible image is painted and nothing is loading. */
export async function waitForPage({ page }: DemoWindow): Promise<void> {
  const view = page.view();
  await until('the page', async () => (await view.locator('[aria-busy=true], .skeleton').count()) === 0);
  const images = view.locator('img:visible');
  await until('the images', () => images.evaluateAll((all) => all.every((one) => (one as HTMLImageElement).complete)));
  await waitForPaint(images);
}
