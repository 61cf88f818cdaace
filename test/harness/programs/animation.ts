/** The animated image of the README: from the palette to an inserted image, recorded in the real workbench. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { applyPalette, GIFEncoder, quantize } from 'gifenc';
import { PNG } from 'pngjs';
import { startEasel } from '../easel/easel';
import { message } from '../vscode/manifest';
import { projectRoot, removeFolder, temporaryFolder } from '../files/paths';
import { until } from '../until';
import { openWorkbench, type Workbench } from '../workbench/workbench';
import { sampleWorkspace, waitForFiles } from '../files/workspace';

const prompt = 'a red fox in the snow';
const size = { width: 1200, height: 680 };

interface Frame {
  png: Buffer;
  /** Milliseconds for which it is shown. */
  delay: number;
}

/** Records the animation and writes `docs/images/generate.gif`. */
export async function recordAnimation(target: string): Promise<void> {
  const folder = temporaryFolder('animation');
  const workspace = sampleWorkspace(path.join(folder, 'snowfall'));
  const settings = { 'editor.minimap.enabled': false, 'easel.defaults.aspectRatio': '16:9' };
  const server = await startEasel({ workspace, settings });
  const frames: Frame[] = [];
  try {
    const workbench = await openWorkbench(server, { theme: 'dark', ...size });
    const shoot = async (delay: number): Promise<void> => {
      frames.push({ png: await workbench.page.screenshot(), delay });
    };
    try {
      await takeFrames(workbench, workspace, shoot);
    } finally {
      await workbench.close();
    }
  } finally {
    await server.stop();
    removeFolder(folder);
  }
  const file = path.join(target, 'generate.gif');
  mkdirSync(target, { recursive: true });
  writeFileSync(file, encode(frames));
  console.log(path.relative(projectRoot, file));
}

async function takeFrames(
  workbench: Workbench,
  workspace: string,
  shoot: (delay: number) => Promise<void>,
): Promise<void> {
  const { editors, notifications, page, quickInput, statusBar } = workbench;
  await editors.open(path.join(workspace, 'README.md'), { line: 7 });
  await statusBar.waitGone('Activating Extensions');
  await shoot(900);
  await page.keyboard.press('F1');
  await quickInput.waitOpen();
  await quickInput.type('>Easel: Gen');
  await quickInput.waitForItems();
  await shoot(1_000);
  await page.keyboard.press('Enter');
  await quickInput.waitForText('→');
  await shoot(700);
  for (const end of [5, 9, 12, 16, prompt.length]) {
    await quickInput.type(prompt.slice(0, end));
    await shoot(end === prompt.length ? 1_200 : 160);
  }
  await quickInput.answer(prompt);
  const [file = ''] = await waitForFiles(path.join(workspace, 'images'), 1);
  const name = path.basename(file);
  await notifications.waitFor(name);
  await notifications.waitIdle();
  await shoot(1_800);
  await notifications.click(name, message('Insert', 'en'));
  await editors.waitForText('![');
  await shoot(1_400);
  await editors.save();
  await workbench.runCommand('Markdown: Open Preview to the Side');
  const preview = workbench.webview().locator('img');
  await preview.waitFor();
  await until('the image in the preview', () =>
    preview.evaluate((image) => (image as HTMLImageElement).naturalWidth > 0),
  );
  await shoot(3_500);
}

/** One palette of 256 colors per frame: a theme has few colors, so images keep most of theirs. */
function encode(frames: readonly Frame[]): Uint8Array {
  const gif = GIFEncoder();
  for (const { png, delay } of frames) {
    const { data, width, height } = PNG.sync.read(png);
    const palette = quantize(data, 256);
    gif.writeFrame(applyPalette(data, palette), width, height, { palette, delay });
  }
  gif.finish();
  return gif.bytes();
}
