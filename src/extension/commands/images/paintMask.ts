/** Paint Mask: opens the Create page with this image and the mask editor. */
import * as vscode from 'vscode';
import type { Easel } from '../../../engine/surface/easel';
import type { ExtensionServices } from '../../platform/services';
import { findSources, urisOf } from '../../workspaceImages/sources';
import { importFiles } from '../../requests/importImages';
import { showThrown, showNotice } from '../../notifications/messages';
import { t } from '../../platform/translate';
import { omittedMessage } from '../../messages/edits';
import { maskTarget, type MaskTarget } from '../../webviews/admin/create/draft';

/** @param value URI of the clicked file. @param more URIs of the selection, of which the first image is used. */
export async function paintMask(services: ExtensionServices, value?: unknown, more?: unknown): Promise<void> {
  try {
    const sources = await findSources(urisOf(value, more), t('Paint Mask'));
    sources?.anchor?.dispose();
    const [image] = sources?.images ?? [];
    if (!image) return;
    const easel = await services.engine.get();
    const mask = await chooseTarget(services, easel, image);
    if (!mask) return;
    const { kept, unread } = await importFiles(easel, [image]);
    if (unread.length > 0) void showNotice(omittedMessage(unread, t), 'warning');
    const [reference] = kept;
    if (reference) await services.showAdmin({ page: 'create', references: [{ reference }], mask: mask.target });
  } catch (thrown) {
    void showThrown(thrown);
  }
}

/** Asked before anything is painted: a mask that no provider supports would be lost. */
async function chooseTarget(
  { userState }: ExtensionServices,
  easel: Easel,
  image: vscode.Uri,
): Promise<MaskTarget | undefined> {
  for (;;) {
    const found = maskTarget({ easel, userState });
    if (found) return found;
    const [add, editWhole] = [t('Add Provider…'), t('Edit the Whole Image')];
    const chosen = await vscode.window.showWarningMessage(
      t('None of your providers supports masks.'),
      { modal: true, detail: t('Add one that does, or describe the change without painting.') },
      add,
      editWhole,
    );
    if (chosen === editWhole) await vscode.commands.executeCommand('easel.editImage', image);
    if (chosen !== add) return undefined;
    if ((await vscode.commands.executeCommand('easel.addProvider')) === undefined) return undefined;
  }
}
