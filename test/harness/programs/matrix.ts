/** Every scene of the pages in every theme, language and width: as pictures to be looked at, or for axe-core to judge. */
import path from 'node:path';
import { type House, isPainted, openEmptyHouse, openFullHouse } from '../adminPages/house';
import { openPage, type Scene, scenes } from '../adminPages/scenes';
import type { Language } from '../manifest';
import type { Theme } from '../workbench';

/** Pixels of the page; the window has the activity bar beside it. */
const widths = [300, 700, 1500];
const activityBar = 48;
const height = 900;

export interface Matrix {
  languages: readonly Language[];
  themes: readonly Theme[];
  isShown(scene: string): boolean;
}

/** As `history-dark-en-700.png` in a folder. */
export async function takeMatrix(matrix: Matrix, folder: string): Promise<void> {
  await visit(matrix, async (house, { scene, theme }) => {
    for (const width of widths) {
      await house.workbench.page.setViewportSize({ width: width + activityBar, height });
      await isPainted(house);
      await house.workbench.screenshot(path.join(folder, `${scene.name}-${theme}-${house.language}-${width}.png`));
    }
  });
}

/** What axe-core finds that is serious or worse, colours of the themes included; a line each. */
export async function faultsOfMatrix(matrix: Matrix, tell: (line: string) => void): Promise<string[]> {
  const all: string[] = [];
  await visit(matrix, async (house, { scene, theme }) => {
    const where = `${scene.name} ${theme} ${house.language}`;
    const faults = await house.page.seriousFaults();
    all.push(...faults.map((fault) => `${where}: ${fault}`));
    tell(`${where}: ${faults.length === 0 ? 'nothing serious' : faults.join('\n  ')}`);
  });
  return all;
}

type Look = (house: House, seen: { scene: Scene; theme: Theme }) => Promise<void>;

async function visit({ languages, themes, isShown }: Matrix, look: Look): Promise<void> {
  for (const language of languages) {
    for (const isEmpty of [true, false]) {
      const wanted = scenes.filter((scene) => (scene.isEmpty ?? false) === isEmpty && isShown(scene.name));
      if (wanted.length === 0) continue;
      const house = await (isEmpty ? openEmptyHouse(language) : openFullHouse(language));
      try {
        for (const theme of themes) await visitIn(house, theme, { wanted, look });
      } finally {
        await house.leave();
      }
    }
  }
}

async function visitIn(house: House, theme: Theme, { wanted, look }: { wanted: readonly Scene[]; look: Look }) {
  const { workbench } = house;
  await workbench.useTheme(theme);
  await openPage(house);
  for (const scene of wanted) {
    await workbench.page.setViewportSize({ width: 1180, height });
    await scene.show(house);
    await look(house, { scene, theme });
    await workbench.page.setViewportSize({ width: 1180, height });
    await scene.leave?.(house);
  }
}
