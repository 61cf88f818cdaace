/** Every scene of the pages in every theme, language and width: as pictures to be looked at, or for axe-core to judge. */
import path from 'node:path';
import { type House, isPainted, openEmptyHouse, openFullHouse } from '../adminPages/demoWindow';
import { openPage, type Scene, scenes } from '../adminPages/scenes';
import type { Language } from '../vscode/manifest';
import type { Theme } from '../workbench/workbench';

/** Pixels of the page; the window has the activity bar beside it. */
const widths = [300, 700, 1500];
const activityBar = 48;
const height = 900;
const usual = { width: 1180, height };

export interface Matrix {
  languages: readonly Language[];
  themes: readonly Theme[];
  isShown(scene: string): boolean;
}

/** As `history-dark-en-700.png` in a folder. */
export async function takeMatrix(matrix: Matrix, folder: string): Promise<void> {
  await visit({ ...matrix, widths }, async ({ workbench, language }, { scene, theme, width }) => {
    await workbench.screenshot(path.join(folder, `${scene.name}-${theme}-${language}-${width}.png`));
  });
}

/** What axe-core finds that is serious or worse, colours of the themes included; a line each. */
export async function faultsOfMatrix(matrix: Matrix, tell: (line: string) => void): Promise<string[]> {
  const all: string[] = [];
  await visit({ ...matrix, widths: [1132] }, async ({ page, language }, { scene, theme }) => {
    const where = `${scene.name} ${theme} ${language}`;
    const faults = await page.seriousFaults();
    all.push(...faults.map((fault) => `${where}: ${fault}`));
    tell(`${where}: ${faults.length === 0 ? 'nothing serious' : faults.join('\n  ')}`);
  });
  return all;
}

interface Visit extends Matrix {
  /** Pixels of the page. */
  widths: readonly number[];
}
type Look = (house: House, seen: { scene: Scene; theme: Theme; width: number }) => Promise<void>;

async function visit(wanted: Visit, look: Look): Promise<void> {
  for (const language of wanted.languages) {
    for (const isEmpty of [true, false]) {
      const some = scenes.filter((scene) => (scene.isEmpty ?? false) === isEmpty && wanted.isShown(scene.name));
      if (some.length === 0) continue;
      const house = await (isEmpty ? openEmptyHouse(language) : openFullHouse(language));
      try {
        for (const theme of wanted.themes) {
          await house.workbench.useTheme(theme);
          await openPage(house);
          for (const scene of some) {
            await lookAt(house, { scene, widths: wanted.widths }, (width) => look(house, { scene, theme, width }));
          }
        }
      } finally {
        await house.leave();
      }
    }
  }
}

/** Most scenes stay as they are while the window changes its width; what it closes is shown anew in each. */
async function lookAt(
  house: House,
  { scene, widths: all }: { scene: Scene; widths: readonly number[] },
  look: (width: number) => Promise<void>,
): Promise<void> {
  const { page } = house.workbench;
  for (const [index, width] of all.entries()) {
    const size = { width: width + activityBar, height };
    if (index === 0 || scene.isForOneWidth) {
      await page.setViewportSize(scene.isForOneWidth ? size : usual);
      await scene.show(house);
    }
    await page.setViewportSize(size);
    await isPainted(house);
    await look(width);
    if (index < all.length - 1 && !scene.isForOneWidth) continue;
    if (!scene.isForOneWidth) await page.setViewportSize(usual);
    await scene.leave?.(house);
  }
}
