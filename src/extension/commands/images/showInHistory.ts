/** Show in History: opens the history entry of a workspace image. */
import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { ExtensionServices } from '../../platform/services';
import { findSources, urisOf } from '../../workspaceImages/sources';
import { showThrown, showNotice } from '../../notifications/messages';
import { t } from '../../platform/translate';

/** @param value URI of the clicked file. @param more URIs of the selection, of which the first image is used. */
export async function showInHistory(services: ExtensionServices, value?: unknown, more?: unknown): Promise<void> {
  try {
    const sources = await findSources(urisOf(value, more), t('Show in History'));
    sources?.anchor?.dispose();
    const uri = sources?.images[0];
    if (!uri) return;
    const bytes = await vscode.workspace.fs.readFile(uri);
    const hash = createHash('sha256').update(bytes).digest('hex');
    const image = (await services.engine.get()).images.ofFile({ hash, uri: uri.toString() });
    if (image) await services.showAdmin({ page: 'history', jobId: image.jobId, imageId: image.id });
    else await showNotice(t("This image isn't in the history. Easel didn't create it, or its entry was deleted."));
  } catch (thrown) {
    void showThrown(thrown);
  }
}
