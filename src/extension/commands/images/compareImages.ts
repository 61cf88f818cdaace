/** Compare: shows two images side by side, or a generated image beside the original that it was made from. */
import type { Easel } from '../../../engine/surface/easel';
import type { RouteImage } from '../../../shared/protocol/pages/adminRoute';
import type { ReferenceImage } from '../../../shared/model/jobs';
import type { ExtensionServices } from '../../platform/services';
import { findSources, urisOf } from '../../workspaceImages/sources';
import { importFiles } from '../../requests/importImages';
import { showThrown, showNotice } from '../../notifications/messages';
import { t } from '../../platform/translate';
import { omittedMessage } from '../../messages/edits';

/** @param value URI of the clicked file. @param more URIs of the selection, of which the first two images are used. */
export async function compareImages(services: ExtensionServices, value?: unknown, more?: unknown): Promise<void> {
  try {
    const sources = await findSources(urisOf(value, more), t('Compare'));
    sources?.anchor?.dispose();
    if (!sources) return;
    const easel = await services.engine.get();
    const { kept, unread } = await importFiles(easel, sources.images.slice(0, 2));
    if (unread.length > 0) void showNotice(omittedMessage(unread, t), 'warning');
    const [first, second] = kept;
    if (!first) return;
    const images = second ? pairOf(easel, first, second) : withOriginal(easel, first);
    if (images) await services.showAdmin({ page: 'compare', images });
    else
      await showNotice(t('Easel has no original for this image. To compare two images, select both in the Explorer.'));
  } catch (thrown) {
    void showThrown(thrown);
  }
}

function pairOf(easel: Easel, first: ReferenceImage, second: ReferenceImage): [RouteImage, RouteImage] {
  return [imageOf(easel, first), imageOf(easel, second)];
}

function imageOf(easel: Easel, reference: ReferenceImage): RouteImage {
  const image = easel.images.ofFile({ hash: reference.hash });
  return image ? { imageId: image.id } : { reference };
}

function withOriginal(easel: Easel, reference: ReferenceImage): [RouteImage, RouteImage] | undefined {
  const { hash, source } = reference;
  const image = easel.images.ofFile({ hash, ...(source === undefined ? {} : { uri: source }) });
  const [original] = image ? easel.jobs.get(image.jobId).request.references : [];
  return image && original && [{ reference: original }, { imageId: image.id }];
}
