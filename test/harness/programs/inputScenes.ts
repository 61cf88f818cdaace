/** Every command's first input, the inputs that follow it, and the notifications, as images to be reviewed. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { type DemoWindow, openFullDemo, translated } from '../adminPages/demoWindow';
import { generate, openPrompt } from '../easel/easel';
import type { Language } from '../vscode/manifest';
import type { Theme, Workbench } from '../workbench/workbench';
import { until } from '../until';

/** The window's width and height in pixels; the smaller the window, the more of a screenshot is the input. */
const size = { width: 900, height: 560 };

interface InputScene {
  name: string;
  /** Brings up the input, the notification or the dialog. */
  show(demo: DemoWindow): Promise<void>;
}

const provider = (demo: DemoWindow): string => (demo.language === 'en' ? 'Our GPU' : '我们的显卡');

const scenes: readonly InputScene[] = [
  { name: 'prompt', show: ({ workbench }) => openPrompt(workbench) },
  { name: 'prompt-empty', show: (demo) => promptAnd(demo, async () => demo.workbench.quickInput.press('Enter')) },
  { name: 'options', show: (demo) => promptAnd(demo, () => pressButton(demo, 'Options')) },
  {
    name: 'options-size',
    async show(demo) {
      await promptAnd(demo, () => pressButton(demo, 'Options'));
      await demo.workbench.quickInput.select(translated(demo, 'Size (pixels)'));
      await settled(demo);
      await demo.workbench.quickInput.type('100x99999');
    },
  },
  { name: 'recent-prompts', show: (demo) => promptAnd(demo, () => pressButton(demo, 'Recent Prompts')) },
  { name: 'provider', show: (demo) => promptAnd(demo, () => pressButton(demo, 'Provider')) },
  ...commandScenes({
    'edit-image': 'easel.editImage',
    'batch-edit': 'easel.batchEdit',
    'make-variations': 'easel.makeVariations',
    'paint-mask': 'easel.paintMask',
    'compare-images': 'easel.compareImages',
    'show-in-history': 'easel.showInHistory',
    'edit-folder': 'easel.editFolder',
    'undo-replace': 'easel.undoReplace',
    'insert-image': 'easel.insertImage',
    'show-jobs': 'easel.showJobs',
    'cancel-job': 'easel.cancelJob',
    'add-provider': 'easel.addProvider',
    'edit-provider': 'easel.editProvider',
    'set-key': 'easel.setProviderKey',
    'remove-provider': 'easel.removeProvider',
    'test-provider': 'easel.testProvider',
    'show-balance': 'easel.showBalance',
    'set-price': 'easel.setPrice',
    'set-cap': 'easel.setCap',
    'copy-diagnostics': 'easel.copyDiagnostics',
  }),
  {
    name: 'edit-image-prompt',
    async show(demo) {
      await command(demo, 'easel.editImage');
      await demo.workbench.quickInput.select('harbour.png');
      await settled(demo);
    },
  },
  {
    name: 'add-provider-address',
    async show(demo) {
      await command(demo, 'easel.addProvider');
      await demo.workbench.quickInput.select('Qwen Image Service');
      await settled(demo);
      await demo.workbench.quickInput.type('no address');
      await demo.workbench.quickInput.press('Enter');
    },
  },
  {
    name: 'add-provider-key',
    async show(demo) {
      await command(demo, 'easel.addProvider');
      await demo.workbench.quickInput.select('KIE.ai');
      await settled(demo);
    },
  },
  {
    name: 'remove-provider-question',
    async show(demo) {
      await command(demo, 'easel.removeProvider');
      await demo.workbench.quickInput.select(provider(demo));
      await settled(demo);
    },
  },
  {
    name: 'test-provider-result',
    async show(demo) {
      await command(demo, 'easel.testProvider');
      await demo.workbench.quickInput.select(provider(demo));
      await until('a notification', async () => (await demo.workbench.notifications.list()).length > 0);
    },
  },
  {
    name: 'set-price-amount',
    async show(demo) {
      await command(demo, 'easel.setPrice');
      await demo.workbench.quickInput.select(provider(demo));
      await settled(demo);
      await demo.workbench.quickInput.answer('0.03');
    },
  },
  {
    name: 'set-cap-amount',
    async show(demo) {
      await command(demo, 'easel.setCap');
      await demo.workbench.quickInput.select(translated(demo, 'Add Daily Cap…'));
      await settled(demo);
      await demo.workbench.quickInput.answer('much');
    },
  },
  {
    name: 'edit-folder-question',
    async show(demo) {
      await command(demo, 'easel.editFolder');
      await demo.workbench.quickInput.select('images');
      await demo.workbench.quickInput.waitForText('→');
      await demo.workbench.quickInput.answer(demo.language === 'en' ? 'in watercolor' : '水彩风格');
      await demo.workbench.dialog.waitForText();
    },
  },
  {
    name: 'generated',
    async show(demo) {
      const { workbench, workspace } = demo;
      const before = readdirSync(path.join(workspace, 'images')).length;
      await generate(workbench, {
        prompt: demo.language === 'en' ? 'a red kite' : '一只红色的风筝',
        workspace,
        count: before + 1,
      });
      await workbench.notifications.waitFor(/kite|风筝/);
      await workbench.notifications.waitIdle();
    },
  },
  {
    name: 'unreachable',
    async show({ workbench }) {
      await withSettings(workbench, unreachable, async () => {
        await askStudio(workbench);
        await workbench.notifications.waitFor(/Studio/);
        await workbench.notifications.waitIdle();
      });
    },
  },
  {
    name: 'cap-reached',
    async show({ workbench }) {
      const prices = { 'easel.prices': [{ provider: 'openai', amount: 0.04, currency: 'USD' }] };
      const caps = { 'easel.spending.caps': [{ currency: 'USD', perDay: 0.01 }] };
      await withSettings(workbench, { ...unreachable, ...prices, ...caps }, async () => {
        // A browser reads the user's own settings only once.
        await workbench.reload();
        await askStudio(workbench);
        await workbench.notifications.waitFor(/0\.01/);
      });
    },
  },
  {
    name: 'invalid-settings',
    async show({ workbench }) {
      const settings = {
        'easel.providers': [
          { type: 'opanai', name: 'Studio' },
          { type: 'kie', pollSeconds: -1 },
        ],
      };
      await withSettings(workbench, settings, async () => {
        await workbench.notifications.waitFor(/./);
      });
    },
  },
];

/** A provider that nobody answers for: the port is the one that is reserved for multiplexing and unused. */
const unreachable = {
  'easel.providers': [
    { type: 'openai', name: 'Studio', baseUrl: 'http://127.0.0.1:1', model: 'gpt-image-1.5', default: true },
  ],
};

/** Submits a prompt to the unreachable provider, once the input knows it: settings are read a moment after they change. */
async function askStudio(workbench: Workbench): Promise<void> {
  await until('an input for Studio', async () => {
    await openPrompt(workbench);
    if ((await workbench.quickInput.shownText()).includes('Studio ·')) return true;
    await workbench.quickInput.close();
    return false;
  });
  await workbench.quickInput.answer('a lighthouse');
}

/** Shows something under other settings of the user, which are put back afterwards. */
async function withSettings(
  { server }: Workbench,
  settings: Readonly<Record<string, unknown>>,
  show: () => Promise<void>,
): Promise<void> {
  const before = server.settings();
  server.updateSettings(settings);
  try {
    await show();
  } finally {
    server.updateSettings(Object.fromEntries(Object.keys(settings).map((key) => [key, before[key]])));
  }
}

/** As `set-cap-dark-en.png` in a folder; a scene that can't be shown is reported and left out. */
export async function takeInputs(
  {
    languages,
    themes,
    isShown,
  }: { languages: readonly Language[]; themes: readonly Theme[]; isShown(scene: string): boolean },
  folder: string,
): Promise<number> {
  let missing = 0;
  for (const language of languages) {
    const demo = await openFullDemo(language);
    const { workbench } = demo;
    const take = (name: string, theme: Theme): Promise<void> =>
      workbench.screenshot(path.join(folder, `${name}-${theme}-${language}.png`));
    try {
      await workbench.page.setViewportSize(size);
      for (const theme of themes) {
        await workbench.useTheme(theme);
        for (const scene of scenes.filter(({ name }) => isShown(name))) {
          try {
            await workbench.reset();
            await scene.show(demo);
            await take(scene.name, theme);
          } catch (error) {
            missing += 1;
            console.error(
              `${scene.name} ${theme} ${language}: ${error instanceof Error ? error.message : String(error)}`,
            );
            await take(`missing-${scene.name}`, theme);
          }
        }
      }
    } finally {
      await demo.close();
    }
  }
  return missing;
}

function commandScenes(commands: Readonly<Record<string, string>>): InputScene[] {
  return Object.entries(commands).map(([name, id]) => ({ name, show: (demo) => command(demo, id) }));
}

/** Runs a command and waits for the first thing that it shows. */
async function command(demo: DemoWindow, id: string): Promise<void> {
  const { workbench } = demo;
  await workbench.runCommand(id);
  await until(`${id} to show something`, async () => {
    if (await workbench.dialog.isOpen()) return true;
    if ((await workbench.notifications.list()).length > 0) return true;
    return workbench.quickInput.isOpen();
  });
  await settled(demo);
}

async function promptAnd(demo: DemoWindow, next: () => Promise<void>): Promise<void> {
  await openPrompt(demo.workbench);
  await next();
  await settled(demo);
}

async function pressButton(demo: DemoWindow, name: string): Promise<void> {
  const before = await demo.workbench.quickInput.shownText();
  await demo.workbench.quickInput.clickButton(translated(demo, name));
  await until(`what ${name} opens`, async () => (await demo.workbench.quickInput.shownText()) !== before);
}

/** Waits until an open quick input shows the same text twice in a row. */
async function settled({ workbench }: DemoWindow): Promise<void> {
  let last = '';
  await until('the input to stay as it is', async () => {
    const now = `${await workbench.quickInput.shownText()}\n${JSON.stringify(await workbench.quickInput.items())}`;
    const isSame = now === last;
    last = now;
    return isSame;
  });
}
