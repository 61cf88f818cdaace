/** Visits every scene of the pages in every theme, language and width, for screenshots or for axe-core. */
import path from 'node:path';
import { type DemoWindow, waitForPage, openEmptyDemo, openFullDemo } from '../adminPages/demoWindow';
import { openPage, type Scene, scenes } from '../adminPages/scenes';
import type { Language } from '../vscode/manifest';
import type { Theme } from '../workbench/workbench';

/** Pixels of the page, without the activity bar. */
const widths = [300, 700, 1500];
const activityBar = 48;
const height = 900;
const normalSize = { width: 1180, height };

export interface Matrix {
  languages: readonly Language[];
  themes: readonly Theme[];
  isShown(scene: string): boolean;
}

/** Saves screenshots such as `history-dark-en-700.png` in a folder. */
export async function captureMatrix(matrix: Matrix, folder: string): Promise<void> {
  await visit({ ...matrix, widths }, async ({ workbench, language }, { scene, theme, width }) => {
    await workbench.screenshot(path.join(folder, `${scene.name}-${theme}-${language}-${width}.png`));
  });
}

/** Serious and critical violations found by axe-core, including colors of the themes, one line each. */
export async function faultsOfMatrix(matrix: Matrix, report: (line: string) => void): Promise<string[]> {
  const all: string[] = [];
  await visit({ ...matrix, widths: [1132] }, async ({ page, language }, { scene, theme }) => {
    const where = `${scene.name} ${theme} ${language}`;
    const faults = await page.seriousFaults();
    all.push(...faults.map((fault) => `${where}: ${fault}`));
    report(`${where}: ${faults.length === 0 ? 'nothing serious' : faults.join('\n  ')}`);
  });
  return all;
}

interface VisitOptions extends Matrix {
  /** Pixels of the page. */
  widths: readonly number[];
}
type SceneVisitor = (demo: DemoWindow, seen: { scene: Scene; theme: Theme; width: number }) => Promise<void>;

async function visit(wanted: VisitOptions, visitScene: SceneVisitor): Promise<void> {
  for (const language of wanted.languages) {
    for (const isEmpty of [true, false]) {
      const some = scenes.filter((scene) => (scene.isEmpty ?? false) === isEmpty && wanted.isShown(scene.name));
      if (some.length === 0) continue;
      const demo = await (isEmpty ? openEmptyDemo(language) : openFullDemo(language));
      try {
        for (const theme of wanted.themes) {
          await demo.workbench.useTheme(theme);
          await openPage(demo);
          for (const scene of some) {
            await showAtWidths(demo, { scene, widths: wanted.widths }, (width) =>
              visitScene(demo, { scene, theme, width }),
            );
          }
        }
      } finally {
        await demo.close();
      }
    }
  }
}

/** Most scenes survive resizing the window; those that don't are shown again for each width. */
async function showAtWidths(
  demo: DemoWindow,
  { scene, widths: all }: { scene: Scene; widths: readonly number[] },
  visitScene: (width: number) => Promise<void>,
): Promise<void> {
  const { page } = demo.workbench;
  for (const [index, width] of all.entries()) {
    const size = { width: width + activityBar, height };
    if (index === 0 || scene.isForOneWidth) {
      await page.setViewportSize(scene.isForOneWidth ? size : normalSize);
      await scene.show(demo);
    }
    await page.setViewportSize(size);
    await waitForPage(demo);
    await visitScene(width);
    if (index < all.length - 1 && !scene.isForOneWidth) continue;
    if (!scene.isForOneWidth) await page.setViewportSize(normalSize);
    await scene.leave?.(demo);
  }
}
