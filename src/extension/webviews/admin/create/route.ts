/** What the page is opened for, as it may know it: no path of a file, which the host keeps by its hash. */
import type { AdminTarget, TargetPicture } from '../../../../shared/protocol/adminRoute';
import type { ReferenceImage } from '../../../../shared/model/jobs';
import type { Memory } from '../../../platform/userState';

export async function targetForPage(
  target: AdminTarget | undefined,
  memory: Pick<Memory, 'keepReferences'>,
): Promise<AdminTarget | undefined> {
  const pictures = picturesOf(target);
  const references = pictures.flatMap((picture) => ('reference' in picture ? [picture.reference] : []));
  if (references.length === 0) return target;
  await memory.keepReferences(references);
  if (target?.page === 'create') return { ...target, references: pictures.map(withoutSource) };
  if (target?.page !== 'compare') return target;
  const [one, other] = target.pictures;
  return { ...target, pictures: [withoutSource(one), withoutSource(other)] };
}

function picturesOf(target: AdminTarget | undefined): readonly TargetPicture[] {
  if (target?.page === 'create') return target.references ?? [];
  return target?.page === 'compare' ? target.pictures : [];
}

function withoutSource(picture: TargetPicture): TargetPicture {
  if (!('reference' in picture)) return picture;
  const { source: _source, ...reference }: ReferenceImage = picture.reference;
  return { reference };
}
