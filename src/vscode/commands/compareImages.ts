/** Compare: two pictures of the explorer side by side, or one of Easel's against the original that it was made from. */
import type { Easel } from '../../core/easel';
import type { TargetPicture } from '../../shared/admin/target';
import type { ReferenceImage } from '../../shared/model';
import type { Doors } from '../doors';
import { findSources, urisOf } from '../editing/sources';
import { keepAll } from '../editing/startEdits';
import { showThrown, tell } from '../messages';
import { t } from '../translate';
import { leftOutWords } from '../words/editWords';

/** @param value URI of what was clicked. @param more URIs of everything that is selected; the first two pictures count. */
export async function compareImages(doors: Doors, value?: unknown, more?: unknown): Promise<void> {
  try {
    const sources = await findSources(urisOf(value, more), t('Compare'));
    sources?.place?.dispose();
    if (!sources) return;
    const easel = await doors.engine.get();
    const { kept, unread } = await keepAll(easel, sources.pictures.slice(0, 2));
    if (unread.length > 0) void tell(leftOutWords(unread, t), 'warning');
    const [one, other] = kept;
    if (!one) return;
    const pictures = other ? pairOf(easel, one, other) : withOriginal(easel, one);
    if (pictures) await doors.showAdmin({ page: 'compare', pictures });
    else
      await tell(t('Easel knows no original of this picture. To compare two pictures, select both in the explorer.'));
  } catch (thrown) {
    void showThrown(thrown);
  }
}

function pairOf(easel: Easel, one: ReferenceImage, other: ReferenceImage): [TargetPicture, TargetPicture] {
  return [pictureOf(easel, one), pictureOf(easel, other)];
}

function pictureOf(easel: Easel, reference: ReferenceImage): TargetPicture {
  const image = easel.imageOfFile({ hash: reference.hash });
  return image ? { imageId: image.id } : { reference };
}

function withOriginal(easel: Easel, reference: ReferenceImage): [TargetPicture, TargetPicture] | undefined {
  const { hash, source } = reference;
  const image = easel.imageOfFile({ hash, ...(source === undefined ? {} : { uri: source }) });
  const [original] = image ? easel.job(image.jobId).request.references : [];
  return image && original && [{ reference: original }, { imageId: image.id }];
}
