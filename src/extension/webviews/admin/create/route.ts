/** What the page is opened for, as it may know it: no path of a file, which the host keeps by its hash. */
import type { AdminTarget, RouteImage } from '../../../../shared/protocol/adminRoute';
import type { ReferenceImage } from '../../../../shared/model/jobs';
import type { UserState } from '../../../platform/userState';

export async function targetForPage(
  target: AdminTarget | undefined,
  userState: Pick<UserState, 'keepReferences'>,
): Promise<AdminTarget | undefined> {
  const pictures = imagesOf(target);
  const references = pictures.flatMap((picture) => ('reference' in picture ? [picture.reference] : []));
  if (references.length === 0) return target;
  await userState.keepReferences(references);
  if (target?.page === 'create') return { ...target, references: pictures.map(withoutSource) };
  if (target?.page !== 'compare') return target;
  const [one, other] = target.pictures;
  return { ...target, pictures: [withoutSource(one), withoutSource(other)] };
}

function imagesOf(target: AdminTarget | undefined): readonly RouteImage[] {
  if (target?.page === 'create') return target.references ?? [];
  return target?.page === 'compare' ? target.pictures : [];
}

function withoutSource(picture: RouteImage): RouteImage {
  if (!('reference' in picture)) return picture;
  const { source: _source, ...reference }: ReferenceImage = picture.reference;
  return { reference };
}
