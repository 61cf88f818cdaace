/**
 * Takes the images that the READMEs show, and no others, from the real workbench. `--only admin` takes the admin page alone and
 * `--only animation` the animation. `--pages folder` takes every scene of every page in three widths and four themes, for
 * review. `--axe` keeps nothing: axe-core checks every scene, and the exit code is 1 if it finds anything serious.
 * `--inputs folder` takes the quick inputs, dialogs and notifications. `--theme`, `--language` and `--page` (names of
 * scenes) narrow it down; several values are separated by commas.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type QwenImageServiceSimulator, startQwenImageService } from '../../simulators/qwenImageService';
import { generate, openPrompt, startEasel } from '../easel/easel';
import { type Language, message } from '../vscode/manifest';
import { projectRoot, removeFolder, temporaryFolder } from '../files/paths';
import { until } from '../until';
import { openWorkbench, type Theme, type Workbench } from '../workbench/workbench';
import { sampleWorkspace, waitForFiles } from '../files/workspace';
import { makeWall, openHistory } from './adminScreenshots';
import { recordAnimation } from './animation';
import { takeInputs } from './inputScenes';
import { faultsOfMatrix, captureMatrix } from './matrix';
import { optionOf, runProgram } from './program';

interface Session {
  workbench: Workbench;
  workspace: string;
  simulator: QwenImageServiceSimulator;
  language: Language;
  /** Saves a screenshot of the window under a name. */
  take(name: string): Promise<void>;
}

const prompts = {
  en: { fox: 'a red fox in the snow', lake: 'mountain lake at dawn', harbour: 'a harbour in the fog' },
  'zh-cn': { fox: '雪地里的红狐狸', lake: '黎明时分的高山湖泊', harbour: '雾中的港口' },
} satisfies Record<Language, Record<string, string>>;

async function main(argumentList: string[]): Promise<number> {
  const isWanted = (option: string) => (value: string) =>
    (optionOf(argumentList, option) ?? value).split(',').includes(value);
  const target = path.resolve(projectRoot, optionOf(argumentList, '--to') ?? path.join('docs', 'images'));
  const themes = (['dark', 'light'] as const).filter(isWanted('--theme'));
  const languages = (['en', 'zh-cn'] as const).filter(isWanted('--language'));
  const matrix = {
    languages,
    themes: (['dark', 'light', 'hc-dark', 'hc-light'] as const).filter(isWanted('--theme')),
    isShown: isWanted('--page'),
  };
  const pages = optionOf(argumentList, '--pages');
  if (pages !== undefined) {
    await captureMatrix(matrix, path.resolve(pages));
    return 0;
  }
  const inputs = optionOf(argumentList, '--inputs');
  if (inputs !== undefined) return (await takeInputs(matrix, path.resolve(inputs))) === 0 ? 0 : 1;
  if (argumentList.includes('--axe')) {
    const faults = await faultsOfMatrix(matrix, (line) => console.log(line));
    return faults.length === 0 ? 0 : 1;
  }
  const only = optionOf(argumentList, '--only');
  if (only === undefined || only === 'animation') await recordAnimation(target);
  if (only === 'animation') return 0;
  if (only === 'admin') {
    for (const language of languages) {
      await withWall(language, themes, async (workbench, theme) => {
        await workbench.page.setViewportSize({ width: 1180, height: 720 });
        const file = path.join(target, `admin-${theme}-${language}.png`);
        await workbench.screenshot(file);
        console.log(path.relative(projectRoot, file));
      });
    }
    return 0;
  }
  for (const language of languages) {
    for (const theme of themes) {
      if (isShown(`-${theme}-${language}.png`)) await captureAll({ target, language, theme });
    }
  }
  return 0;
}

const readmes = ['README.md', 'README.zh-cn.md']
  .map((name) => readFileSync(path.join(projectRoot, name), 'utf8'))
  .join('\n');

/** Whether a README shows an image whose file name ends like this. */
function isShown(end: string): boolean {
  return readmes.includes(end);
}

async function captureAll({
  target,
  language,
  theme,
}: {
  target: string;
  language: Language;
  theme: Theme;
}): Promise<void> {
  const folder = temporaryFolder('screenshots');
  // The folder's name is in the title of the window.
  const workspace = sampleWorkspace(path.join(folder, 'snowfall'));
  const simulator = await startQwenImageService({ auth: 'open', secondsPerImage: 0 });
  const sketch = { type: 'sketch', default: true };
  const qwen = { type: 'qwen-image-service', name: 'Qwen', hosts: { domestic: simulator.url } };
  const settings = {
    'editor.minimap.enabled': false,
    'easel.defaults.aspectRatio': '16:9',
    'easel.providers': [sketch, qwen],
  };
  const server = await startEasel({ workspace, settings });
  try {
    const workbench = await openWorkbench(server, { language, theme, width: 1180, height: 720 });
    const take = async (name: string): Promise<void> => {
      if (!isShown(`${name}-${theme}-${language}.png`)) return;
      const file = path.join(target, `${name}-${theme}-${language}.png`);
      await workbench.screenshot(file);
      console.log(path.relative(projectRoot, file));
    };
    try {
      await takePath({ workbench, workspace, simulator, language, take });
    } finally {
      await workbench.close();
    }
  } finally {
    await server.stop();
    await simulator.stop();
    removeFolder(folder);
  }
}

/** Generates the content once and shows it in every theme. */
async function withWall(
  language: Language,
  themes: readonly Theme[],
  run: (workbench: Workbench, theme: Theme) => Promise<void>,
): Promise<void> {
  const folder = temporaryFolder('screenshots');
  const workspace = sampleWorkspace(path.join(folder, 'snowfall'));
  const server = await startEasel({ workspace, settings: { 'editor.minimap.enabled': false } });
  try {
    for (const [index, theme] of themes.entries()) {
      const workbench = await openWorkbench(server, { language, theme, width: 1180, height: 720 });
      try {
        await workbench.editors.open(path.join(workspace, 'README.md'), { line: 7 });
        if (index === 0) await makeWall(workbench, workspace, 0);
        await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
        await openHistory(workbench);
        await run(workbench, theme);
      } finally {
        await workbench.close();
      }
    }
  } finally {
    await server.stop();
    removeFolder(folder);
  }
}

async function takePath(session: Session): Promise<void> {
  const { workbench, workspace } = session;
  await workbench.editors.open(path.join(workspace, 'README.md'), { line: 7 });
  await takePalette(session);
  await takePrompt(session);
  await takeResult(session);
  await takeSeveral(session);
  await takeAdmin(session);
  await takeWaiting(session);
}

async function takePalette({ workbench, take }: Session): Promise<void> {
  await workbench.statusBar.waitGone('Activating Extensions');
  await workbench.page.keyboard.press('F1');
  await workbench.quickInput.waitOpen();
  await workbench.quickInput.type('>Easel');
  await workbench.quickInput.waitForItems();
  await take('palette');
  await workbench.quickInput.close();
}

async function takePrompt({ workbench, language, take }: Session): Promise<void> {
  await openPrompt(workbench);
  await workbench.quickInput.type(prompts[language].fox);
  await take('prompt');
  await workbench.quickInput.clickButton(message('Options', language));
  await workbench.quickInput.waitForItems();
  await take('options');
  await workbench.quickInput.close();
}

async function takeResult({ workbench, workspace, language, take }: Session): Promise<void> {
  const made = await generate(workbench, { prompt: prompts[language].fox, workspace });
  const name = path.basename(made.files[0] ?? '');
  await workbench.notifications.waitFor(name);
  await workbench.notifications.waitIdle();
  await take('result');
  await workbench.notifications.click(name, message('Insert', language));
  await workbench.editors.waitForText('![');
  await workbench.editors.save();
  await workbench.runCommand('Markdown: Open Preview to the Side');
  const preview = workbench.webview().locator('img');
  await preview.waitFor();
  await until('the image in the preview', () =>
    preview.evaluate((image) => (image as HTMLImageElement).naturalWidth > 0),
  );
  await take('inserted');
}

async function takeSeveral({ workbench, workspace, language, take }: Session): Promise<void> {
  await workbench.runCommand('View: Close All Editors');
  await workbench.editors.open(path.join(workspace, 'index.html'), { line: 12 });
  await openPrompt(workbench);
  await setCount(workbench, 4);
  await workbench.quickInput.answer(prompts[language].lake);
  await waitForFiles(path.join(workspace, 'images'), 5);
  const pick = message('Choose Image…', language);
  await until('the offer to pick', async () =>
    (await workbench.notifications.list()).some((one) => one.buttons.includes(pick)),
  );
  await workbench.notifications.click(/./, pick);
  const images = workbench.webview().getByRole('option').locator('img');
  await until('four images', async () => (await images.count()) === 4);
  // Loaded images may not be painted yet.
  await images.evaluateAll(async (images) => {
    await Promise.all(images.map((image) => (image as HTMLImageElement).decode()));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
  await take('images');
}

async function takeAdmin({ workbench, workspace, take }: Session): Promise<void> {
  await makeWall(workbench, workspace, 5);
  await openHistory(workbench);
  await take('admin');
  await workbench.runCommand('View: Close All Editors');
}

/** Changes the number of images in the options menu, and returns to the prompt. */
async function setCount({ quickInput, language }: Workbench, count: number): Promise<void> {
  await quickInput.clickButton(message('Options', language));
  await quickInput.select(message('Number of images', language));
  await quickInput.waitForText(message('Leave empty for the default', language));
  await quickInput.answer(String(count));
  await quickInput.waitForText(message('Select an option to change (Esc to go back)', language));
  await quickInput.input.press('Escape');
  await quickInput.waitForText('→');
}

async function takeWaiting({ workbench, simulator, language, take }: Session): Promise<void> {
  const { quickInput, notifications } = workbench;
  simulator.holdTasks();
  for (const prompt of [prompts[language].lake, prompts[language].harbour]) {
    await openPrompt(workbench);
    await quickInput.clickButton(message('Provider', language));
    await quickInput.select(/Qwen/);
    await quickInput.waitForText('→');
    await quickInput.answer(prompt);
  }
  await notifications.waitFor(prompts[language].harbour);
  await workbench.statusBar.waitFor(/\d/);
  await take('waiting');
  simulator.releaseTasks();
}

void runProgram(() => main(process.argv.slice(2)));
