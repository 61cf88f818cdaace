/** Paint Mask: opens the Create page with this image and the mask editor. */
import type { ExtensionServices } from '../../platform/services';
import { findSources, urisOf } from '../../workspaceImages/sources';
import { importFiles } from '../../requests/importImages';
import { showThrown, showNotice } from '../../notifications/messages';
import { t } from '../../platform/translate';
import { omittedMessage } from '../../messages/edits';

/** @param value URI of the clicked file. @param more URIs of the selection, of which the first image is used. */
export async function paintMask(services: ExtensionServices, value?: unknown, more?: unknown): Promise<void> {
  try {
    const sources = await findSources(urisOf(value, more), t('Paint Mask'));
    sources?.anchor?.dispose();
    if (!sources) return;
    const { kept, unread } = await importFiles(await services.engine.get(), sources.images.slice(0, 1));
    if (unread.length > 0) void showNotice(omittedMessage(unread, t), 'warning');
    const [reference] = kept;
    if (reference) await services.showAdmin({ page: 'create', references: [{ reference }], mask: true });
  } catch (thrown) {
    void showThrown(thrown);
  }
}
