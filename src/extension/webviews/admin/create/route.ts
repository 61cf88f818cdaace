/** The target as the page may know it: without file paths, which the host keeps by hash. */
import type { AdminTarget, RouteImage } from '../../../../shared/protocol/adminRoute';
import type { ReferenceImage } from '../../../../shared/model/jobs';
import type { UserState } from '../../../platform/userState';

export async function targetForPage(
  target: AdminTarget | undefined,
  userState: Pick<UserState, 'keepReferences'>,
): Promise<AdminTarget | undefined> {
  const images = imagesOf(target);
  const references = images.flatMap((image) => ('reference' in image ? [image.reference] : []));
  if (references.length === 0) return target;
  await userState.keepReferences(references);
  if (target?.page === 'create') return { ...target, references: images.map(withoutSource) };
  if (target?.page !== 'compare') return target;
  const [one, other] = target.images;
  return { ...target, images: [withoutSource(one), withoutSource(other)] };
}

function imagesOf(target: AdminTarget | undefined): readonly RouteImage[] {
  if (target?.page === 'create') return target.references ?? [];
  return target?.page === 'compare' ? target.images : [];
}

function withoutSource(image: RouteImage): RouteImage {
  if (!('reference' in image)) return image;
  const { source: _source, ...reference }: ReferenceImage = image.reference;
  return { reference };
}
