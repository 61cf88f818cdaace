/** Edit All Images: applies one prompt to the images of a folder, after confirming the number of calls. */
import * as vscode from 'vscode';
import type { ExtensionServices } from '../../platform/services';
import { askEdit } from '../../requests/editing/askEdit';
import { confirmFolder } from '../../requests/editing/confirmSpending';
import { firstDraft } from '../../requests/editing/draft';
import { findFolders, pickFolder } from '../../workspaceImages/folders';
import { runEdit } from '../../requests/editing/runEdit';
import { nameOf, urisOf } from '../../workspaceImages/sources';
import { formatList } from '../../../shared/format/sentences';
import { t } from '../../platform/translate';

/** As {@link editImage}, but for folders. */
export async function editFolder(
  services: ExtensionServices,
  value?: unknown,
  more?: unknown,
): Promise<string[] | undefined> {
  const title = t('Edit All Images');
  const clicked = urisOf(value, more);
  const folders = clicked.length > 0 ? clicked : await pickFolder(title);
  if (!folders) return undefined;
  const found = await findFolders(folders);
  if (found.direct.length + found.below.length === 0) {
    void vscode.window.showInformationMessage(t('No images in {name}.', { name: formatList(folders.map(nameOf), t) }));
    return undefined;
  }
  const images = found.direct.length > 0 ? found.direct : found.below;
  return runEdit(services, { command: 'easel.editImage', title, value: images[0], more: images }, async (context) => {
    const first = await firstDraft(context, {}, images);
    const asked = first && (await askEdit(context, first, t('Edit All Images')));
    const confirmed = asked && (await confirmFolder(context.easel, asked, found));
    if (!asked || !confirmed) return undefined;
    return {
      draft: { ...asked, images: confirmed },
      prompts: [asked.text.trim()],
      suffix: 'edit',
      agreed: 'cost-agreed',
    };
  });
}
