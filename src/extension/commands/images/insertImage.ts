/** Insert Image: inserts an image from the history into the active editor. */
import * as vscode from 'vscode';
import type { Easel } from '../../../engine/surface/easel';
import type { ImageView } from '../../../shared/model/jobs';
import type { ExtensionServices } from '../../platform/services';
import { insertImages } from '../../insertion/insertImages';
import { showThrown } from '../../notifications/messages';
import { parseId } from '../../parameters/parseArguments';
import { openImages, revealImage } from '../../workspaceImages/imageActions';
import { documentAnchorOf } from '../../platform/documents/documentAnchor';
import { t } from '../../platform/translate';
import { factLine } from '../../../shared/format/sentences';
import { escapeIcons } from '../../../shared/format/sanitize';
import { truncate, formatSize } from '../../messages/jobs';

/** Maximum number of jobs whose images are listed. */
const maxJobs = 200;

interface ImageItem extends vscode.QuickPickItem {
  image: ImageView;
}

/** @param value ID of an image, from other extensions; if undefined, the user selects one. */
export async function insertImage(services: ExtensionServices, value?: unknown): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const anchor = editor ? documentAnchorOf(editor) : undefined;
  try {
    const easel = await services.engine.get();
    const imageId = parseId(value);
    const image = imageId === undefined ? await pickImage(easel) : easel.images.get(imageId);
    if (image) await insertImages(easel, [image], anchor);
  } catch (thrown) {
    await showThrown(thrown);
  } finally {
    anchor?.dispose();
  }
}

async function pickImage(easel: Easel): Promise<ImageView | undefined> {
  const items = imageItems(easel);
  if (items.length === 0) {
    const generate = t('Generate Image…');
    const chosen = await vscode.window.showInformationMessage(t('No images yet.'), generate);
    if (chosen === generate) await vscode.commands.executeCommand('easel.generate');
    return undefined;
  }
  return choose(easel, items);
}

function imageItems(easel: Easel): ImageItem[] {
  return easel.jobs.list({ states: ['done'], limit: maxJobs }).flatMap((job) =>
    job.images.map((image) => ({
      label: image.fileName,
      description: factLine([formatSize(image), image.extension.toUpperCase(), job.providerName]),
      detail: escapeIcons(truncate(image.prompt, 120)),
      iconPath: vscode.Uri.file(easel.images.path(image.id)),
      buttons: [openButton, revealButton].map((make) => make()),
      image,
    })),
  );
}

const openButton = (): vscode.QuickInputButton => ({
  iconPath: new vscode.ThemeIcon('go-to-file'),
  tooltip: t('Open'),
});
const revealButton = (): vscode.QuickInputButton => ({
  iconPath: new vscode.ThemeIcon('folder-opened'),
  tooltip: t('Reveal'),
});

function choose(easel: Easel, items: readonly ImageItem[]): Promise<ImageView | undefined> {
  const list = vscode.window.createQuickPick<ImageItem>();
  list.title = t('Insert Image');
  list.placeholder = t('Select an image to insert at the cursor');
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.items = items;
  return new Promise((resolve) => {
    list.onDidAccept(() => {
      resolve(list.selectedItems[0]?.image);
      list.hide();
    });
    list.onDidTriggerItemButton(({ item, button }) => {
      const shown = button === item.buttons?.[0] ? openImages(easel, [item.image]) : revealImage(easel, item.image);
      void shown.catch((thrown: unknown) => showThrown(thrown));
    });
    list.onDidHide(() => {
      resolve(undefined);
      list.dispose();
    });
    list.show();
  });
}
